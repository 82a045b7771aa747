#!/usr/bin/env bash
# The sample that the README begins with, in a namespace that enforces the restricted Pod Security Standard (F1).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f "$root/config/samples/first.yaml"
kubectl wait pipeline --all --for=condition=Accepted --timeout=30s
run first
ends first-1 Succeeded 180
reason first-1 Succeeded
kubectl get pipelines,pipelineruns
see_match "a glance tells what happened" 'first +Succeeded +([0-9]+)/\1 ' "$(kubectl get pipelineruns --no-headers)"
see "steps that did not succeed" "" "$(get first-1 '.status.steps[?(@.state!="Succeeded")].name')"
see "Pods that did not succeed" "" "$(kubectl get pods --field-selector status.phase!=Succeeded -o name)"
