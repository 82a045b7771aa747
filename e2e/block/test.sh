#!/usr/bin/env bash
# alone: restarts the operator
# People let runs on by annotation, and fill in fields; an input holds nothing back; a no ends the run; nothing of it is lost
# when the operator goes while people decide (C5, A1).
. "$(dirname "$0")/../lib.sh"

cleanup() { operator scale 1; }
asked_nothing() { # no annotation of ours is left
  see "annotations left on $1" "" "$(kubectl get pipelinerun "$1" -o json | jq -r '.metadata.annotations // {} | keys[] | select(test("sluice"))')"
}

people alice bob carol
kubectl apply -f pipeline.yaml
kubectl wait pipeline/block pipeline/input pipeline/patient --for=condition=Accepted --timeout=60s
watch_pods
run block
run block block-no
run block block-away
run input
run patient

# A run waits, and says how to let it on.
await block-1 90 .status.phase WaitingApproval
see "what people are asked" "waits at release: Release v7 to staging?" "$(get block-1 .status.message)"
see "the gate" "Waiting" "$(gate block-1 release .state)"
see_match "how to let it on is said" 'kubectl annotate pipelinerun block-1 .*answer.sluice.dev/release=' "$(step block-1 release .message)"
event block-1 WaitingApproval 'let it on with: sluice approval approve block-1/[a-z-]+ -n [^ ]+, or: kubectl annotate'

# What can't be taken is told and taken away, and the gate stays.
as alice annotate pipelinerun block-1 'answer.sluice.dev/release={"version": "one"}' approve.sluice.dev/release=alice
event block-1 NotTaken 'version can.t be "one": it must match \[0-9.\]\+'
refused "waits at no gate of this name" as alice annotate pipelinerun block-1 approve.sluice.dev/relase=alice
asked_nothing block-1
see "the gate" "Waiting" "$(gate block-1 release .state)"
see "decisions so far" "" "$(gate block-1 release .decisions)"

# Let on, with answers.
as alice annotate pipelinerun block-1 'answer.sluice.dev/release={"version": "1.2", "region": ["us", "eu"]}' approve.sluice.dev/release="alice: LGTM"
ends block-1 Succeeded
see "the decision" "alice Approve LGTM" "$(gate block-1 release .decisions[0].person) $(gate block-1 release .decisions[0].verdict) $(gate block-1 release .decisions[0].comment)"
see "answers below it" "1.2 us+eu+ <1.2>" "$(output block-1 deploy version 0) $(output block-1 deploy region 0) $(output block-1 deploy text 0)"
event block-1 Approved 'release approved by alice: LGTM'
asked_nothing block-1

# A no.
await block-no 60 .status.phase WaitingApproval
as bob annotate pipelinerun block-no reject.sluice.dev/release="bob: not on a Friday"
ends block-no Failed
reason block-no Rejected
see "who said no, and why" "release rejected by bob: not on a Friday" "$(get block-no .status.message)"
see "what is below" "Skipped" "$(step block-no deploy .state)"

# An input holds back only what names it.
await_step input-1 free Succeeded
see "the input" "WaitingApproval" "$(step input-1 details .state)"
as alice annotate pipelinerun input-1 'answer.sluice.dev/details={"why": "because"}' approve.sluice.dev/details=alice
ends input-1 Succeeded
see "its answer" "because" "$(output input-1 told why 0)"

# Time in gates is not the run's: it has waited longer than its timeout by now. Said while the operator is away, it counts.
await block-away 60 .status.phase WaitingApproval
operator scale 0
as carol annotate pipelinerun block-away 'answer.sluice.dev/release={"version": "3"}' approve.sluice.dev/release="carol"
as carol annotate pipelinerun patient-1 approve.sluice.dev/ready="carol"
operator scale 1
ends block-away Succeeded 120
see "said while nobody listened" "carol 3" "$(gate block-away release .decisions[0].person) $(output block-away deploy version 0)"
ends patient-1 Succeeded
waited=$(($(date -d "$(gate patient-1 ready .closedTime)" +%s) - $(date -d "$(gate patient-1 ready .openedTime)" +%s)))
((waited > 8)) || fail "patient-1 waited $waited s only: its timeout was not tried"
echo "ok: patient-1 waited $waited s at its gate, its timeout is 8 s"

see "Pods made" "after 0 1
build 0 1
build 0 1
build 0 1
deploy 0 1
deploy 0 1
free 0 1
told 0 1" "$(created)"
