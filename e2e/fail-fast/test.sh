#!/usr/bin/env bash
# The first failure stops what runs: siblings of a job, or the run (issue 4, item 10).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
run siblings; run together; run all

ends siblings-1 Succeeded 120
reason siblings-1 CompletedWithFailures
see "failed, cancelled of test" "1 0,2" "$(step siblings-1 test .failed) $(step siblings-1 test .cancelled)"
see "test tells why" "exit code 3 in 1 of 4 jobs; 1 not started; 2 stopped, as test.1 failed" "$(step siblings-1 test .message | sed 's/; logs:.*//')"
see "aside was let finish, and next went on" "Succeeded Succeeded" "$(step siblings-1 aside .state) $(step siblings-1 next .state)"
kubectl wait pod -l $run_label=siblings-1,$step_label=test --for='jsonpath={.status.phase}=Failed' --timeout=60s
see "what is left of test" "test 1 1" "$(pods siblings-1 test | cut -d' ' -f1-3)"

ends together-1 Failed 120
reason together-1 StepFailed
see "failed, cancelled of a batch/v1 Job's" "1 0,2" "$(step together-1 test .failed) $(step together-1 test .cancelled)"

ends all-1 Failed 120
reason all-1 StepFailed
see "states" "Failed Cancelled Skipped Succeeded Succeeded" "$(for s in fails slow never w clean; do step all-1 $s .state; echo; done | paste -sd' ')"
see "slow tells why" "not finished: stopped, as step fails failed" "$(step all-1 slow .message)"
see "Pods made" "aside 0 1
clean 0 1
fails 0 1
next 0 1
slow 0 1
test 0 1
test 0 1
test 1 1
test 1 1
test 2 1
test 2 1" "$(created)"
