#!/usr/bin/env bash
# An image that can't be pulled is named within the minute.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run image-missing
# The step's message begins as nothing, so the first one there is has to be it.
await image-missing-1 60 '.status.steps[0].message'
see_match "the step's message" 'nowhere\.invalid/none:1' "$(step image-missing-1 build .message)"
see_match "the run's message, which kubectl get shows" 'nowhere\.invalid/none:1' "$(kubectl get pipelineruns --no-headers)"
see "the run goes on waiting: nobody gave it a queueTimeout" Running "$(get image-missing-1 .status.phase)"
kubectl patch pipelinerun image-missing-1 --type=merge -p '{"spec":{"cancel":true}}'
ends image-missing-1 Cancelled
