#!/usr/bin/env bash
# One step after another, each once (A4, A6).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
watch_pods
run chain
ends chain-1 Succeeded
for pair in "two one" "three two" "four three" "five four"; do after chain-1 ${pair% *} ${pair#* }; done
see "Pods made" "five 0 1
four 0 1
one 0 1
three 0 1
two 0 1" "$(created)"
see "progress" 5/5 "$(get chain-1 .status.progress)"
see_match "the pipeline says what it is" "5 steps, 5 jobs, at most 1" "$(kubectl get pipeline chain -o 'jsonpath={.status.conditions[?(@.type=="Accepted")].message}')"
