#!/usr/bin/env bash
# alone: changes the operator's settings
# What a run has otherwise than its pipeline, as far as the administrator allows it (F4); and agents, whose rights no step can widen.
. "$(dirname "$0")/../lib.sh"

cleanup() { operator up; }
accepted() { get "$1" '.status.conditions[?(@.type=="Accepted")].message'; }
kubectl apply -f pipeline.yaml

# By default nothing is allowed.
run shop shop-1 'overrides: {environment: {LOG_LEVEL: debug}, steps: [{name: build, image: "busybox:latest", timeout: 1m}]}'
ends shop-1 Failed
see "all that is refused, with what is allowed" \
  'spec.overrides.environment.LOG_LEVEL: "LOG_LEVEL" may not be overridden: the operator'"'"'s overrides.environment allows none
spec.overrides.steps[0].image: "busybox:latest" may not be overridden: the operator'"'"'s overrides.steps.images allows none
spec.overrides.steps[0].timeout: may not be overridden: the operator'"'"'s overrides.steps.timeout allows none' "$(accepted shop-1)"

refused "serviceAccount" helm upgrade sluice "$root/helm/sluice" -n "$operator_namespace" --reuse-values --set 'overrides.serviceAccount={admin}'
operator up --set 'overrides.environment={LOG_*}' --set 'overrides.steps.environment={MODE,LEVEL}' --set 'overrides.steps.images={busybox:*}' --set overrides.steps.timeout=1m

run shop shop-2 'overrides: {environment: {LOG_LEVEL: debug}, steps: [{name: build, image: "busybox:latest", environment: {MODE: "quick ${x}"}},
  {name: deploy, environment: {LEVEL: step}}, {name: slow, timeout: 3s}]}'
run shop shop-3 'overrides: {environment: {PATH: /evil}, steps: [{name: biuld, environment: {MODE: x}}, {name: build, image: evil/busybox:latest}, {name: slow, timeout: 2m}, {name: deploy, image: busybox:latest}]}'
ends shop-2 Succeeded
reason shop-2 CompletedWithFailures
see "an image there is, in place of one there is not, and the environment" "debug quick \${x}" "$(output shop-2 build log 0) $(output shop-2 build mode 0)"
see "an agent's environment, and not whom it runs as" "Deploy with step as 1234" "$(output shop-2 deploy said 0)"
see_match "a timeout" "timed out|took longer|timeout" "$(step shop-2 slow .message)"
pod=$(kubectl get pods -l "$run_label=shop-2,$step_label=deploy" -o json)
see "what an agent's Pod may do" '1234 true false ["ALL"] false 48Mi' "$(jq -r '.items[0].spec | .containers[0] as $c | "\(.securityContext.runAsUser) \(.securityContext.runAsNonRoot) \($c.securityContext.allowPrivilegeEscalation) \($c.securityContext.capabilities.drop) \(.automountServiceAccountToken) \($c.resources.limits.memory)"' <<<"$pod")"
see "revisions, which both share" 1 "$(kubectl get controllerrevisions -l sluice.dev/revision-of=shop -o name | wc -l)"

ends shop-3 Failed
message=$(accepted shop-3)
see_match "a name not on the list" 'overrides.environment.PATH: "PATH" may not be overridden: the operator.s overrides.environment allows LOG_\*' "$message"
see_match "a step there is not" 'steps\[0\].name: no step named "biuld" \(did you mean "build"\?\)' "$message"
see_match "another registry" 'steps\[1\].image: "evil/busybox:latest" may not be overridden: the operator.s overrides.steps.images allows busybox:\*' "$message"
see_match "too long" 'steps\[2\].timeout: is 2m; the operator.s overrides.steps.timeout allows at most 1m' "$message"
see_match "an agent's image" 'steps\[3\].image: "deploy" runs by the agent deployer, whose rights go with its own image' "$message"
see "Pods of what was refused" "" "$(pods shop-1)$(pods shop-3)"

# A run takes over from an earlier one what its overrides left as it was.
run shop shop-4 'rerunOf: {run: shop-2}, overrides: {environment: {LOG_LEVEL: debug}, steps: [{name: build, image: "busybox:latest", environment: {MODE: "quick ${x}"}},
  {name: deploy, environment: {LEVEL: other}}, {name: slow, timeout: 3s}]}'
ends shop-4 Succeeded
see "taken over" "taken over from shop-2" "$(step shop-4 build .message)"
see "run again" "Deploy with other as 1234" "$(output shop-4 deploy said 0)"

# What a step may not say is no field.
refused 'unknown field "spec.steps\[0\].securityContext"' kubectl apply --validate=strict -f - <<Y
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: wide}
spec: {steps: [{name: a, agent: deployer, task: x, securityContext: {runAsUser: 0}}]}
Y
