#!/usr/bin/env bash
# Cancelled in the middle: what runs is stopped, what has not started never does, what is done stays done (B4).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
watch_pods
run cancel
await_pod cancel-1 busy 'jsonpath={.status.phase}=Running'
kubectl patch pipelinerun cancel-1 --type=merge -p '{"spec":{"cancel":true}}'
ends cancel-1 Cancelled
reason cancel-1 Cancelled
kubectl wait pod -l $run_label=cancel-1,$step_label=busy --for=delete --timeout=60s
see "states of done, busy, next" "Succeeded Cancelled Cancelled" "$(step cancel-1 done .state) $(step cancel-1 busy .state) $(step cancel-1 next .state)"
see "Pods made" "busy 0 1
busy 1 1
done 0 1" "$(created)"
refused 'cancel' kubectl patch pipelinerun cancel-1 --type=merge -p '{"spec":{"cancel":false}}'

# A run that is cancelled as it is made starts nothing.
run cancel cancel-2 "cancel: true"
ends cancel-2 Cancelled
see "Pods of a run cancelled before it began" "" "$(pods cancel-2)"

# A batch/v1 Job goes with its Pods.
run cancel-job
await_pod cancel-job-1 busy 'jsonpath={.status.phase}=Running'
kubectl patch pipelinerun cancel-job-1 --type=merge -p '{"spec":{"cancel":true}}'
ends cancel-job-1 Cancelled
kubectl wait pod -l $run_label=cancel-job-1 --for=delete --timeout=60s
kubectl wait job -l $run_label=cancel-job-1 --for=delete --timeout=60s
