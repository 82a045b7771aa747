#!/usr/bin/env bash
# Jobs work on a commit of a git repository, all of a run on the same, each in a checkout of its own or all in one volume. Nothing that a
# person writes becomes an option of git, and nobody but the checkout sees the Secret.
. "$(dirname "$0")/../lib.sh"

[[ ${SLUICE_GIT_IMAGE:-} ]] || { echo "skipped: SLUICE_GIT_IMAGE names no image with git that the cluster has"; exit 77; }

cleanup() { no_disks; }
disks 2
placed() { sed "s#SERVER#git.$namespace.svc#; s#STORAGE_CLASS#$namespace#; s#GIT_IMAGE#$SLUICE_GIT_IMAGE#" "$@"; }
git_server() { kubectl exec git -- sh -ec "cd /srv/public; $1"; }
# told WORD… : what the server has said of itself in its log
told() { kubectl logs git | sed -n "s/^$* //p"; }
containers() { kubectl get pod -l "$run_label=$1,$step_label=$2" -o json | jq -r '.items[0].spec | [(.initContainers // [])[], .containers[]] | map(.name) | join(" ")'; }

# Not through `kubectl exec -i`: it can lose what it is fed (kubernetes/kubernetes#112834).
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
kubectl create configmap git-keys --from-file=authorized_keys="$work/key.pub" >/dev/null
placed server.yaml | kubectl apply -f - >/dev/null
placed pipelines.yaml | kubectl apply -f -
kubectl wait pod/git --for=condition=Ready --timeout=60s >/dev/null

host=$(told host key)
[[ $host == ssh-ed25519\ * ]] || fail "the server did not say its host key, but: $host"
echo "[git.$namespace.svc]:2222 $host" >"$work/known_hosts"
kubectl create secret generic git-key --type=kubernetes.io/ssh-auth --from-file=ssh-privatekey="$work/key" --from-file=known_hosts="$work/known_hosts" >/dev/null
kubectl create secret generic git-key-alone --type=kubernetes.io/ssh-auth --from-file=ssh-privatekey="$work/key" >/dev/null

echo "-- refused at once"
for value in 'revision: "--upload-pack=touch /tmp/x"' 'revision: "a b"' 'revision: "a:b"'; do
  refused 'spec.workspace.git.revision' kubectl create -f - <<Y
{apiVersion: sluice.dev/v1alpha1, kind: Pipeline, metadata: {name: bad}, spec: {workspace: {git: {url: "https://git.example/x", $value}}, steps: [{name: a, image: x}]}}
Y
done
for url in "ext::sh -c touch% /tmp/x" "--upload-pack=x" "file:///etc" "/etc"; do
  refused 'spec.workspace.git.url' kubectl create -f - <<Y
{apiVersion: sluice.dev/v1alpha1, kind: Pipeline, metadata: {name: bad}, spec: {workspace: {git: {url: "$url"}}, steps: [{name: a, image: x}]}}
Y
done

main=$(told commit main)
run each
run missing
run private
run shared
run own-volume
run over-ssh
run unknown-host
run redirected

echo "-- a branch that moves"
await_step each-1 pause Running
git_server 'echo moved >text; git commit -qam moved'
ends each-1 Succeeded
see "the commit, on record" "$main" "$(output each-1 workspace.checkout commit 0)"
for step in first second; do
  for job in 0 1; do see "$step $job" "second $main" "$(output each-1 $step text $job) $(output each-1 $step commit $job)"; done
done
see "where a job is" /workspace/source "$(output each-1 first here 0)"
see "what another job left behind" no "$(output each-1 second others 0)"
see "containers of a job" "sluice-checkout step" "$(containers each-1 first)"

echo "-- a revision that is not there"
ends missing-1 Failed
reason missing-1 CheckoutFailed
see_match "the run says why" 'workspace.checkout failed: checkout failed: there is no branch, tag or commit no-such-branch in git://git' "$(get missing-1 .status.message)"
see "steps" "Failed Skipped" "$(get missing-1 '.status.steps[*].state')"
see "Pods" "workspace.checkout 0 1 Failed" "$(pods missing-1 | cut -d" " -f1-4)"

echo "-- a Secret"
ends private-1 Succeeded
see "what was read" "second" "$(output private-1 read text 0)"
see "the Secret is anywhere in the job" no "$(output private-1 read secret 0)"
see "who has the Secret" "sluice-checkout" \
  "$(kubectl get pod -l "$run_label=private-1,$step_label=read" -o json | jq -r '.items[0].spec | (.volumes[] | select(.secret) | .name) as $v | [.initContainers[], .containers[]] | map(select(any(.volumeMounts[]; .name == $v)) | .name) | join(" ")')"
ends over-ssh-1 Succeeded
see "over ssh, with a key" dev "$(output over-ssh-1 read text 0)"
for verb in get list watch; do
  see "may the operator $verb Secrets" no "$(kubectl auth can-i "$verb" secrets --as="$(operator user)" || true)"
done

echo "-- one volume for all jobs"
ends shared-1 Succeeded 120
for job in 0 1; do see "made by the step before" built "$(output shared-1 use made $job)"; done
see "a HOME of its own" /home/sluice "$(output shared-1 use home 0)"
see "containers of a job" step "$(containers shared-1 use)"
claim=$(kubectl get pvc -l "$run_label=shared-1" -o json)
see "the claim" "1 PipelineRun shared-1 10Mi" "$(jq -r '"\(.items | length) \(.items[0].metadata.ownerReferences[0] | "\(.kind) \(.name)") \(.items[0].spec.resources.requests.storage)"' <<<"$claim")"
ends own-volume-1 Succeeded
kubectl delete pipelinerun shared-1 >/dev/null
kubectl wait pvc -l "$run_label=shared-1" --for=delete --timeout=60s >/dev/null
echo "ok: the volume goes with its run"

echo "-- a host that nobody vouches for, tried again and then told"
ends unknown-host-1 Failed 120
see_match "the run says why" 'workspace.checkout failed: checkout failed: Host key verification failed' "$(get unknown-host-1 .status.message)"
see "attempts" 4 "$(pods unknown-host-1 | wc -l)"

echo "-- a server that sends the checkout to another host"
ends redirected-1 Failed 120
see_match "the run says why" 'returned error: 302: the server redirects, and with a Secret no redirect is followed' "$(get redirected-1 .status.message)"
see "what the other host was asked" "" "$(kubectl exec git -- sh -c 'cat /srv/told 2>/dev/null || true')"
kubectl exec git -- sh -c 'wget -q -O - http://localhost:8081/cgi-bin/moved.git/info/refs 2>/dev/null || true'
see "that it writes down who asks" 'PATH_INFO=/info/refs' "$(kubectl exec git -- grep PATH_INFO /srv/told)"

echo "-- what a run's event says"
event() {
  kubectl create -f - <<Y
{apiVersion: sluice.dev/v1alpha1, kind: PipelineRun, metadata: {name: $1}, spec: {pipeline: each, event: $2}}
Y
}
event of-branch '{branch: dev}'
event of-commit "{branch: dev, revision: $(told commit v1)}"
event of-another '{branch: dev, repository: "https://elsewhere.example/x"}'
event forged '{branch: "--upload-pack=touch /tmp/x"}'
ends of-branch Succeeded
see "of a branch" dev "$(output of-branch first text 0)"
ends of-commit Succeeded
see "of a commit" first "$(output of-commit first text 0)"
see "nothing is looked up for a commit" "" "$(pods of-commit | grep checkout || true)"
ends of-another Succeeded
see "of another repository" moved "$(output of-another first text 0)"
ends forged Failed
see_match "an event that is an option" 'spec.event.branch: begins with a dash' "$(get forged .status.message)"
