#!/usr/bin/env bash
# alone: takes the operator away and brings it back
# Installed, upgraded and uninstalled by the real helm (F4), with runs under way all the while.
. "$(dirname "$0")/../lib.sh"

cleanup() { operator up; }
left() { command kubectl get all,serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings,configmaps -A -l app.kubernetes.io/instance=sluice -o name; }

operator down
see "what is left after uninstalling" "" "$(left)"
see "CRDs, which stay" "pipelineruns.sluice.dev pipelines.sluice.dev" \
  "$(command kubectl get crd pipelineruns.sluice.dev pipelines.sluice.dev -o 'jsonpath={.items[*].metadata.name}')"

operator up
see_match "the release's notes say what to do next" 'kubectl .*get pipelineruns --watch' "$(helm -n $operator_namespace get notes sluice)"
kubectl apply -f pipeline.yaml
watch_pods
run steady
await_pod steady-1 one 'jsonpath={.status.phase}=Running'
before=$(command kubectl -n $operator_namespace get pods -l app.kubernetes.io/name=sluice -o name)
operator up --set log.level=FINE --set javaOptions=-Xmx400m
[[ $(command kubectl -n $operator_namespace get pods -l app.kubernetes.io/name=sluice -o name) != "$before" ]] || fail "the upgrade left $before there"
ends steady-1 Succeeded

run steady steady-2
await_pod steady-2 one 'jsonpath={.status.phase}=Running'
operator down
kubectl wait pod -l $run_label=steady-2,$step_label=one --for='jsonpath={.status.phase}=Succeeded' --timeout=60s
operator up
ends steady-2 Succeeded
see "Pods made by both runs" "one 0 1
one 0 1
two 0 1
two 0 1" "$(created)"

release=$(helm -n $operator_namespace list -o json | jq -r '.[0].revision')
refused "replicas" helm upgrade sluice "$root/helm/sluice" -n $operator_namespace --reuse-values --set-string replicas=many
see "the release after a refused upgrade" "$release" "$(helm -n $operator_namespace list -o json | jq -r '.[0].revision')"
