#!/usr/bin/env bash
# Files of every dialect (A2, C1, D1, E1): what `sluice convert` prints of them runs in a cluster and ends as the file itself does here,
# step by step and job by job. The files are the samples', as they stand. The stage graph asks for python3 and node, which the cluster's
# images need not have: there, and in the run here that it is compared with, both are a shell that makes the same files.
. "$(dirname "$0")/../lib.sh"

cleanup() { no_disks; }
cp -r "$root/config/samples/dialects" "$work/here"
cd "$work/here"
program() { java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" "$@"; }

# One line a step: its name, its state, and which of its jobs succeeded, failed, and failed softly.
outcome='def line($jobs): "\(.name) \(.state) \($jobs.Succeeded // []) \($jobs.Failed // []) \($jobs.SoftFailed // [])";
  def indexes: if . then split(",") | map(split("-") | map(tonumber) | range(.[0]; (.[1] // .[0]) + 1)) else [] end;'
here() { # NAME ARGUMENTS… : runs it here, and keeps its outcome
  program run --json "${@:2}" >"$work/$1.json" 2>"$work/$1.log" || fail "$1 does not run here: $(cat "$work/$1.log" "$work/$1.json")"
  jq -r "$outcome"'.steps[] | line([.jobs | to_entries[] | {state: .value.state, index: .key}] | group_by(.state) | map({(.[0].state): map(.index)}) | add // {})' "$work/$1.json" >"$work/$1.here"
}
same() { # NAME RUN : it ended there as here
  kubectl get pipelinerun "$2" -o json |
    jq -r "$outcome"'.status.steps[] | line({Succeeded: (.succeeded | indexes), Failed: (.failed | indexes), SoftFailed: (.softFailed | indexes)})' >"$work/$1.there"
  diff "$work/$1.here" "$work/$1.there" || fail "$1 ended otherwise in the cluster (>) than here (<)"
  echo "ok: $1: $(wc -l <"$work/$1.here") steps end there as here"
}

mkdir "$work/bin"
for name in python3 node; do printf '#!/bin/sh\nexec sh "$@"\n' >"$work/bin/$name"; chmod +x "$work/bin/$name"; done
echo 'cp out/modules.json out/enriched.json' >scripts/enrich.py
echo 'cp out/enriched.json out/index.html' >scripts/site.js

people alice
disks 1
# Not through `kubectl exec -i`: it can lose what it is fed (kubernetes/kubernetes#112834).
tar -cf "$work/files.tar" sources.txt scripts schemas
kubectl create configmap files --from-file="$work/files.tar" >/dev/null
kubectl apply -f - >/dev/null <<YAML
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: files}, spec: {accessModes: [ReadWriteOnce], storageClassName: $namespace, resources: {requests: {storage: 10Mi}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: files}
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
  volumes: [{name: files, persistentVolumeClaim: {claimName: files}}, {name: archive, configMap: {name: files}}]
  initContainers:
  - {name: unpack, image: "busybox:latest", imagePullPolicy: IfNotPresent, command: [tar, -xf, /archive/files.tar, -C, /files],
     volumeMounts: [{name: files, mountPath: /files}, {name: archive, mountPath: /archive}],
     securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
  containers:
  - {name: files, image: "busybox:latest", imagePullPolicy: IfNotPresent, command: [sleep, "300"], volumeMounts: [{name: files, mountPath: /files}],
     securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
YAML
for file in buildkite.yml deploy.yml stages.yaml nodes.json; do program convert -f "$file" --agents agents.yaml | kubectl apply -f -; done
kubectl wait pod/files --for=condition=Ready --timeout=60s >/dev/null
program convert -f stage-graph.json | sed 's/volume: {scope: Run}/volume: {claim: files}/; s/\[\(python3\|node\), /[sh, /' | kubectl apply -f -

run buildkite buildkite-1 "event: {branch: main}"
run web-shop
run nodes
run full-refresh

here buildkite -f buildkite.yml --branch main --pipelines deploy.yml --approve release --field release.version=1
here web-shop -f stages.yaml --agents agents.yaml --approve deploy-prod
here nodes -f nodes.json --agents agents.yaml
PATH=$work/bin:$PATH here full-refresh full-refresh -f stage-graph.json

ends nodes-1 Succeeded
same nodes nodes-1
ends full-refresh-1 Succeeded
same full-refresh full-refresh-1
# By itself, with the same files: nothing of the other pipeline's is in its way.
run quick
here quick quick -f stage-graph.json
ends quick-1 Succeeded
same quick quick-1
see "what the graph made" "$(cat out/index.html)" "$(kubectl exec files -- cat /files/out/index.html)"
await buildkite-1 90 .status.phase WaitingApproval
says alice buildkite-1 'answer.sluice.dev/release={"version": "1"}' approve.sluice.dev/release=alice
await web-shop-1 90 .status.phase WaitingApproval
says alice web-shop-1 approve.sluice.dev/deploy-prod=alice
ends buildkite-1 Succeeded
same buildkite buildkite-1
ends web-shop-1 Succeeded
same web-shop web-shop-1
kubectl delete pod files --now >/dev/null
