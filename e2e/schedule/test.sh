#!/usr/bin/env bash
# alone: kills the operator
# A schedule starts one run for each of its times, whoever is killed around them; a suspended pipeline starts none (A1).
. "$(dirname "$0")/../lib.sh"

cleanup() { operator scale 1; }
# the minute of a time, N minutes from now, as it is in names
minute() { date -u -d "@$(($(date +%s) / 60 * 60 + $1 * 60))" +%Y%m%d%H%M; }
runs_of() { kubectl get pipelinerun -l sluice.dev/pipeline="$1" -o 'jsonpath={.items[*].metadata.name}'; }
await_run() { kubectl wait pipelinerun/"$1" --for=create --timeout="$2s" >/dev/null || fail "$1 was not made; there are: $(runs_of "${1%-*}")"; }

# Not so near a minute's end that the first one passes while the test begins.
(($(date +%s) % 60 < 50)) || sleep 11
kubectl apply -f pipeline.yaml
kubectl wait pipeline/minutely pipeline/idle pipeline/yearly --for=condition=Accepted --timeout=30s >/dev/null
first=$(minute 1) second=$(minute 2) third=$(minute 3)
see "the time waited for" "$(date -u -d "$(sed 's/\(....\)\(..\)\(..\)\(..\)\(..\)/\1-\2-\3 \4:\5/' <<<"$first")" +%Y-%m-%dT%H:%M:%SZ)" \
  "$(kubectl get pipeline minutely -o 'jsonpath={.status.nextSchedule}')"
see "runs of what was not there yet" "" "$(runs_of minutely)"
see "what a year's end in Berlin is" "23:00:00Z" "$(kubectl get pipeline yearly -o 'jsonpath={.status.nextSchedule}' | cut -dT -f2)"

await_run "minutely-$first" 70
ends "minutely-$first" Succeeded
see "what the run was told" "by the clock" "$(output "minutely-$first" say why 0)"

# Away over the next minute, and killed again as it comes back: one run for it, and one alone.
operator scale 0
while [[ $(minute 0) < $second ]]; do sleep 1; done
operator scale 1 &
await_run "minutely-$second" 50
command kubectl -n $operator_namespace delete pod -l app.kubernetes.io/name=sluice --force --grace-period=0 2>/dev/null
wait
kubectl patch pipeline minutely --type=merge -p '{"spec":{"suspend":true}}'
await_gone() { kubectl wait pipeline/minutely --for='jsonpath={.metadata.generation}=2' --timeout=10s >/dev/null; }
await_gone
kubectl wait pipeline/minutely --for='jsonpath={.status.observedGeneration}=2' --timeout=90s >/dev/null
ends "minutely-$second" Succeeded
see "nothing is waited for while it is suspended" "" "$(kubectl get pipeline minutely -o 'jsonpath={.status.nextSchedule}')"
suspended=$(runs_of minutely)
while [[ $(minute 0) == "$second" || $(date +%S) < 03 ]]; do sleep 1; done
see "runs while it is suspended" "$suspended" "$(runs_of minutely)"
see "a run for each of the two minutes" "minutely-$first minutely-$second" "$suspended"
see "Pods of them" 2 "$(kubectl get pods -l "$step_label=say" --no-headers | wc -l)"
see "runs of the pipeline that was suspended from the beginning" "" "$(runs_of idle)"
