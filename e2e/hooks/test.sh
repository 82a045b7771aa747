#!/usr/bin/env bash
# Hooks around a step and its artifacts, as on a laptop (E6); inputs and cache change nothing here (E5).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run hooks
ends hooks-1 Succeeded
reason hooks-1 CompletedWithFailures
see_match "what of it means nothing here" 'schemas of artifacts are not looked at in a cluster: good' \
  "$(get hooks-1 '.status.conditions[?(@.type=="Accepted")].message')"

log() { kubectl logs -l "$run_label=hooks-1,$step_label=$1" --tail=-1; }
see "data is no code, and parts share nothing but the environment" \
  "$(printf '%s\n' 'before $(id)' 'second 1' "program \$(id) it's \$HOME full" 'after 0 ')" "$(log good)"
see_match "a before-hook that fails" "^Failed before hook 1 failed: exit code 3" "$(step hooks-1 before .state) $(step hooks-1 before .message)"
see "the after-hook knows" "after 3
sluice: before hook 1 failed: exit code 3" "$(log before)"
see_match "what was not written" "^Failed did not write its artifact out/b.json, it's" "$(step hooks-1 lacks .state) $(step hooks-1 lacks .message)"
see_match "a timeout" "^Failed timed out after 3s" "$(step hooks-1 stopped .state) $(step hooks-1 stopped .message)"
