#!/usr/bin/env bash
# Pods of steps meet the restricted Pod Security Standard by themselves and have no way to the API server.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run restricted
ends restricted-1 Succeeded
see "user and group" 65532:65532 "$(output restricted-1 look user 0)"
see "an API token" no "$(output restricted-1 look token 0)"
see "HOME" writable "$(output restricted-1 look home 0)"
see "the working directory" writable "$(output restricted-1 look here 0)"
spec=$(kubectl get pods -l $run_label=restricted-1 -o 'jsonpath={.items[0].spec}')
see "what a Pod says of itself" "Never true RuntimeDefault false ALL" \
  "$(jq -r '.containers[0].securityContext as $c | "\(.restartPolicy) \(.securityContext.runAsNonRoot // $c.runAsNonRoot) \((.securityContext.seccompProfile // $c.seccompProfile).type) \($c.allowPrivilegeEscalation) \($c.capabilities.drop[0])"' <<<"$spec")"
# The operator itself lives under the same rule.
see "the operator's namespace" restricted "$(command kubectl get namespace "$operator_namespace" -o 'jsonpath={.metadata.labels.pod-security\.kubernetes\.io/enforce}')"
