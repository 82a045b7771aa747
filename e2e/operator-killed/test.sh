#!/usr/bin/env bash
# alone: kills the operator
# The operator's Pod is taken away by force, at one moment after another; the Deployment brings another. Every run ends as if
# nothing had been, and no job runs twice.
. "$(dirname "$0")/../lib.sh"

cleanup() { operator scale 1; }
kill_operator() {
  command kubectl -n $operator_namespace delete pod -l app.kubernetes.io/name=sluice --force --grace-period=0 2>/dev/null
  echo "killed at: $(pods survivor-1 | awk '{print $1 "/" $2 ":" $4}' | tr '\n' ' ')"
}
kubectl apply -f pipeline.yaml
kubectl wait pipeline/survivor --for=condition=Accepted --timeout=60s
watch_pods
run survivor
kill_operator # as the run is seen for the first time
run survivor survivor-2
await_pod survivor-1 one 'jsonpath={.status.phase}=Running' 120
kill_operator # while jobs run
kubectl wait pod -l $run_label=survivor-1,$step_label=one --for='jsonpath={.status.phase}=Succeeded' --timeout=60s >/dev/null
kill_operator # jobs have ended and nobody has seen it, or just
kubectl wait pod -l $run_label=survivor-1,$step_label=flaky,$attempt_label=2 --for=create --timeout=120s >/dev/null
kill_operator # between an attempt and the next
survived survivor-1
survived survivor-2
see "Pods made by both runs" "$(survivors 2)" "$(created)"
