#!/usr/bin/env bash
# Five targets of which two fail at different steps end Partial with the two named (B1 to B3); batches go one after the other, and stop
# once too many have failed; a run has targets of its own. Gates ask once for all batches, and what comes of it is the same on a laptop.
. "$(dirname "$0")/../lib.sh"

people alice
kubectl apply -f pipelines.yaml
run asked
run hosts
run hosts none-left 'targets: [{name: b}]'
run batches

ends hosts-1 Partial
reason hosts-1 Partial
see "message" "3 of 5 targets made it: b failed at pull: exit code 3; d failed at switch: exit code 4" \
  "$(get hosts-1 .status.message | sed 's/; logs: .*//')"
see "targets" "a Succeeded - -
b Failed pull exit code 3
c.example.com Succeeded - -
d Failed switch exit code 4
e Succeeded - -" "$(kubectl get pipelinerun hosts-1 -o json | jq -r '.status.targets[] | "\(.name) \(.state) \(.step // "-") \(.message // "-")"')"
see "step pull" Partial "$(step hosts-1 pull .state)"
see "step switch" Partial "$(step hosts-1 switch .state)"
see "step test" Succeeded "$(step hosts-1 test .state)"
see "an output and a variable of the same target" "a-x a-x" "$(output hosts-1 test seen 0)"
see "and of another" "c.example.com-none c.example.com-none" "$(output hosts-1 test seen 2)"
see "Pods of a fallen target" "pull" "$(kubectl get pods -l "$run_label=hosts-1,sluice.dev/target=b" -o json | jq -r '.items[].metadata.labels["sluice.dev/step"]')"
after hosts-1 switch pull

ends none-left Failed
see "message" "no target is left: b failed at pull: exit code 3" "$(get none-left .status.message | sed 's/; logs: .*//')"

ends batches-1 Partial 180
see "message" "3 of 5 targets made it: c failed at two: exit code 5 in 2 of 2 jobs; 1 not begun" "$(get batches-1 .status.message | sed 's/; logs: .*//')"
see "Jobs, one a target" "one a
one b
one c
one d
two a
two b
two c
two d" "$(kubectl get jobs -l $run_label=batches-1 -o json | jq -r '.items[].metadata.labels | "\(.["sluice.dev/step"]) \(.["sluice.dev/target"])"' | sort)"
kubectl get pods -l $run_label=batches-1 -o json |
  jq -e '[.items[] | {t: .metadata.labels["sluice.dev/target"], s: .status.containerStatuses[0].state.terminated}] as $pods
    | ([$pods[] | select(.t == "a" or .t == "b") | .s.finishedAt] | max) <= ([$pods[] | select(.t == "c" or .t == "d") | .s.startedAt] | min)' >/dev/null ||
  fail "the second batch was begun before the first had ended"
echo "ok: the second batch was begun once the first had ended"

# Two gates, and batches of two: asked once what the first batch has done, and not again for the second.
see "what the second batch has done while people are asked" "" "$(await asked-1 60 .status.phase WaitingApproval >/dev/null &&
  kubectl get pods -l "$run_label=asked-1" -o json | jq -r '.items[].metadata.labels["sluice.dev/target"] | select(. == "c" or . == "d")')"
see "gates" "ok Waiting" "$(kubectl get pipelinerun asked-1 -o json | jq -r '.status.gates[] | "\(.name) \(.state)"')"
says alice asked-1 'answer.sluice.dev/ok={"ring": "r1"}' approve.sluice.dev/ok=alice
await asked-1 60 '.status.gates[?(@.name=="check")].state' Waiting
says alice asked-1 approve.sluice.dev/check=alice
ends asked-1 Partial 120
ending='"run \(.state)", (.steps[] | "\(.name) \(.state)"), (.targets[] | "\(.name) \(.state) \(.step // "")"), (.gates[] | "\(.name) \(.state) \(.decisions | length)")'
there=$(kubectl get pipelinerun asked-1 -o json | jq -r ".status | .state = .phase | $ending")
see "both gates, each asked once, and who got through" "run Partial
pull Partial
ok Succeeded
switch Succeeded
check Partial
a Succeeded 
b Failed pull
c Succeeded 
d Failed check
ok Approved 1
check Approved 1" "$there"
see "an answer, in the second batch" r1 "$(output asked-1 switch at 2)"
laptop=$(mktemp -d)
cp pipelines.yaml "$laptop/sluice.yaml"
here=$(cd "$laptop" && java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" run --pipeline asked \
  --approve ok --approve check --field ok.ring=r1 --json 2>/dev/null || [[ $? == 3 ]])
see "the same on a laptop" "$there" "$(jq -r "$ending" <<<"$here")"

refused 'maxFailures goes with batchSize' kubectl create -f - <<'YAML'
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: bad}
spec: {rollout: {maxFailures: 1}, steps: [{name: a, image: x, script: x}]}
YAML
run hosts unknown-variable 'targets: [{name: a, variables: {zzone: x}}]'
ends unknown-variable Failed
see_match "a variable that the pipeline does not declare" 'spec.targets\[0\].variables.zzone: the pipeline declares no variable "zzone" \(did you mean "zone"\?\)' \
  "$(get unknown-variable '.status.conditions[?(@.type=="Accepted")].message')"
