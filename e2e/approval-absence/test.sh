#!/usr/bin/env bash
# alone: the operator goes away, and the admission policy is taken away
# What people decide while nobody listens is neither lost nor open to others, and nothing counts that was said while nothing proved names
# (C5, A1, F3). Each attack is named as in docs/approvals.md.
. "$(dirname "$0")/../lib.sh"

policy=$operator_namespace-sluice-approvals
cleanup() { operator up; }
attack() { echo "attack: $1"; }
verified() { await "$1" "$3" '.status.conditions[?(@.type=="ApprovalsVerified")].reason' "$2"; }
waits() { await "$1" 60 .status.phase WaitingApproval; verified "$1" PolicyInPlace 60; }
people alice bob carol dave mallory
kubectl apply -f pipeline.yaml
kubectl wait pipeline/deploy pipeline/hasty pipeline/eager pipeline/ask --for=condition=Accepted --timeout=60s
run deploy r
run ask q
waits r
waits q
digest=$(gate r release .digest)
see_match "what is approved has a digest" '^sha256:[0-9a-f]{64}$' "$digest"

attack "the pipeline, and the PodTemplate it names, edited between request and approval"
kubectl patch pipeline deploy --type=merge -p '{"spec":{"steps":[{"name":"release","image":"busybox","script":"echo who=evil >>$SLUICE_OUTPUT","outputs":["who"]}]}}'
kubectl patch podtemplate deployer --type=json -p '[{"op":"replace","path":"/template/spec/containers/0/command/2","value":"echo who=evil >>$SLUICE_OUTPUT"}]'

attack "another's key changed, removed, overwritten by server-side apply with force"
operator scale 0
says alice r approve.sluice.dev/release="alice@$digest: LGTM"
says alice q approve.sluice.dev/ready=alice 'answer.sluice.dev/ready={"version":"1"}'
refused "another person's decision" as bob annotate --overwrite pipelinerun r approve.sluice.dev/release="bob: mine"
refused "another person's decision" as bob annotate pipelinerun r approve.sluice.dev/release-
refused "another person's decision" as bob patch pipelinerun r --type=merge -p '{"metadata":{"annotations":null}}'
refused "another person's decision" as bob apply --server-side --force-conflicts --field-manager=evil -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: r, annotations: {approve.sluice.dev/release: "bob: mine"}}
YAML

attack "another's key taken over by managed fields, replaced, moved"
own() { as bob apply --server-side --force-conflicts --field-manager=evil -f - <<<'{"apiVersion": "sluice.dev/v1alpha1", "kind": "PipelineRun", "metadata": {"name": "r", "annotations": '"$1"'}}'; }
as bob patch pipelinerun r --type=merge -p '{"metadata": {"managedFields": [{"manager": "evil", "operation": "Apply", "apiVersion": "sluice.dev/v1alpha1",
  "fieldsType": "FieldsV1", "time": "2026-11-21T10:00:00Z", "fieldsV1": {"f:metadata": {"f:annotations": {"f:approve.sluice.dev/release": {}}}}}]}}' >/dev/null
refused "(another person's decision|fails to evaluate)" own '{}'
kubectl get pipelinerun r -o json | jq 'del(.metadata.annotations)' >"$work/without.json"
refused "another person's decision" as bob replace -f "$work/without.json"
refused "own name" as bob patch pipelinerun r --type=json \
  -p '[{"op":"move","from":"/metadata/annotations/approve.sluice.dev~1release","path":"/metadata/annotations/reject.sluice.dev~1release"}]'
refused "own name" as bob annotate pipelinerun q approve.sluice.dev/ready.2="alice@$digest: LGTM"

refused "answers" as bob annotate --overwrite pipelinerun q 'answer.sluice.dev/ready={"version":"666"}'
refused "answers go with the approval" as bob annotate pipelinerun q answer.sluice.dev/ready-

says alice r rollback.sluice.dev/to="alice: relaese"
refused "another person's request" as bob annotate --overwrite pipelinerun r rollback.sluice.dev/to="bob: release"
refused "another person's request" as bob annotate pipelinerun r rollback.sluice.dev/to-

attack "the operator down while two people decide"
exits 1 sluice_as alice approval approve r/release -n "$namespace" --comment "LGTM, really" --timeout 1s
see_match "what came of it" 'written as approve.sluice.dev/release.[0-9a-f]{8}, and not taken up in 1 s' "$said"
see "what alice says last takes the place of what nobody took up" "alice@$digest: LGTM, really" \
  "$(kubectl get pipelinerun r -o json | jq -r '[.metadata.annotations[] | select(startswith("alice@"))] | join(" ")')"
says bob r approve.sluice.dev/release.bob="bob: fine"
operator scale 1
ends r Succeeded 120
ends q Succeeded 120
see "decisions" "alice Approve
bob Approve" "$(decisions r release | sort)" # taken up in one look, by their keys
see "what ran is what was asked about" "first" "$(output r release who 0)"
see "the digest" "$digest" "$(gate r release .digest)"
see "the answer" "1" "$(gate q ready .answers[0].values[0])"

attack "timeout reached while the operator is down"
run hasty
run eager
run eager unattended
waits hasty-1
waits eager-1
waits unattended
deadline=$(gate hasty-1 release .deadline)
operator scale 0
says alice eager-1 reject.sluice.dev/release="alice: stop"
sleep 16
says alice hasty-1 approve.sluice.dev/release="alice: just too late"
operator scale 1
ends hasty-1 Failed 120
reason hasty-1 Rejected
see "when it closed" "$deadline" "$(gate hasty-1 release .closedTime)"
event hasty-1 NotTaken 'nobody decided in time'
ends eager-1 Failed 60
ends unattended Succeeded 60
see "who let it on" "" "$(decisions unattended release)"
event unattended Approved 'release approved'
see_match "a no that was there goes before the yes by itself" 'rejected by alice: stop' "$(get eager-1 .status.message)"

attack "the policy deleted while a gate is open"
run ask p
waits p
kubectl apply -f pipeline.yaml
kubectl wait pipeline/deploy --for=condition=Accepted --timeout=60s
run deploy s
waits s
says alice s approve.sluice.dev/release=alice
await_decisions s release 1
command kubectl delete validatingadmissionpolicy "$policy"
verified s PolicyMissing 30
sleep 3 # until the API server has heard of it as well
as mallory annotate pipelinerun s approve.sluice.dev/release="carol: forged"
as mallory annotate pipelinerun p approve.sluice.dev/ready=carol
event s NotTaken 'nobody can decide.*ApprovalsVerified'
see "the gate" Waiting "$(gate s release .state)"
see "decisions" "alice Approve (the admission policy was missing, or is another since)
sluice Void" "$(decisions s release)"

event s DecisionsVoid 'release: what was decided so far is void: the admission policy was missing'

attack "the policy put back while a gate is open"
operator up
verified s PolicyInPlace 60
see "the gate" Waiting "$(gate s release .state)"
says bob s approve.sluice.dev/release=bob
await_decisions s release 3
see "the gate" Waiting "$(gate s release .state)"

attack "the policy deleted and put back while the operator is down"
operator scale 0
command kubectl get validatingadmissionpolicy "$policy" -o json | jq 'del(.metadata.uid, .metadata.resourceVersion, .metadata.managedFields, .metadata.creationTimestamp, .metadata.generation, .status)' >"$work/policy.json"
command kubectl delete validatingadmissionpolicy "$policy"
sleep 3
as mallory annotate pipelinerun s approve.sluice.dev/release="carol: forged"
command kubectl create -f "$work/policy.json"
operator scale 1
verified s PolicyInPlace 90
# The condition says so since before the operator went: what it has looked at by now shows in what it takes away.
left() { kubectl get pipelinerun s -o json | jq -r '.metadata.annotations // {} | keys[] | select(test("sluice"))'; }
for _ in $(seq 15); do [[ $(left) ]] || break; timeout 2 kubectl get pipelinerun s --watch-only >/dev/null || true; done
see "annotations left" "" "$(left)"
see "the gate" Waiting "$(gate s release .state)"

attack "the policy, or its binding, made weaker"
command kubectl patch validatingadmissionpolicybinding "$policy" --type=merge -p '{"spec":{"validationActions":["Audit"]}}'
verified s PolicyDiffers 30
command kubectl patch validatingadmissionpolicybinding "$policy" --type=merge -p '{"spec":{"validationActions":["Deny","Audit"]}}'
verified s PolicyInPlace 60
says alice s approve.sluice.dev/release=alice
says carol s approve.sluice.dev/release.c=carol
ends s Succeeded

# Without the policy nobody decides, unless the administrator says so of this namespace by its name.
operator up --set approvals.policy=false
verified p PolicyNotInstalled 60
as mallory annotate pipelinerun p approve.sluice.dev/ready=carol
event p NotTaken 'without an admission policy'
see "the gate" Waiting "$(gate p ready .state)"
operator up --set approvals.policy=false --set "approvals.unverifiedNamespaces={$namespace}"
verified p UnverifiedAllowed 60
as mallory annotate pipelinerun p 'answer.sluice.dev/ready={"version":"2"}' approve.sluice.dev/ready=carol
ends p Succeeded
