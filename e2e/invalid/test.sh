#!/usr/bin/env bash
# What is wrong is said with its place: by the API server where it can know (refused/), else by a condition that lists
# every problem (condition/); and nothing of it ever runs.
. "$(dirname "$0")/../lib.sh"

for file in refused/*.yaml; do
  echo "-- $file"
  refused "$(sed -n 's/^# expect: //p' "$file")" kubectl create --validate=strict -f "$file"
done
see "what the API server refused is not there" "" "$(kubectl get pipelines -o name)"

accepted() { kubectl get "$1" -o "jsonpath={.status.conditions[?(@.type==\"Accepted\")].$2}"; }
for file in condition/*.yaml; do kubectl apply -f "$file" >/dev/null; done
for file in condition/*.yaml; do
  name=$(basename "$file" .yaml)
  echo "-- $file"
  kubectl wait pipeline/"$name" --for=condition=Accepted=False --timeout=30s >/dev/null
  reason=Invalid
  [[ $name != queue ]] || reason=NotYetSupported
  see "reason" $reason "$(accepted pipeline/"$name" reason)"
  see_match "message" "$(sed -n 's/^# expect: //p' "$file")" "$(accepted pipeline/"$name" message | tr '\n' ' ')"
done

echo "-- runs of what is invalid"
run cycle
ends cycle-1 Failed
reason cycle-1 Invalid
see_match "the run says why" 'these steps wait for one another: a → b → c → a' "$(accepted pipelinerun/cycle-1 message)$(get cycle-1 .status.message)"
run queue
ends queue-1 Failed
see "the run says why" NotYetSupported "$(accepted pipelinerun/queue-1 reason)"
run nobody
kubectl wait pipelinerun/nobody-1 --for=condition=Accepted=False --timeout=30s
see "a run of no pipeline" PipelineNotFound "$(accepted pipelinerun/nobody-1 reason)"
see "Pods made" "" "$(kubectl get pods -o name)"

echo "-- a run can't be changed, and names exactly one pipeline"
refused "spec.pipeline: .*pipeline of a run can't be changed: make a new run" kubectl patch pipelinerun cycle-1 --type=merge -p '{"spec":{"pipeline":"other"}}'
refused 'a run has exactly one of pipeline and pipelineSpec' kubectl create -f - <<'Y'
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: neither}
spec: {}
Y

echo "-- it is not looked at again and again"
see "changes to the invalid pipeline within 5 s" "" "$(timeout 5 kubectl -n "$namespace" get pipeline cycle --watch-only -o name || true)"

echo "-- mended, it is accepted"
kubectl patch pipeline cycle --type=json -p '[{"op":"replace","path":"/spec/steps/0/dependsOn","value":[]}]'
kubectl wait pipeline/cycle --for=condition=Accepted --timeout=30s
