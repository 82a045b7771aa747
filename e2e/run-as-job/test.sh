#!/usr/bin/env bash
# runAs: Job makes the first attempts of a step's parallel indexes as one Indexed batch/v1 Job; a retry is a Pod of its own (F2, F6).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run as-job
ends as-job-1 Succeeded 120
see "batch/v1 Jobs of the step: mode, completions, parallelism, retries of their own" "Indexed 3 3 0
Indexed 3 3 0" \
  "$(kubectl get jobs -l $run_label=as-job-1,$step_label=many -o json | jq -r '.items[].spec | "\(.completionMode) \(.completions) \(.parallelism) \(.backoffLimitPerIndex)"')"
index=0
for os in a b; do
  for n in 0 1 2; do
    attempt=1
    [[ $os$n != b1 ]] || attempt=2
    see "output of index $index" "$os $n/3 $n $attempt Many on $os" "$(output as-job-1 many me $index)"
    index=$((index + 1))
  done
done
see "Pods of the second attempt" 1 "$(kubectl get pods -l $run_label=as-job-1,$step_label=many,$attempt_label=2 -o name | wc -l)"
kubectl delete pipelinerun as-job-1
kubectl wait job -l $run_label=as-job-1 --for=delete --timeout=60s
kubectl wait pod -l $run_label=as-job-1 --for=delete --timeout=60s
