#!/usr/bin/env bash
# alone: kills the operator
# Of two operators one works; when it dies the other takes over, and no job runs twice.
. "$(dirname "$0")/../lib.sh"

cleanup() { operator up; }
holder() { command kubectl -n $operator_namespace get lease sluice-operator -o 'jsonpath={.spec.holderIdentity}'; }
operator up --set replicas=2
command kubectl -n $operator_namespace wait lease/sluice-operator --for='jsonpath={.spec.holderIdentity}' --timeout=60s >/dev/null
first=$(holder)
see "operators" 2 "$(command kubectl -n $operator_namespace get pods -l app.kubernetes.io/name=sluice --no-headers | grep -c Running)"
see_match "one of them holds the lease" "$first" "$(command kubectl -n $operator_namespace get pods -o name)"
kubectl apply -f pipeline.yaml
watch_pods
run survivor
await_pod survivor-1 one 'jsonpath={.status.phase}=Running'
command kubectl -n $operator_namespace delete pod "$first" --force --grace-period=0 2>/dev/null
survived survivor-1
[[ $(holder) != "$first" ]] || fail "the lease is still held by $first"
see "Pods made" "$(survivors 1)" "$(created)"

# A kind stop hands over at once, without waiting for the lease to run out.
second=$(holder)
command kubectl -n $operator_namespace delete pod "$second" --wait=true --timeout=60s
gone=$SECONDS
until [[ $(holder) && $(holder) != "$second" ]]; do sleep 0.5; done
# The lease lasts 15 s from its last renewal, and that was 2 s before the stop at most.
((SECONDS - gone < 9)) || fail "nobody led for $((SECONDS - gone)) s after the leader had stopped"
echo "ok: another leads $((SECONDS - gone)) s after the leader has stopped"
run survivor survivor-2
survived survivor-2
