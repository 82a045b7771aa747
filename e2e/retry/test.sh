#!/usr/bin/env bash
# A step that fails is tried again as often as it may be and no more (C3), and its failure halts the run or does not (C1).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
for pipeline in passes-third never-passes other-code goes-on; do run $pipeline; done

ends passes-third-1 Succeeded
see "the attempt that passed" 3 "$(output passes-third-1 flaky attempt 0)"

ends never-passes-1 Failed
reason never-passes-1 StepFailed
see_match "what failed is said" 'broken.*exit code 3.*1 of 2' "$(get never-passes-1 .status.message)"
see_match "where to look is said" 'kubectl logs' "$(step never-passes-1 broken .message)"
see "what is below never started" Skipped "$(step never-passes-1 next .state)"
see_match "why it did not" 'not started: step broken failed' "$(step never-passes-1 next .message)"

ends other-code-1 Failed
ends goes-on-1 Succeeded
reason goes-on-1 CompletedWithFailures
see "the step that failed" Failed "$(step goes-on-1 broken .state)"
see "the step after it" Succeeded "$(step goes-on-1 next .state)"

# 3 attempts, 1 + 2 attempts, 1 attempt (its code is not to be tried again), 1 and the one after.
see "Pods made" "broken 0 1
broken 0 1
broken 0 1
broken 1 1
broken 1 2
flaky 0 1
flaky 0 2
flaky 0 3
next 0 1
next 0 1" "$(created)"
see_match "an Event tells of it" 'Warning.*broken.*exit code 3' "$(kubectl get events --field-selector involvedObject.name=never-passes-1,type=Warning)"
