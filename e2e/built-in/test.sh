#!/usr/bin/env bash
# do-all is there from the start and runs over targets once its agents are (B5); until then it says which are missing (B6).
. "$(dirname "$0")/../lib.sh"

cleanup() { operator up >/dev/null 2>&1; }
operator up --set "builtinPipelines.namespaces={$namespace}"

see "pipelines" "do-all force-update merge-deploy update-agent" "$(kubectl get pipelines -o jsonpath='{.items[*].metadata.name}')"
kubectl wait pipeline --all --for=jsonpath='{.status.conditions[?(@.type=="Accepted")].reason}'=AgentNotFound --timeout=30s
see_match "what is missing" 'no PodTemplate named pull, switch, test in namespace' \
  "$(kubectl get pipeline do-all -o jsonpath='{.status.conditions[0].message}')"
sed 's/busybox:1.37/busybox:latest/' "$root/config/agents/hosts.yaml" | kubectl apply -f -
kubectl wait pipeline --all --for=condition=Accepted --timeout=30s
run do-all do-all-1 'targets: [{name: web-1}, {name: web-2}]'
ends do-all-1 Succeeded
see "targets" "web-1 Succeeded
web-2 Succeeded" "$(kubectl get pipelinerun do-all-1 -o json | jq -r '.status.targets[] | "\(.name) \(.state)"')"
see "what the last op said" "test on web-1
test on web-2" "$(kubectl logs -l "$run_label=do-all-1,$step_label=test" | sort)"
