#!/usr/bin/env bash
# Runs that have ended go by themselves: after a time, or when there are enough newer ones; their Pods with them.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipelines.yaml
run ttl
run ttl ttl-kept "ttlAfterFinished: 24h"
ends ttl-1 Succeeded
ends ttl-kept Succeeded
kubectl wait pipelinerun/ttl-1 --for=delete --timeout=60s
kubectl wait pod -l $run_label=ttl-1 --for=delete --timeout=60s
see "the run that says otherwise" Succeeded "$(get ttl-kept .status.phase)"

for n in 1 2 3 4; do run history history-$n; ends history-$n Succeeded; done
for n in 5 6; do run history history-$n "variables: {code: \"1\"}"; ends history-$n Failed; done
for n in 1 2 5; do kubectl wait pipelinerun/history-$n --for=delete --timeout=60s; done
see "runs kept" "history-3 history-4 history-6 ttl-kept" "$(kubectl get pipelineruns -o 'jsonpath={.items[*].metadata.name}')"
