#!/usr/bin/env bash
# A volume as working place: one that the run makes for its jobs and takes with it, one of each job, one that was there before.
. "$(dirname "$0")/../lib.sh"

cleanup() { no_disks; }
disks 3
sed "s#STORAGE_CLASS#$namespace#" <<'YAML' | kubectl apply -f -
# What one step leaves in the run's volume, the next one finds.
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: shared}
spec:
  workspace: {volume: {scope: Run, size: 10Mi, storageClass: STORAGE_CLASS}}
  defaults: {image: "busybox:latest"}
  steps:
  - {name: build, script: "echo built >made; pwd >>made"}
  - name: use
    dependsOn: [build]
    parallelism: 2
    outputs: [made]
    script: echo "made=$(paste -sd ' ' made)" >>"$SLUICE_OUTPUT"
---
# Each job has a volume of its own, which Kubernetes makes and takes away.
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: own}
spec:
  workspace: {volume: {scope: Job, size: 10Mi, storageClass: STORAGE_CLASS}}
  steps:
  - {name: write, image: "busybox:latest", script: "echo x >file"}
---
# A claim that is there already.
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: given}
spec:
  workspace: {volume: {claim: mine}}
  steps:
  - {name: write, image: "busybox:latest", outputs: [runs], script: 'echo run >>log; echo "runs=$(wc -l <log)" >>"$SLUICE_OUTPUT"'}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: mine}
spec: {accessModes: [ReadWriteOnce], storageClassName: STORAGE_CLASS, resources: {requests: {storage: 10Mi}}}
YAML
run shared
run own
run given
ends shared-1 Succeeded
for job in 0 1; do see "what the step before left" "built /workspace" "$(output shared-1 use made $job)"; done
claims=$(kubectl get pvc -l "$run_label=shared-1" -o json)
see "the claim" "1 PipelineRun shared-1 10Mi" \
  "$(jq -r '"\(.items | length) \(.items[0].metadata.ownerReferences[0] | "\(.kind) \(.name)") \(.items[0].spec.resources.requests.storage)"' <<<"$claims")"
ends own-1 Succeeded
see "whose the volume of a job is" Pod "$(kubectl get pvc -o json | jq -r '.items[] | select(.metadata.name | startswith("own-1")) | .metadata.ownerReferences[0].kind')"
ends given-1 Succeeded
run given given-2
ends given-2 Succeeded
see "what the run before left in a claim that is nobody's" 2 "$(output given-2 write runs 0)"

kubectl delete pipelinerun shared-1 own-1 given-1 given-2 >/dev/null
kubectl wait pvc -l "$run_label=shared-1" --for=delete --timeout=60s >/dev/null
echo "ok: the volume goes with its run"
see "the claim that was there stays" mine "$(kubectl get pvc mine -o 'jsonpath={.metadata.name}')"
