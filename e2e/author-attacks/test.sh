#!/usr/bin/env bash
# What somebody gets who may write pipelines and runs in a namespace, and nothing else: no rights that no agent has, no secret of elsewhere,
# no token, no say in another's run.
. "$(dirname "$0")/../lib.sh"

attack() { echo "attack: $1"; }
other=$namespace-other
cleanup() { command kubectl delete namespace "$other" --wait=false >/dev/null 2>&1; }
kubectl create role author --verb=get,list,watch,create,update,patch,delete --resource=pipelines.sluice.dev,pipelineruns.sluice.dev >/dev/null
kubectl create rolebinding author --role=author --user=mallory >/dev/null
command kubectl create namespace "$other" >/dev/null
command kubectl -n "$other" create secret generic theirs --from-literal=key=theirs >/dev/null
kubectl apply -f pipelines.yaml >/dev/null
# spec of a run, in one line
make() { as mallory create --validate=false -f - <<<"{apiVersion: sluice.dev/v1alpha1, kind: PipelineRun, metadata: {name: $1, annotations: {${3:-}}}, spec: {$2}}" 2>&1; }
pod_spec() { kubectl get pod -l "$run_label=$1" -o json | jq -r ".items[0].spec | $2"; }

for verb in "get secrets" "create pods" "create pods/exec" "create serviceaccounts/token" "create controllerrevisions.apps" "create podtemplates"; do
  see "may the author $verb" no "$(as mallory auth can-i $verb || true)"
done

attack "rights that a step has no words for"
make wide 'pipelineSpec: {hostNetwork: true, serviceAccountName: admin, steps: [{name: a, image: "busybox:latest", securityContext: {privileged: true, runAsUser: 0},
  serviceAccountName: admin, automountServiceAccountToken: true, hostNetwork: true, nodeName: x, volumes: [{name: h, hostPath: {path: /}}], volumeMounts: [{name: h, mountPath: /h}],
  upload: false, outputs: [who, token, sluice, caps], script: "
    echo who=$(id -u):$(id -g) >>$SLUICE_OUTPUT;
    echo caps=$(grep CapEff /proc/self/status | cut -f2) >>$SLUICE_OUTPUT;
    echo token=$(ls /var/run/secrets/kubernetes.io 2>/dev/null)none >>$SLUICE_OUTPUT;
    echo sluice=$(ls /var/run/secrets/sluice.dev 2>/dev/null)$SLUICE_TOKEN_FILE:none >>$SLUICE_OUTPUT"}]}' >/dev/null
ends wide Succeeded
see "who it was, what it could, its tokens" "65532:65532 0000000000000000 none :none" "$(output wide a who 0) $(output wide a caps 0) $(output wide a token 0) $(output wide a sluice 0)"
see "its Pod" "default false null null" "$(pod_spec wide '"\(.serviceAccountName) \(.automountServiceAccountToken) \(.hostNetwork) \(.containers[0].securityContext.privileged)"')"
see "volumes that are not empty" "" "$(pod_spec wide '[.volumes[] | select(.emptyDir == null) | .name] | join(" ")')"

attack "a secret of another namespace"
for name in "$other/theirs" "../$other/theirs" "theirs.$other/"; do
  said=$(make bad "pipelineSpec: {steps: [{name: a, image: x, script: pwd, secretEnvironment: [{name: A, secret: \"$name\", key: key}]}]}") && { ends "$(sed -n 's/.*pipelinerun.sluice.dev\/\([^ ]*\) created/\1/p' <<<"$said")" Failed; kubectl delete pipelinerun bad >/dev/null; echo "ok: $name came to nothing"; } || echo "ok: refused: ${said:0:200}"
done
# Long enough for a node that is busy to try at all.
make elsewhere 'queueTimeout: 20s, pipelineSpec: {steps: [{name: a, image: "busybox:latest", queueTimeout: 20s, script: "echo $A", secretEnvironment: [{name: A, secret: theirs, key: key}]}]}' >/dev/null
for name in "$other/privileged" "../privileged"; do
  make agents "pipelineSpec: {steps: [{name: a, agent: \"$name\"}]}" >/dev/null
  ends agents Failed
  see_match "agent $name" 'agent' "$(get agents '.status.conditions[?(@.type=="Accepted")].message')"
  kubectl delete pipelinerun agents >/dev/null
done

attack "variables by which the program would go elsewhere"
for name in SLUICE_UPLOAD_URL SLUICE_TOKEN_FILE SLUICE_COMMIT SLUICE_OUTPUT; do
  make "env-$(tr A-Z_ a-z- <<<"$name")" "pipelineSpec: {environment: {$name: 'http://evil'}, steps: [{name: a, image: \"busybox:latest\", upload: true, script: pwd}]}" >"$work/said" && { ends "env-$(tr A-Z_ a-z- <<<"$name")" Failed; } || see_match "refused" "$name" "$(cat "$work/said")"
done

attack "an override that nobody allowed, under other names"
make over 'pipeline: plain, overrides: {environment: {LD_PRELOAD: x}, onFailure: Continue, steps: [{name: a, image: evil, command: [id], agent: x, secretEnvironment: [{name: A, secret: s, key: k}], upload: true, securityContext: {runAsUser: 0}}]}' >"$work/said" || true
if [[ $(cat "$work/said") == *created* ]]; then
  ends over Failed
  message=$(get over '.status.conditions[?(@.type=="Accepted")].message')
  see_match "environment" 'LD_PRELOAD. may not be overridden' "$message"
  see_match "image" 'evil. may not be overridden' "$message"
  see "Pods" "" "$(pods over)"
else see_match "refused" overrid "$(cat "$work/said")"; fi

attack "steps of an upload that want more"
ends_of() { make "$1" "pipelineSpec: {defaults: {image: \"busybox:latest\"}, steps: [{name: a, upload: true, script: \"printf '%s\\\\n' --- '$2' >> \$SLUICE_OUTPUT\"}]}" >/dev/null; }
ends_of up-security '[{name: b, script: pwd, securityContext: {privileged: true}}]'
ends_of up-agent '[{name: b, agent: nobody-there}]'
ends_of up-more '{steps: [{name: b, script: pwd}], workspace: {git: {url: \"https://h/x\", secret: s}}, overrides: {environment: {A: b}}}'
for run in up-security up-agent up-more; do
  ends $run Failed
  see_match "$run" '^upload: ' "$(step $run a .message)"
  see "steps of $run" a "$(get $run '.status.steps[*].name')"
done

attack "another run's place, by labels and an owner that anybody can write"
kubectl wait pipelinerun/elsewhere --for=jsonpath='{.status.completionTime}' --timeout=60s >/dev/null
see "the secret of elsewhere" Failed "$(get elsewhere .status.phase)"
see_match "which is looked for here" 'theirs' "$(step elsewhere a .message)"
uid=$(get wide .metadata.uid)
forged() { # a run that says it is the second attempt of wide's step, or what $1 makes of it
  sed "$1" <<Y
{apiVersion: sluice.dev/v1alpha1, kind: PipelineRun, metadata: {name: forged, labels: {$run_label: wide, $step_label: a, sluice.dev/job: "0", $attempt_label: "2"},
  ownerReferences: [{apiVersion: sluice.dev/v1alpha1, kind: PipelineRun, name: wide, uid: $uid, controller: true}]},
 spec: {pipelineSpec: {steps: [{name: a, image: "busybox:latest", upload: true, script: "echo '- {name: forged, script: pwd}' >s; wget -q -O - --header \"Authorization: Bearer \$(cat \$SLUICE_TOKEN_FILE)\" --post-file s \"\$SLUICE_UPLOAD_URL?run=wide\""}]}}}
Y
}
made_by="the run of a run's step is made, and labelled, by the operator alone"
forged '' >"$work/forged"
refused "$made_by" as mallory create -f "$work/forged"
forged 's/, controller: true//' >"$work/forged"
as mallory create -f "$work/forged" >/dev/null
refused "$made_by" as mallory patch pipelinerun forged --type=json -p '[{"op":"add","path":"/metadata/ownerReferences/0/controller","value":true}]'
ends forged Failed
see "steps of the run it wanted in" a "$(get wide '.status.steps[*].name')"
see "its phase" Succeeded "$(get wide .status.phase)"
