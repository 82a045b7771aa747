#!/usr/bin/env bash
# A step starts another pipeline (A1): waits for its run or not, passes failure and cancel on, and no chain comes back to itself. A
# suspended pipeline holds its runs back.
. "$(dirname "$0")/../lib.sh"

child() { kubectl get pipelinerun -l "$run_label=$1" -o 'jsonpath={.items[*].metadata.name}'; }

kubectl apply -f pipeline.yaml

# Waits, passes variables and outputs on as data, and its own output is the run's name.
run caller
ends caller-1 Succeeded 120
name=$(child caller-1)
see_match "name of the child" '^other-[a-z2-7]{10}$' "$name"
see "what the child was told" 'hello alice from ${name}' "$(output "$name" work said 0)"
see "output of the step" "$name" "$(output caller-1 after run 0)"
see "children on record" "call $name" "$(get caller-1 '.status.children[0].step') $(get caller-1 '.status.children[0].run')"
see "controller of the child" "caller-1" "$(get "$name" '.metadata.ownerReferences[?(@.controller==true)].name')"

# Does not wait; the child outlives its parent's end, and goes with its parent.
run async
ends async-1 Succeeded
name=$(child async-1)
await "$name" 60 .status.phase Running
kubectl delete pipelinerun async-1
kubectl wait pipelinerun/"$name" --for=delete --timeout=60s

# A failure is passed on.
run failing
ends failing-1 Failed
see_match "message of failing-1" "^call failed: run $(child failing-1) failed: work failed: exit code 3" "$(get failing-1 .status.message)"
see "state of what comes after" Skipped "$(step failing-1 after .state)"

# A cancel is passed on, and the child's end waited for.
run long
name=$(kubectl wait pipelinerun -l $run_label=long-1 --for=create --timeout=30s >/dev/null; child long-1)
await_pod "$name" work 'jsonpath={.status.phase}=Running'
kubectl patch pipelinerun long-1 --type=merge -p '{"spec":{"cancel":true}}'
ends long-1 Cancelled
see "phase of its child" Cancelled "$(get "$name" .status.phase)"
see "state of its step" Cancelled "$(step long-1 call .state)"

# A child that a person cancels fails the step, once.
run long long-2
name=$(kubectl wait pipelinerun -l $run_label=long-2 --for=create --timeout=30s >/dev/null; child long-2)
await_pod "$name" work 'jsonpath={.status.phase}=Running'
kubectl patch pipelinerun "$name" --type=merge -p '{"spec":{"cancel":true}}'
ends long-2 Failed
see "message of long-2" "call failed: run $name was cancelled" "$(get long-2 .status.message)"
see "its children" "$name" "$(child long-2)"

# A child that is deleted is made again.
run long long-3
first=$(kubectl wait pipelinerun -l $run_label=long-3 --for=create --timeout=30s >/dev/null; child long-3)
await long-3 30 '.status.steps[0].active' 0
kubectl delete pipelinerun "$first"
kubectl wait pipelinerun -l $run_label=long-3,$attempt_label=2 --for=create --timeout=60s
kubectl patch pipelinerun long-3 --type=merge -p '{"spec":{"cancel":true}}'
ends long-3 Cancelled

# A chain that comes back to itself is refused where it would.
run ping
ends ping-1 Failed
see_match "message of ping-1" 'pipeline ping would start itself: ping → pong → ping' "$(get ping-1 .status.message)"
last=$(child "$(child ping-1)")
see "why the third run is refused" TriggerLoop "$(get "$last" '.status.conditions[?(@.type=="Accepted")].reason')"
see "runs that the third started" "" "$(child "$last")"

# A run whose group holds one that waits for it is refused at once, and not tried again.
run jam
ends jam-1 Failed 30
name=$(child jam-1)
see_match "message of jam-1" "^call failed: run $name failed: it would wait for ever for a place in concurrency group jam \\(limit 1\\), held by run jam-1, whose step call waits for this run; " "$(get jam-1 .status.message)"
see "why the child is refused" ConcurrencyDeadlock "$(get "$name" '.status.conditions[?(@.type=="Succeeded")].reason')"

# So is a step that a job of the child adds, with all of it; no run above tries it again.
run above
ends above-1 Failed 60
name=$(child "$(child above-1)")
see_match "message of above-1" "failed: run $name failed: deploy failed: would wait for ever for a place in concurrency group late \\(limit 1\\), held by step call of run $(child above-1), which waits for this run; " "$(get above-1 .status.message)"
reason above-1 ConcurrencyDeadlock
reason "$name" ConcurrencyDeadlock
see "Pods of it" work "$(pods "$name" | awk '{print $1}')"

# In an ordered group a child goes before what its parent has to do there after it.
run release
ends release-1 Succeeded
see "Leases left" "" "$(kubectl get leases -l sluice.dev/group-of -o name)"

# A child whose pipeline is not there waits; so does one of a suspended pipeline, until that is resumed.
run waiting
await waiting-1 30 '.status.steps[0].message'
see_match "message of the step" 'does not start: run later-[a-z2-7]{10} waits: there is no Pipeline "later"' "$(step waiting-1 call .message)"
kubectl create -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: later}
spec: {suspend: true, steps: [{name: a, image: "busybox:latest", script: "true"}]}
YAML
name=$(child waiting-1)
await "$name" 30 '.status.conditions[?(@.type=="Succeeded")].reason' PipelineSuspended
run later
await later-1 30 '.status.conditions[?(@.type=="Succeeded")].reason' PipelineSuspended
see "phase of a run of a suspended pipeline" Pending "$(get later-1 .status.phase)"
see "its Pods" "" "$(pods later-1)"
kubectl patch pipeline later --type=merge -p '{"spec":{"suspend":false}}'
ends waiting-1 Succeeded
ends later-1 Succeeded
