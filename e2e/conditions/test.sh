#!/usr/bin/env bash
# A step is run where its conditions hold, and says which of them does not (C4, A2).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
watch_pods
kubectl create -f - <<'Y'
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: feature}
spec:
  pipeline: conditions
  labels: [hurry]
  payload: "{}"
  traceId: 4bf92f
  event:
    source: github
    type: push
    branch: feature/x
    revision: 1f2e3d
    paths: [src/main/a.c]
    pullRequest: {number: 7, baseBranch: main, draft: true, labels: [bug]}
Y
kubectl create -f - <<'Y'
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: main}
spec:
  pipeline: conditions
  variables: {environment: prod-eu}
  event: {type: push, branch: main, pullRequest: {number: 8, labels: [preview]}}
Y
run main-only

skipped() { see "$1/$2" "Skipped: $3" "$(step "$1" "$2" .state): $(step "$1" "$2" .message)"; }

ends feature Succeeded
see "what a job is told" "feature/x 1f2e3d push 4bf92f {} 7 staging from feature/x" "$(output feature test seen 0)"
skipped feature docs "no changed file matches docs/**"
see "a step whose files changed" Succeeded "$(step feature sources .state)"
skipped feature tested "label hurry is there, which is not wanted"
skipped feature build "branch feature/x matches none of [main, release/*, !release/old]"
skipped feature sign "branch feature/x matches none of [main, release/*, !release/old]"
see "what depends on skipped steps, and reads their outputs" "version []" "$(output feature announce task 0)"
skipped feature preview "no label among [preview]; !build.pull_request.draft does not hold: build.pull_request.draft is true"
see "the run says how many" "3 steps succeeded, 5 skipped" "$(get feature .status.message)"

ends main Succeeded
see "of unknown files all match" "Succeeded Succeeded" "$(step main docs .state) $(step main sources .state)"
see "what is not skipped" "version [7]" "$(output main announce task 0)"
see "the run says that none was" "8 steps succeeded" "$(get main .status.message)"

ends main-only-1 Succeeded
reason main-only-1 Succeeded
skipped main-only-1 a "an unknown branch matches none of [main]"
skipped main-only-1 b "a run without an event matches none of [pull_request.*]"
see "a run with nothing to do says so" "nothing to do: all 2 steps are skipped" "$(get main-only-1 .status.message)"

see "Pods made" "announce 0 1
announce 0 1
build 0 1
docs 0 1
preview 0 1
sign 0 1
sources 0 1
sources 0 1
test 0 1
test 0 1" "$(created)"

accepted() { kubectl get "$1" -o "jsonpath={.status.conditions[?(@.type==\"Accepted\")].$2}"; }
see "a pipeline apart from any run" "8 steps, 7 jobs" "$(accepted pipeline/conditions message | grep -o '^[^,]*, [^,]*')"
kubectl wait pipeline/unreadable --for=condition=Accepted=False --timeout=30s
see "reason" Invalid "$(accepted pipeline/unreadable reason)"
message=$(accepted pipeline/unreadable message)
see_match "an unknown name" 'spec.steps\[0\].when.expression: column 1: no variable named "build.brnch" \(did you mean "build.branch"\?\)' "$message"
see_match "a regular expression" "spec.steps\[1\].when.not.expression: column 17: the regular expression can't be read: missing closing \)" "$message"
see_match "a variable" 'spec.steps\[2\].when.variables.enviroment: no variable named "enviroment"' "$message"
