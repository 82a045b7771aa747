#!/usr/bin/env bash
# A matrix of 3×2 with one combination left out and one adjusted (A4): one job a combination, each with its own values.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run matrix
ends matrix-1 Succeeded
see "Pods" 5 "$(pods matrix-1 test | wc -l)"
see "jobs planned" 6 "$(kubectl get pipeline matrix -o 'jsonpath={.status.jobs}')"
expected=("17-debian Test on 17 and debian" "21-debian Test on 21 and debian" "21-alpine Test on 21 and alpine"
  "25-debian-slow Test on 25 and debian" "25-alpine Test on 25 and alpine")
for index in 0 1 2 3 4; do see "job $index" "${expected[index]}" "$(output matrix-1 test seen $index)"; done
see "the next step reads outputs by job" "${expected[0]} / ${expected[4]}" "$(output matrix-1 after both 0)"
