#!/usr/bin/env bash
# alone: kills the operator, and runs a second one
# Runs, and jobs of several runs, that exclude one another: whatever becomes of operators, and with two of them at once.
. "$(dirname "$0")/../lib.sh"

# This operator knows of no other: it makes a Deployment of its own beside the first, as nothing does but a mistake.
second=sluice-second
cleanup() { command kubectl -n $operator_namespace delete deployment $second --ignore-not-found --cascade=foreground >/dev/null; }
kill_operators() {
  command kubectl -n $operator_namespace delete pod -l app.kubernetes.io/name=sluice --force --grace-period=0 2>/dev/null
  echo "killed at: $(kubectl get pipelineruns --no-headers -o custom-columns=N:.metadata.name,P:.status.phase | tr -s ' \n' ' ')"
}
position() { get "$1" .status.queue.position; }
# spans RUN… : "start end run" of all containers of each
spans() {
  for name in "$@"; do
    kubectl get pods -l "$run_label=$name" -o json | jq -r --arg run "$name" '[.items[].status.containerStatuses[0].state.terminated]
      | "\(map(.startedAt|fromdate)|min) \(map(.finishedAt|fromdate)|max) \($run)"'
  done | sort -n
}
# apart RUN… : each began when the one before it had ended
apart() {
  spans "$@" >"$work/spans"
  cat "$work/spans"
  see "runs that overlap" "" "$(awk '$1 < end {print $3} {end = $2}' "$work/spans")"
}
leases() { kubectl get leases -l sluice.dev/group-of --no-headers 2>/dev/null | wc -l; }

kubectl apply -f pipelines.yaml
kubectl wait pipeline --all --for=condition=Accepted --timeout=60s

echo "--- three runs in a group of one, two kills"
for n in 1 2 3; do run release release-$n; await release-$n 60 .status.phase; done
await_pod release-1 one 'jsonpath={.status.phase}=Running'
await release-3 20 .status.queue.position 2
see "the next" 1 "$(position release-2)"
see "phase of one that waits" Pending "$(get release-2 .status.phase)"
reason release-3 Queued
see_match "what a person reads" 'waits for a place in group deploy-main: 2nd in the queue' "$(get release-3 .status.message)"
see "Pods of runs that wait" "" "$(pods release-2)$(pods release-3)"
kill_operators
await release-2 60 .status.phase Running
await_pod release-2 one 'jsonpath={.status.phase}=Running'
run release other "variables: {branch: other, SECONDS_TO_SLEEP: '3'}"
await_pod other one 'jsonpath={.status.phase}=Running'
see "another branch is another group" Running "$(get other .status.phase)"
kill_operators
for n in 1 2 3; do ends release-$n Succeeded 120; done
ends other Succeeded 60
apart release-1 release-2 release-3
see "who went first" "release-1 release-2 release-3" "$(awk '{printf "%s%s", sep, $3; sep = " "}' "$work/spans")"
see "Leases left" 0 "$(leases)"

echo "--- cancel while queued, and a holder that is deleted"
run held first; await first 60 .status.phase Running
run held second; await second 60 .status.queue.position 1
run held third "variables: {SECONDS_TO_SLEEP: '1'}"; await third 60 .status.queue.position 2
kubectl patch pipelinerun second --type=merge -p '{"spec":{"cancel":true}}'
ends second Cancelled 20
see "Pods of it" "" "$(pods second)"
await third 20 .status.queue.position 1
await_pod first one 'jsonpath={.status.phase}=Running'
kubectl delete pipelinerun first --wait=false
await third 60 .status.phase Running
see "Pods of the deleted run, once the next began" "" "$(pods first)"
ends third Succeeded 60

echo "--- CancelOlder"
run latest old; await_pod old one 'jsonpath={.status.phase}=Running'
run latest new "variables: {SECONDS_TO_SLEEP: '1'}"
ends old Cancelled 60
ends new Succeeded 60

echo "--- Reject"
run impatient in; await in 60 .status.phase Running
run impatient out
ends out Failed 20
reason out ConcurrencyLimit
see_match "what a person reads" 'group impatient has 1 of 1 run active \(in\)' "$(get out .status.message)"
kubectl patch pipelinerun in --type=merge -p '{"spec":{"cancel":true}}'
ends in Cancelled 60

echo "--- jobs of two runs, and two operators at once"
command kubectl -n $operator_namespace get deployment sluice -o json | jq --arg name $second '
  .metadata = {name: $name, namespace: .metadata.namespace} | del(.status)
  | .spec.selector.matchLabels.second = "yes" | .spec.template.metadata.labels.second = "yes"
  | .spec.template.metadata.labels["app.kubernetes.io/instance"] = $name | .spec.selector.matchLabels["app.kubernetes.io/instance"] = $name' |
  command kubectl create -f - >/dev/null
command kubectl -n $operator_namespace rollout status deployment/$second --timeout=120s
for n in 1 2 3; do run shared shared-$n; done
for n in 1 2; do run release again-$n "variables: {SECONDS_TO_SLEEP: '3'}"; done
await_step shared-3 deploy Queued 60
see_match "what a person reads" 'waits for a place in group prod: (2nd|3rd) in the queue' "$(step shared-3 deploy .message)"
see_match "who has places" '.' "$(kubectl get leases -l sluice.dev/group-of=jobs -o jsonpath='{.items[0].metadata.annotations}')"
for n in 1 2 3; do ends shared-$n Succeeded 120; done
for n in 1 2; do ends again-$n Succeeded 120; done
apart again-1 again-2
most=$(kubectl get pods -l "$step_label=deploy" -o json | jq '[.items[].status.containerStatuses[0].state.terminated
  | {t: (.startedAt|fromdate), d: 1}, {t: (.finishedAt|fromdate), d: -1}] | sort_by(.t, .d) | reduce .[] as $e ({n: 0, most: 0}; .n += $e.d | .most = ([.most, .n] | max)) | .most')
see "most jobs of the group at once" 2 "$most"
see "jobs that were run" 9 "$(kubectl get pods -l "$step_label=deploy" --no-headers | wc -l)"
# Whichever of the two is first with a status, both have had to ask for Pods: what the other made already is refused it.
both=$(command kubectl get --raw "/api/v1/namespaces/$operator_namespace/pods/$(command kubectl -n $operator_namespace get pods -l second=yes -o jsonpath='{.items[0].metadata.name}'):8080/proxy/metrics")
see_match "Pods that the second operator asked for" '^[1-9]' "$(sed -nE 's/^sluice_api_requests_total\{resource="pods",verb="create"\} //p' <<<"$both")"
see "Leases left" 0 "$(leases)"
