#!/usr/bin/env bash
# alone: starts the operator anew, which looks for what nobody needs any more soon after it has begun
# A pinned text that neither a run nor a pipeline names any more is removed; one that somebody names stays.
. "$(dirname "$0")/../lib.sh"

pipeline() { kubectl apply -f - <<Y
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: text}
spec: {steps: [{name: one, image: "busybox:latest", script: "true $1"}]}
Y
}
revisions() { kubectl get controllerrevisions -o name | wc -l; }
for n in 1 2 3; do
  pipeline $n
  run text text-$n
  ends text-$n Succeeded
done
see "texts that are pinned" 3 "$(revisions)"
unnamed=$(get text-1 .status.revision) named_by_run=$(get text-2 .status.revision) named_by_pipeline=$(get text-3 .status.revision)
kubectl delete pipelinerun text-1 text-3
operator scale 0
operator scale 1
kubectl wait controllerrevision/"$unnamed" --for=delete --timeout=90s
see "texts that stay" "$(printf '%s\n' "$named_by_run" "$named_by_pipeline" | sort)" \
  "$(kubectl get controllerrevisions -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' | sort)"
