#!/usr/bin/env bash
# People decide by the command line, in their own name, and are told what came of it, or all that stands against it (C6).
. "$(dirname "$0")/../lib.sh"

people alice bob carol dave
kubectl create rolebinding mallory --clusterrole=view --user=mallory >/dev/null
kubectl create role runs --verb=get,list,watch,patch,create --resource=pipelineruns.sluice.dev >/dev/null
kubectl create role events --verb=get,list --resource=events >/dev/null
kubectl create rolebinding team-lead --role=runs --user=team-lead >/dev/null
kubectl create rolebinding team-lead-events --role=events --user=team-lead >/dev/null
approval() { sluice_as "$1" approval "$2" "${@:3}" -n "$namespace"; }
kubectl apply -f pipeline.yaml
kubectl wait pipeline/deploy pipeline/ask pipeline/other --for=condition=Accepted --timeout=60s >/dev/null
run deploy r
run deploy s
run ask q
for waiting in r s q; do
  await "$waiting" 60 .status.phase WaitingApproval
  await "$waiting" 30 '.status.conditions[?(@.type=="ApprovalsVerified")].status' True
done

# What waits, for whom, and what is asked.
exits 0 approval alice list --pending
see_match "who may decide, and how many have" 'needs 2 of carol, group:devops; has 0' "$said"
see_match "since and until when" 'r/release  Waiting  since 20[-0-9T:.Z]+, until 20[-0-9T:.Z]+, then it is rejected' "$said"
see_match "what is asked" 'asks "Which version of shop\?"' "$said"
see_match "what is to be filled in" 'field version: must match \[0-9\.\]\+' "$said"
exits 0 java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" approval list -A --json
see "for programs, in all namespaces that one may look at" "$namespace/q/ready $namespace/r/release $namespace/s/release" \
  "$(jq -r --arg n "$namespace" '[.[] | select(.namespace == $n) | .id] | sort | join(" ")' <<<"$said")"

# One of two, and who is asked beside.
digest=$(gate r release .digest)
exits 0 approval alice approve r/release --comment "LGTM"
see_match "what came of it" 'r/release: on record for alice; waits for 1 more, 2 of carol, group:devops' "$said"
see "what is on record" "alice Approve LGTM $digest" \
  "$(get r '.status.gates[0].decisions[0].person') $(get r '.status.gates[0].decisions[0].verdict') $(get r '.status.gates[0].decisions[0].comment') $(get r '.status.gates[0].decisions[0].digest')"

# A decision is given away for a while, and used.
exits 0 approval carol delegate r/release --to dave --for 1h --comment "on leave"
see "to whom" "dave" "$(get r '.status.gates[0].decisions[1].to')"
exits 0 sluice_as dave approval approve "$namespace/r/release" --json
see "for programs" "dave Approve true Approved $digest" "$(jq -r '"\(.person) \(.verdict) \(.taken) \(.state) \(.digest)"' <<<"$said")"
ends r Succeeded

# A no.
exits 0 approval bob reject s/release --reason "not on a Friday"
see_match "what came of it" 's/release: on record for bob; it is rejected' "$said"
ends s Failed
see_match "why" 'rejected by bob: not on a Friday' "$(get s .status.message)"

# What is asked is filled in; all that is wrong is told at once.
exits 2 approval dave approve q/ready --field versoin=1 --field region=moon
see_match "a field there is not" 'ready has no field "versoin": did you mean "version"\?' "$said"
see_match "what is missing" 'version must be filled in' "$said"
see_match "what can't be chosen" 'region can.t be "moon": choose one of eu, us' "$said"
exits 0 approval dave approve q/ready --field ready.version=1.2 --field region=us
ends q Succeeded
see "what was filled in" "1.2 us" "$(output q use said 0)"

# What can't be is refused, with the reason.
exits 2 approval alice approve r/release
see_match "decided already" 'release is decided: approved by alice, dave' "$said"
exits 2 approval alice approve t/release
see_match "a run there is not" "no run \"t\" in namespace $namespace" "$said"
run deploy t
await t 60 .status.phase WaitingApproval
exits 2 approval alice approve t/relaese
see_match "a gate there is not" 'asks nobody at "relaese" \(did you mean "release"\?\)' "$said"
exits 2 approval dave approve t/release
see_match "who is none of them" 'dave may not decide at release: it asks carol, group:devops' "$said"
# Who may not write runs is refused by the API server, whatever this program thinks of it.
run other u "startedBy: $(command kubectl auth whoami -o 'jsonpath={.status.userInfo.username}')"
await u 60 .status.phase WaitingApproval
exits 2 approval mallory approve u/release
see_match "by the API server" 'you \(mallory\) may not patch pipelineruns in namespace' "$said"

# Who may not read what was pinned is told by the operator what can't be known here.
as team-lead create -f - >/dev/null <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: v}
spec: {pipeline: other, startedBy: team-lead}
YAML
await v 60 .status.phase WaitingApproval
exits 1 approval team-lead approve v/release
see_match "who started it" 'v/release: not taken: team-lead started the run, and another person has to' "$said"
exits 0 approval team-lead list --pending
see_match "what is not known" 'can.t be read with your rights' "$said"
exits 2 sluice_as team-lead approval list -A
see_match "other namespaces" 'you \(team-lead\) may not list pipelineruns in all namespaces' "$said"

# Who decided what.
exits 0 sluice approval audit r
see_match "the record" 'alice  Approve  "LGTM"' "$said"
exits 0 sluice approval audit r --json
see "for programs" "true alice carol dave" "$(jq -r '.[0] | "\(.holdsTogether) \([.decisions[].person] | join(" "))"' <<<"$said")"
