#!/usr/bin/env bash
# Two steps side by side between one before and one after (A4, A6).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run diamond
ends diamond-1 Succeeded
after diamond-1 left top
after diamond-1 right top
after diamond-1 bottom left
after diamond-1 bottom right
read -r left_start left_end <<<"$(times diamond-1 left)"
read -r right_start right_end <<<"$(times diamond-1 right)"
((left_start < right_end && right_start < left_end)) ||
  fail "left ($left_start to $left_end) and right ($right_start to $right_end) did not run at once"
see "steps that run at once, as planned" 2 "$(kubectl get pipeline diamond -o 'jsonpath={.status.maxConcurrency}')"
