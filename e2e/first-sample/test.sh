#!/usr/bin/env bash
# The sample that the README begins with, in a namespace that enforces the restricted Pod Security Standard (F1).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f "$root/config/samples/first.yaml"
kubectl wait pipeline --all --for=condition=Accepted --timeout=30s
name=$(kubectl create -f "$root/config/samples/first-run.yaml" -o 'jsonpath={.metadata.name}')
ends "$name" Succeeded 180
reason "$name" Succeeded
kubectl get pipelines,pipelineruns
see_match "a glance tells what happened" 'first +Succeeded +([0-9]+)/\1 ' "$(kubectl get pipelineruns --no-headers)"
see "steps that did not succeed" "" "$(get "$name" '.status.steps[?(@.state!="Succeeded")].name')"
see "Pods that did not succeed" "" "$(kubectl get pods --field-selector status.phase!=Succeeded -o name)"
see_match "the last step said" 'Good morning, version 1\.0\.[0-9]+ is tested' "$(kubectl logs -l "$run_label=$name,$step_label=greet")"
