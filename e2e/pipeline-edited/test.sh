#!/usr/bin/env bash
# A run keeps to the text it was planned from, whatever becomes of the pipeline; the next run takes the new one.
. "$(dirname "$0")/../lib.sh"

pipeline() { kubectl apply -f - <<Y
apiVersion: sluice.dev/v1alpha1
kind: Pipeline
metadata: {name: edited}
spec:
  variables: {text: "$1"}
  steps:
  - {name: first, image: "busybox:latest", script: "sleep 8"}
  - {name: second, image: "busybox:latest", dependsOn: [first], outputs: [said], script: 'echo "said=$1 \$text" >> \$SLUICE_OUTPUT'}
Y
}
pipeline old
run edited
await_pod edited-1 first 'jsonpath={.status.phase}=Running'
pinned=$(get edited-1 .status.revision)
see_match "the run names its revision" '^edited-' "$pinned"
pipeline new
kubectl wait pipeline/edited --for=jsonpath='{.status.observedGeneration}'=2 --timeout=30s
run edited edited-2
ends edited-1 Succeeded
ends edited-2 Succeeded
see "the run under way" "old old" "$(output edited-1 second said 0)"
see "the run made later" "new new" "$(output edited-2 second said 0)"
see "the first one's revision" "$pinned" "$(get edited-1 .status.revision)"
[[ $(get edited-2 .status.revision) != "$pinned" ]] || fail "both runs name the revision $pinned"

# A deleted pipeline takes nothing from a run under way.
run edited edited-3
await_pod edited-3 first 'jsonpath={.status.phase}=Running'
kubectl delete pipeline edited
ends edited-3 Succeeded
