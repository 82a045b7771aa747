#!/usr/bin/env bash
# A Pod that fits on no node is named within the minute, and goes on when there is room.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run unschedulable
await unschedulable-1 60 '.status.steps[0].message'
see_match "the step's message" '[Ii]nsufficient cpu' "$(step unschedulable-1 build .message)"
see_match "the run's message, which kubectl get shows" '[Ii]nsufficient cpu' "$(kubectl get pipelineruns --no-headers)"
kubectl patch pipelinerun unschedulable-1 --type=merge -p '{"spec":{"cancel":true}}'
ends unschedulable-1 Cancelled
kubectl wait pod -l $run_label=unschedulable-1 --for=delete --timeout=30s
