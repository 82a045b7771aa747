#!/usr/bin/env bash
# alone: kills the operator
# Jobs add steps to their run: in what they write at their end, and over HTTP with their Pod's token. Nobody adds to another's run.
. "$(dirname "$0")/../lib.sh"

forward() { # the operator's uploads, on a port of this machine
  command kubectl -n $operator_namespace port-forward service/sluice-uploads :8081 >"$work/forward" 2>&1 &
  echo $! >>"$work/children"
  timeout 30 sh -c "until grep -q 'Forwarding from 127' '$work/forward'; do sleep 0.1; done" || fail "no way to the uploads: $(cat "$work/forward")"
  url=http://127.0.0.1:$(sed -n 's/Forwarding from 127.0.0.1:\([0-9]*\).*/\1/p' "$work/forward")/upload
}
# post TOKEN [QUERY] : code and text of the answer
post() { curl -s -o "$work/answer" -w '%{http_code} ' ${1:+-H "Authorization: Bearer $1"} --data-binary @"$work/steps.yaml" "$url${2:-}"; cat "$work/answer"; }
token() { kubectl create token default "$@"; }
pod() { kubectl get pods -l "$run_label=$1,$step_label=$2" -o name | cut -d/ -f2; }
# resigned TOKEN LIFETIME : the same token by the API server's own key, made an hour ago to be good for so many seconds
resigned() {
  python3 - "$1" "$2" "$SLUICE_TOKEN_KEY" <<'PYTHON'
import base64, json, subprocess, sys, time
def plain(part): return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
def coded(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
head, claims, _ = sys.argv[1].split(".")
claims = plain(claims)
made = int(time.time()) - 3600
claims.update(iat=made, nbf=made, exp=made + int(sys.argv[2]))
signed = head + "." + coded(json.dumps(claims).encode())
signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", sys.argv[3]], input=signed.encode(), capture_output=True, check=True).stdout
print(signed + "." + coded(signature))
PYTHON
}
uploads() { get "$1" '.status.uploads[*].step'; }

kubectl apply -f agent.yaml -f pipelines.yaml
run small
run big
run faulty
run victim
run victim victim-2

ends small-1 Succeeded 120
see "jobs of the thirty steps that were uploaded" 30 "$(pods small-1 | grep -c '^s[0-9]* 0 1 Succeeded ')"
see "an output beside them" 30 "$(output small-1 generate made 0)"
after small-1 last s30
see "the record" generate "$(uploads small-1)"

ends big-1 Succeeded 150
see "jobs of thirty steps over HTTP" 30 "$(pods big-1 | grep -c '^b[0-9]* 0 1 Succeeded ')"
see "the answer" "added 30 steps:" "$(output big-1 generate first 0)"
see "the answer the second time" "added 30 steps:" "$(output big-1 generate second 0)"
see "what was uploaded may upload, and agents are pinned with it" Succeeded "$(step big-1 deep .state)"
see "each upload once" "generate generate more" "$(uploads big-1)"
after big-1 last b30

ends faulty-1 Succeeded 120
see "no job is tried again" "" "$(pods faulty-1 | awk '$3 != 1')"
see "nothing was added" "no-yaml cycle taken may-not" "$(get faulty-1 '.status.steps[*].name')"
see_match "no YAML" '^upload: line 1, column 11: is not YAML' "$(step faulty-1 no-yaml .message)"
see_match "a cycle" '^upload: steps\[0\].dependsOn: these steps wait for one another: c1 → c2 → c1' "$(step faulty-1 cycle .message)"
see_match "a name that is taken, and what else is wrong" '^upload: steps\[0\].name: "cycle" is the name of spec.steps\[1\] already; upload: steps\[1\].agent: there is no PodTemplate named nobody' "$(step faulty-1 taken .message)"
see_match "a step that may not" 'does not say upload: true' "$(step faulty-1 may-not .message)"

# A forger who has gone so far as to hold tokens.
await_pod victim-1 uploads 'jsonpath={.status.phase}=Running'
await_pod victim-1 plain 'jsonpath={.status.phase}=Running'
await_pod victim-2 uploads 'jsonpath={.status.phase}=Running'
echo '- {name: forged, script: pwd}' >"$work/steps.yaml"
forward
of() { token --audience "${3:-sluice}" --bound-object-kind Pod --bound-object-name "$(pod "$1" "$2")"; }
good=$(of victim-2 uploads)
see_match "without a token" '^401 ' "$(post "")"
see_match "a token that is none" '^401 ' "$(post abc)"
see_match "a token of the same Pod for another audience" '^401 ' "$(post "$(of victim-1 uploads https://kubernetes.default.svc.cluster.local)")"
see_match "a token of the same account and of no Pod" '^401 ' "$(post "$(token --audience sluice)")"
see_match "a Pod of another run" '^403 this job is of run victim-2 and can upload to no other' "$(post "$good" '?run=victim-1')"
see_match "a Pod of a step without upload" '^403 step plain does not say upload: true' "$(post "$(of victim-1 plain)")"
if [[ ${SLUICE_TOKEN_KEY:-} ]]; then
  see_match "a token that has expired" '^401 ' "$(post "$(resigned "$good" 1800)" '?run=victim-2')"
  see_match "signed in the same way, and not expired" '^403 this job is of run victim-2' "$(post "$(resigned "$good" 7200)" '?run=victim-1')"
fi
kubectl label pod "$(pod victim-1 plain)" "$step_label=uploads" --overwrite >/dev/null
see_match "a Pod whose label was changed" "^403 this token's Pod is not what its labels say" "$(post "$(token --audience sluice --bound-object-kind Pod --bound-object-name "$(kubectl get pods -l "$run_label=victim-1" -o name | grep plain | cut -d/ -f2)")")"
kubectl run stranger --image=busybox:latest --image-pull-policy=IfNotPresent --labels="$run_label=victim-1,$step_label=uploads,sluice.dev/job=0,$attempt_label=1" --overrides='{"spec":{"securityContext":{"runAsNonRoot":true,"runAsUser":65532,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"stranger","image":"busybox:latest","imagePullPolicy":"IfNotPresent","command":["sleep","600"],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}' >/dev/null
stranger=$(token --audience sluice --bound-object-kind Pod --bound-object-name stranger)
see_match "a Pod of nobody that calls itself the run's" "^403 this token's Pod is not of a run" "$(post "$stranger")"
yes '# too long' 2>/dev/null | head -c 1048577 >"$work/long" || true
mv "$work/steps.yaml" "$work/forged"; mv "$work/long" "$work/steps.yaml"
see_match "more than 1 MiB" '^413 ' "$(post "$good")"
echo '- {name: plain, script: pwd, dependsOn: [nobody]}' >"$work/steps.yaml"
see_match "faults" '^422 upload: steps\[0\].name: "plain" is the name of spec.steps\[1\] already' "$(post "$good")"
mv "$work/forged" "$work/steps.yaml"
see "what all that added to either run" " " "$(uploads victim-1) $(uploads victim-2)"
see_match "the run's own Pod, for comparison" '^200 added 1 step: forged' "$(post "$good" '?run=victim-2')"
await victim-2 30 '.status.uploads[0].step' uploads
kubectl patch pipelinerun victim-2 --type=merge -p '{"spec":{"cancel":true}}' >/dev/null
ends victim-2 Cancelled
kubectl wait pod -l "$run_label=victim-2" --for=delete --timeout=60s >/dev/null
see_match "a token whose Pod is gone" '^401 ' "$(post "$good")"
see "the API server does not take such a token" 401 "$(curl -s -k -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $stranger" "$(command kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')/api/v1/namespaces")"
kubectl patch pipelinerun victim-1 --type=merge -p '{"spec":{"cancel":true}}' >/dev/null

# Killed between what it said it had taken and what it puts on record.
run killed
kubectl wait controllerrevision -l "$run_label=killed-1" --for=create --timeout=60s >/dev/null
command kubectl -n $operator_namespace delete pod -l app.kubernetes.io/name=sluice --force --grace-period=0 2>/dev/null
ends killed-1 Succeeded 180
see "steps of a run whose operator was killed" "generate by-http by-message all last" "$(get killed-1 '.status.steps[*].name')"
see "Pods of it" "by-http by-message generate last" "$(pods killed-1 | awk '{print $1}' | tr '\n' ' ' | sed 's/ $//')"
kubectl delete pipelinerun killed-1 >/dev/null
kubectl wait controllerrevision -l "$run_label=killed-1" --for=delete --timeout=60s >/dev/null
echo "ok: what was pinned goes with its run"
