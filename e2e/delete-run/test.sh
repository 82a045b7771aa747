#!/usr/bin/env bash
# Deleting a run deletes all below it, and nothing is left waiting for a finalizer.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run deleted
await_pod deleted-1 busy 'jsonpath={.status.phase}=Running'
await_pod deleted-1 grouped 'jsonpath={.status.phase}=Running'
see_match "what is there" '^6 [1-9]' "$(kubectl get pods -l $run_label=deleted-1 -o name | wc -l) $(kubectl get jobs -o name | wc -l)"
kubectl delete pipelinerun deleted-1 --timeout=30s
kubectl wait pod -l $run_label=deleted-1 --for=delete --timeout=90s
kubectl wait job -l $run_label=deleted-1 --for=delete --timeout=90s
see "what is left" "" "$(kubectl get pods,jobs,pipelineruns -o name)"
