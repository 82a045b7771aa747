#!/usr/bin/env bash
# alone: installs the operator anew
# With a list of namespaces the operator works in these alone, and has rights in no other.
. "$(dirname "$0")/../lib.sh"

other=$namespace-other
cleanup() { command kubectl delete namespace "$other" --timeout=2m >/dev/null; operator up; }
command kubectl create namespace "$other"
operator up --set "watch.namespaces={$namespace}"
account=$(operator user)
see "may make Pods in the listed namespace" yes "$(kubectl auth can-i create pods --as="$account")"
see "may make Pods in another" no "$(command kubectl -n "$other" auth can-i create pods --as="$account" || true)"
see "has rights in the whole cluster" no "$(command kubectl auth can-i list pipelineruns.sluice.dev -A --as="$account" || true)"

command kubectl -n "$other" apply -f pipeline.yaml
(namespace=$other && run listed)
kubectl apply -f pipeline.yaml
run listed
ends listed-1 Succeeded
see "status of a run elsewhere" "" "$(command kubectl -n "$other" get pipelinerun listed-1 -o 'jsonpath={.status}')"
