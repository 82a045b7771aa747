#!/usr/bin/env bash
# alone: takes the operator away and brings it back
# Installed without helm, from config/manifests (F4).
. "$(dirname "$0")/../lib.sh"

cleanup() { command kubectl delete -f "$root/config/manifests/sluice.yaml" --ignore-not-found --timeout=2m >/dev/null; operator up; }
operator down
command kubectl apply --server-side --force-conflicts -f "$root/crds/generated"
command kubectl apply -f "$root/config/manifests/sluice.yaml"
command kubectl -n $operator_namespace set image deployment/sluice "operator=$SLUICE_IMAGE"
command kubectl -n $operator_namespace rollout status deployment/sluice --timeout=2m
kubectl apply -f pipeline.yaml
run plain
ends plain-1 Succeeded
command kubectl delete -f "$root/config/manifests/sluice.yaml" --timeout=2m
see "what is left" "" "$(command kubectl get all,clusterroles,clusterrolebindings -A -l app.kubernetes.io/name=sluice -o name)"
