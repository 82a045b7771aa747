#!/usr/bin/env bash
# Failures that do not count (A2 soft_fail), and steps that run though a failure halted the run (A2 allow_failure).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
run soft; run hard

ends soft-1 Succeeded
reason soft-1 Succeeded
see "states of lint, matrix, next" "SoftFailed SoftFailed Succeeded" "$(step soft-1 lint .state) $(step soft-1 matrix .state) $(step soft-1 next .state)"
see_match "the run tells of it" 'lint failed softly: exit code 3' "$(get soft-1 .status.message)"
see "on record of matrix: succeeded, softFailed, failed" "0 1 " "$(step soft-1 matrix .succeeded) $(step soft-1 matrix .softFailed) $(step soft-1 matrix .failed)"
see "tally of matrix" '{"softFailed":1,"succeeded":1,"total":2}' "$(step soft-1 matrix .jobs)"

ends hard-1 Failed
see "failed, softFailed of test" "1 0" "$(step hard-1 test .failed) $(step hard-1 test .softFailed)"
see_match "test tells of both" 'exit code 4 in 1 of 3 jobs; 1 failed softly' "$(step hard-1 test .message)"
see "states of report, publish, deploy" "Succeeded Succeeded Skipped" "$(step hard-1 report .state) $(step hard-1 publish .state) $(step hard-1 deploy .state)"

# The budget of lint comes first.
see "Pods made" "lint 0 1
lint 0 2
matrix 0 1
matrix 1 1
next 0 1
publish 0 1
report 0 1
test 0 1
test 1 1
test 2 1" "$(created)"

refused 'allowFailureOf names steps of dependsOn alone' kubectl create -f - <<'YAML'
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: stranger}
spec:
  steps: [{name: a, image: "busybox:latest", script: x}, {name: b, image: "busybox:latest", script: x, dependsOn: [], allowFailureOf: [a]}]
YAML
refused 'softFail.exitCodes' kubectl create -f - <<'YAML'
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: no-code}
spec:
  steps: [{name: a, image: "busybox:latest", script: x, softFail: {exitCodes: [0]}}]
YAML
