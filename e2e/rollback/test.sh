#!/usr/bin/env bash
# What was done is undone, the last first: when a step fails, and when a person asks for it; on record, once, and no further than it goes (C7).
# alone: kills the operator
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
rollback() { get "$1" ".status.rollbacks[$2]$3"; }
me=$(command kubectl auth whoami -o 'jsonpath={.status.userInfo.username}')
ask() { kubectl annotate pipelinerun "$1" rollback.sluice.dev/to="$2" >/dev/null; }
edited() { kubectl apply -f - <<Y
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: edited}
spec:
  variables: {tag: $1}
  defaults: {image: "busybox:latest"}
  steps:
  - {name: deploy, outputs: [deployed], script: 'echo "deployed=$1 with \$tag" >> \$SLUICE_OUTPUT'}
  - {name: smoke, dependsOn: [deploy], script: $2, onFailure: Rollback, rollbackTo: deploy}
Y
}

# Where it goes back to must have run by then, and what its texts refer to must be known.
kubectl wait pipeline/nowhere --for='jsonpath={.status.conditions[0].status}=False' --timeout=30s >/dev/null
problems=$(kubectl get pipeline nowhere -o 'jsonpath={.status.conditions[0].message}')
see_match "a step that need not have run" 'steps\[1\].rollbackTo: "a" need not have run when this step fails' "$problems"
see_match "a step that nobody has" 'steps\[2\].rollbackTo: no step named "aa"' "$problems"
see_match "an output that nobody writes" 'steps\[2\].rollback.task: "c" has no "url" among its outputs' "$problems"

# A failing smoke test rolls back two deploys.
run shop shop-1
run shop shop-2 'variables: {undo: "exit 4"}'
run shop shop-3 'variables: {smoke: "exit 0"}'
edited one "exit 0"
run edited edited-1
run handed
ends shop-1 Failed
reason shop-1 RolledBack
see_match "what was done about it" '^smoke failed: exit code 1; rolled back to deploy-db: undid deploy-app, deploy-db' "$(get shop-1 .status.message)"
after shop-1 deploy-db.rollback deploy-app.rollback
after shop-1 deploy-app.rollback smoke
see "its record" 'Failure smoke deploy-db ["deploy-app","deploy-db"] Succeeded' "$(rollback shop-1 0 .cause) $(rollback shop-1 0 .step) $(rollback shop-1 0 .to) $(rollback shop-1 0 .steps) $(rollback shop-1 0 .state)"
see "a step that was undone" RolledBack "$(step shop-1 deploy-app .state)"
see "a step without a rollback task" Succeeded "$(step shop-1 note .state)"
see "what the undoing knew" "back from 7 for smoke" "$(kubectl logs -l "$run_label=shop-1,$step_label=deploy-db.rollback")"
see_match "Events tell of it" 'RolledBack.*undid deploy-app, deploy-db' "$(kubectl get events --field-selector involvedObject.name=shop-1)"

# One that fails stops there.
ends shop-2 Failed
reason shop-2 RollbackFailed
see_match "what was not undone" 'the rollback to deploy-db failed: undoing deploy-db failed: exit code 4, undid deploy-app' "$(get shop-2 .status.message)"
see "its record" Failed "$(rollback shop-2 0 .state)"

# By hand, on a run that has succeeded; the second request is answered and not done.
ends shop-3 Succeeded
ask shop-3 "$me: deploy-app"
await shop-3 30 '.status.rollbacks[0].by' "$me"
ends shop-3 Failed
reason shop-3 RolledBack
see_match "for whom" "rolled back to deploy-app for $me: undid deploy-app" "$(get shop-3 .status.message)"
see "the request is gone" "" "$(get shop-3 .metadata.annotations)"
ask shop-3 "$me: deploy-app"
await shop-3 30 '.status.rollbacks[1].state' Skipped
see_match "why not again" 'undone already' "$(rollback shop-3 1 .message)"
see "the run's end" Failed "$(get shop-3 .status.phase)"
ask shop-3 "$me: deploy-db"
await shop-3 60 '.status.rollbacks[2].state' Succeeded
see "what was left" '["deploy-db"]' "$(rollback shop-3 2 .steps)"

# The same by the command, in the caller's name; who asks for what can't be is told why.
run shop shop-5 'variables: {smoke: "exit 0"}'
ends shop-5 Succeeded
exits 0 sluice rollback shop-5 --to deploy-app --wait
see_match "what came of it" '^Succeeded: rolled back to deploy-app for .*: undid deploy-app' "$said"
see "who asked" "$me" "$(rollback shop-5 0 .by)"
exits 1 sluice rollback shop-5 --to deploy-app --wait --json
see "the same again" "shop-5 $me Skipped" "$(jq -r '"\(.run) \(.by) \(.state)"' <<<"$said")"
see "what programs are told, in this order" "run namespace to by state message" "$(jq -r 'keys_unsorted | join(" ")' <<<"$said")"
exits 2 sluice rollback shop-5 --to deploy-app --by bob
see_match "in another's name" 'in a cluster you are who the API server says you are' "$said"
exits 2 sluice rollback shop-5 --to deploy-ap
see_match "a step there is not" 'run shop-5 has no step "deploy-ap" \(did you mean "deploy-app"\?\)' "$said"
exits 2 sluice rollback shop-55 --to deploy-app
see_match "a run there is not" "no run \"shop-55\" in namespace $namespace \(did you mean \"shop-[1-5]\"\?\)" "$said"

# A step without a rollback task is run again as it was when all was well, whatever the pipeline says since.
ends edited-1 Succeeded
edited two "exit 3"
kubectl wait pipeline/edited --for=jsonpath='{.status.observedGeneration}'=2 --timeout=30s >/dev/null
run edited edited-2
ends edited-2 Failed
reason edited-2 RolledBack
see "what was done first" "two with two" "$(output edited-2 deploy deployed 0)"
see "what was done in the end" "one with one" "$(output edited-2 deploy.rollback deployed 0)"
see "from where it was taken" edited-1 "$(rollback edited-2 0 .run)"

# And one that starts a run starts it again as it was.
ends handed-1 Succeeded
run handed handed-2 'variables: {tag: v2, smoke: "false"}'
ends handed-2 Failed
reason handed-2 RolledBack
undid=$(kubectl get pipelineruns -l "$run_label=handed-2,$step_label=deploy.rollback" -o name)
see "what was deployed in the end" v1 "$(output "${undid#*/}" o tag 0)"

# The operator is killed while a rollback is under way: each step is undone once all the same.
run shop shop-4
await shop-4 60 .status.phase RollingBack
command kubectl -n "$operator_namespace" delete pod -l app.kubernetes.io/name=sluice --grace-period=0 --force >/dev/null 2>&1
ends shop-4 Failed 120
reason shop-4 RolledBack
see "undone once each" "deploy-app.rollback 0 1
deploy-db.rollback 0 1" "$(pods shop-4 | grep rollback | cut -d' ' -f1-3)"
