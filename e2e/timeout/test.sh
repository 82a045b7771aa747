#!/usr/bin/env bash
# timeout bounds an attempt, queueTimeout the wait for its start, the run's timeout everything.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
for pipeline in slow-step slow-run slow-start; do run $pipeline; done

ends slow-step-1 Failed
reason slow-step-1 StepFailed
see_match "it says so" 'slow.*timed out after 3s' "$(step slow-step-1 slow .message) $(get slow-step-1 .status.message)"
see "both attempts stay as the record, ended by their deadline" "DeadlineExceeded DeadlineExceeded" \
  "$(kubectl get pods -l $run_label=slow-step-1 -o 'jsonpath={.items[*].status.reason}')"

ends slow-run-1 Failed
reason slow-run-1 TimedOut
see "what was below never started" "" "$(pods slow-run-1 next)"
kubectl wait pod -l $run_label=slow-run-1 --for=delete --timeout=60s

ends slow-start-1 Failed
see_match "it says so" 'did not start|not started|queue' "$(step slow-start-1 waits .message)"
kubectl wait pod -l $run_label=slow-start-1 --for=delete --timeout=60s
see "Pods made" "slow 0 1
slow 0 1
slow 0 2
waits 0 1" "$(created)"
