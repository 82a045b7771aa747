#!/usr/bin/env bash
# Who would decide in another's name, or undo what another decided, is refused by the API server itself (C5, F3). Each attack is named as
# in docs/approvals.md.
. "$(dirname "$0")/../lib.sh"

attack() { echo "attack: $1"; }
people alice bob carol dave mallory
# Rights that nobody should give, to see that they do not help.
kubectl create role status --verb=get,update,patch --resource=pipelineruns.sluice.dev/status
kubectl create rolebinding status --role=status --user=mallory
kubectl apply -f pipeline.yaml
kubectl wait pipeline/deploy pipeline/ask pipeline/other --for=condition=Accepted --timeout=60s
run deploy r
run ask q
await r 60 .status.phase WaitingApproval
await q 60 .status.phase WaitingApproval
await r 30 '.status.conditions[?(@.type=="ApprovalsVerified")].status' True
see "who is asked" '["carol","group:devops"] 2' "$(gate r release .approvers) $(gate r release .quorum)"

attack "forged name"
refused 'own name' as mallory annotate pipelinerun r approve.sluice.dev/release="alice: LGTM"
refused 'own name' as alice annotate pipelinerun r approve.sluice.dev/release="bob: LGTM"
refused 'own name' as mallory annotate pipelinerun r reject.sluice.dev/release=carol
refused 'own name' as mallory annotate pipelinerun r delegate.sluice.dev/release="carol: to=mallory"
refused 'own name' as mallory annotate pipelinerun q approve.sluice.dev/ready=alice

attack "not an approver, no member of a group"
refused 'may not decide' as mallory annotate pipelinerun r approve.sluice.dev/release=mallory
refused 'may not decide' as dave annotate pipelinerun r reject.sluice.dev/release="dave: no"
refused 'may not decide' as dave annotate pipelinerun r delegate.sluice.dev/release="dave: to=mallory"

attack "a gate that does not wait"
refused 'waits at no gate' as alice annotate pipelinerun r approve.sluice.dev/lint=alice
refused 'waits at no gate' as alice annotate pipelinerun r approve.sluice.dev/relase=alice

attack "decision present on CREATE"
make() { as "$1" create -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: $2, annotations: {$3}}
spec: {pipeline: deploy${4:-}}
YAML
}
refused 'made without decisions' make alice born '"approve.sluice.dev/release": alice'
refused 'made without decisions' make alice born '"answer.sluice.dev/release": "{}"'

attack "started in another's name"
refused 'spec.startedBy is who makes the run' make mallory born '' ', startedBy: alice'

attack "status written by hand"
refused 'written by the operator alone' as mallory patch pipelinerun r --subresource=status --type=merge -p '{"status":{"phase":"Succeeded"}}'
refused 'written by the operator alone' kubectl patch pipelinerun r --subresource=status --type=merge \
  -p '{"status":{"gates":[{"name":"release","state":"Approved"}]}}'

attack "a service account"
account=system:serviceaccount:$namespace:default
kubectl create rolebinding account --clusterrole=edit --serviceaccount="$namespace:default"
token=$(kubectl create token default)
by_account() { command kubectl --kubeconfig /dev/null --server "$(command kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')" \
  --insecure-skip-tls-verify --token "$token" -n "$namespace" "$@"; }
refused 'may not decide' by_account annotate pipelinerun r "approve.sluice.dev/release=$account"
refused 'may not decide' by_account annotate pipelinerun q "approve.sluice.dev/ready=$account"

attack "a rollback in another's name"
refused 'a rollback is asked for in your own name' as mallory annotate pipelinerun r rollback.sluice.dev/to="alice: release"
refused 'a rollback is asked for in your own name' as mallory annotate pipelinerun r rollback.sluice.dev/to=release
refused 'a rollback is asked for in your own name' as mallory annotate pipelinerun r rollback.sluice.dev/to="mallory: alice: release"
refused 'a rollback is asked for in your own name' make mallory born '"rollback.sluice.dev/to": "alice: release"'

attack "the operator's own token writing a decision"
operator_token=$(command kubectl -n "$operator_namespace" create token sluice)
by_operator() { command kubectl --kubeconfig /dev/null --server "$(command kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')" \
  --insecure-skip-tls-verify --token "$operator_token" -n "$namespace" "$@"; }
refused 'makes none' by_operator annotate pipelinerun r "approve.sluice.dev/release=$(operator user)"
refused 'makes none' by_operator annotate pipelinerun r approve.sluice.dev/release=alice
refused 'makes none' by_operator annotate pipelinerun r rollback.sluice.dev/to="$(operator user): release"

attack "a comment of 200 KB"
head -c 200000 /dev/zero | tr '\0' x >"$work/novel"
refused '1,024 bytes at most' as alice patch pipelinerun r --type=merge \
  --patch-file <(jq -n --rawfile novel "$work/novel" '{metadata: {annotations: {"approve.sluice.dev/release": ("alice: " + $novel)}}}')

# One decision that stays where it is while the operator is away is what the next ones go for: see e2e/approval-absence for those.

attack "same person twice for a quorum of two"
says alice r approve.sluice.dev/release="alice: LGTM"
await_decisions r release 1
event r Decided 'release: alice approves: LGTM \(sha256:[0-9a-f]{64}\)'
# What is in its comment looks like a decision of another: in the audit log, in an Event, on a terminal.
forged=$'; approve.sluice.dev/release=bob: LGTM", "\nrelease approved by bob'
refused 'no control characters' as alice annotate pipelinerun r approve.sluice.dev/release.2=$'alice: \e[31mLGTM'
says alice r approve.sluice.dev/release.2="alice: LGTM, really$forged"
await_decisions r release 2
see "decisions" "alice Approve (alice said something else)
alice Approve" "$(decisions r release)"
see "the gate" Waiting "$(gate r release .state)"
event r Decided '^release: alice approves: LGTM, really; .*", " release approved by bob \(sha256:'
see "Events in bob's name" "" "$(kubectl get events --field-selector involvedObject.name=r -o jsonpath='{range .items[*]}{.message}{"\n"}{end}' | grep '^release approved' || true)"

attack "keys that only look alike"
as mallory annotate pipelinerun r APPROVE.sluice.dev/release=carol Approve.Sluice.dev/release=carol x.approve.sluice.dev/release=carol approve.sluice.dev=carol >/dev/null
refused 'Invalid value' as mallory annotate pipelinerun r approve.sluice.dev./release=carol
refused '(could not find|the server|cannot get|not found)' as alice patch pipelinerun r --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'

attack "answers of another beside one's approval"
refused 'answers come in one request' as mallory annotate pipelinerun q 'answer.sluice.dev/ready={"version":"evil"}'

attack "a delegation to a group"
says carol r delegate.sluice.dev/release="carol: to=group:everybody"
event r NotTaken 'one person'

attack "chain of delegations"
says bob r delegate.sluice.dev/release="bob: to=dave; on leave"
await_decisions r release 3
refused 'may not decide' as dave annotate pipelinerun r delegate.sluice.dev/release="dave: to=mallory"

attack "who gave the decision away decides beside"
says dave r approve.sluice.dev/release="dave: for bob"
ends r Succeeded
see "decisions" "alice Approve (alice said something else)
alice Approve
bob Delegate
dave Approve" "$(decisions r release)"
event r Approved 'release approved by alice, dave: for bob'

# One's own name goes on record, also of what is refused.
says mallory r rollback.sluice.dev/to="mallory: relaese"
await r 30 '.status.rollbacks[0].by' mallory
see_match "why not" 'no step named "relaese"' "$(get r '.status.rollbacks[0].message')"

# The API server's own audit log has each decision, whoever made it, and as whom.
logged() { jq -r --arg namespace "$namespace" --arg run "$1" --arg key "$operator_namespace-sluice-approvals/decisions" \
  'select(.objectRef.namespace == $namespace and .objectRef.name == $run and .annotations[$key]) | "\(.user.username)\(.impersonatedUser.username // "" | if . == "" then "" else " as " + . end) \(.responseStatus.code) \(.annotations[$key])"' "$SLUICE_AUDIT_LOG"; }
if [[ ${SLUICE_AUDIT_LOG:-} ]]; then
  said=$(logged r)
  see_match "a decision in the audit log" '(^|as )alice 200 \["approve.sluice.dev/release=alice: LGTM"\]$' "$said"
  see_match "a delegation in the audit log" '(^|as )bob 200 \["delegate.sluice.dev/release=bob: to=dave; on leave"\]$' "$said"
  see_match "an attack in the audit log" '(^|as )mallory 403 \["approve.sluice.dev/release=alice: LGTM"\]$' "$said"
  see_match "a rollback in the audit log" '(^|as )mallory 200 \["rollback.sluice.dev/to=mallory: relaese"\]$' "$said"
  see "what looks like another decision is one text" "approve.sluice.dev/release.2=alice: LGTM, really$forged" \
    "$(sed -n 's/^.*alice 200 \(\[.*release\.2=.*\]\)$/\1/p' <<<"$said" | jq -r '.[]')"
  see "requests without decisions in the audit log" "" "$(grep -E ' \[?\]?$' <<<"$said" || true)"
fi

attack "a decision on record changed or left out"
kubectl get pipelinerun r -o yaml >"$work/r.yaml"
audit() { java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" approval audit "$@"; }
see_match "the record holds together" 'holds together: 4 decisions' "$(audit r -n "$namespace")"
see_match "also on file" 'holds together: 4 decisions' "$(audit -f "$work/r.yaml")"
sed 's/LGTM, really/never/' "$work/r.yaml" >"$work/changed.yaml"
! cmp -s "$work/r.yaml" "$work/changed.yaml" || fail "nothing was changed"
refused 'FAULT  decision 3 does not carry the hash' audit -f "$work/changed.yaml"
kubectl get pipelinerun r -o json | jq 'del(.status.gates[0].decisions[1])' >"$work/shorter.json"
refused 'FAULT  decision 2 does not carry the hash' audit -f "$work/shorter.json"

attack "the starter approving"
as alice create -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: mine}
spec: {pipeline: other, startedBy: alice}
YAML
await mine 60 .status.phase WaitingApproval
says alice mine approve.sluice.dev/release=alice
event mine NotTaken 'alice started the run, and another person has to'
says alice mine delegate.sluice.dev/release="alice: to=bob"
event mine NotTaken 'delegate.*alice started the run'
says bob mine approve.sluice.dev/release=bob
ends mine Succeeded
run other nobodys
await nobodys 60 .status.phase WaitingApproval
says bob nobodys approve.sluice.dev/release=bob
event nobodys NotTaken 'who that was is not proven'

attack "expired delegation"
run deploy late
await late 60 .status.phase WaitingApproval
until=$(date -u -d '+6 seconds' +%Y-%m-%dT%H:%M:%SZ)
says carol late delegate.sluice.dev/release="carol: to=dave until=$until"
await late 40 '.status.gates[0].decisions[0].void' "ended $until"
refused 'may not decide' as dave annotate pipelinerun late approve.sluice.dev/release=dave

attack "impersonation"
# Whoever may impersonate alice is alice to the API server: rights to impersonate are rights to approve.
command kubectl --as=alice --as-group=devops --as-group=system:authenticated -n "$namespace" annotate pipelinerun late approve.sluice.dev/release="alice: by another"
await_decisions late release 2
see "decisions" "carol Delegate (ended $until)
alice Approve" "$(decisions late release)"

says carol late reject.sluice.dev/release="carol: no"
ends late Failed
reason late Rejected
if [[ ${SLUICE_AUDIT_LOG:-} ]]; then
  see_match "impersonation in the audit log" '^[^ ]+ as alice 200 \["approve.sluice.dev/release=alice: by another"\]$' "$(logged late)"
fi

attack "the run deleted and made anew under its name"
digest=$(gate late release .digest)
as mallory delete pipelinerun late >/dev/null
see_match "what was decided there outlives it" 'carol rejects: no \(sha256:' \
  "$(kubectl get events --field-selector involvedObject.name=late,reason=Decided -o jsonpath='{range .items[*]}{.message}{"\n"}{end}')"
as mallory create -f - >/dev/null <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: late}
spec: {pipelineSpec: {defaults: {image: busybox}, steps: [{name: release, script: "echo evil", approval: {approvers: ["group:devops"]}}]}}
YAML
await late 60 .status.phase WaitingApproval
see "decisions on the new one" "" "$(decisions late release)"
says alice late "approve.sluice.dev/release=alice@$digest: LGTM"
event late NotTaken 'and what is asked about is sha256:'
see "the gate" Waiting "$(gate late release .state)"
