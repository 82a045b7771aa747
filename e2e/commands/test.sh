#!/usr/bin/env bash
# What the command line shows of a cluster: pipelines, runs, logs as they are written, and whether all is there (E2).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run talk
exits 0 sluice list
see_match "the pipeline" '^talk +2 stages +Says something$' "$said"
exits 0 sluice logs talk-1 -f
see "followed to its end" "a.0 │ begun, a.0 │ done, a.1 │ begun, a.1 │ done, b │ after" "$(sort <<<"$said" | sed 's/ *│/ │/' | paste -sd, | sed 's/,/, /g')"
ends talk-1 Succeeded
exits 0 sluice logs talk-1 a --job a.1 --tail 1 --json
see "one line of one job" '{"run":"talk-1","step":"a","job":"a.1","line":"done"}' "$said"
exits 2 sluice logs talk-1 c
see_match "a step there is not" 'run talk-1 has no step "c"' "$said"
exits 0 sluice list --runs --json
see "the run" "talk-1 talk Succeeded" "$(jq -r '.runs[] | "\(.run) \(.pipeline) \(.state)"' <<<"$said")"
exits 0 sluice doctor --json
see "all that a cluster needs" "approvals cluster crds rights rights rights" "$(jq -r '.findings[] | select(.level == "good") | .area' <<<"$said" | grep -E 'approvals|cluster|crds|rights' | sort | xargs)"

# Who has no rights here is told so, and what to do, in one line.
no_right='^sluice: you \(mallory\) may not (list|get) pipeline(run)?s in namespace .*; ask who looks after it for a role'
for command in list "list --runs" "logs talk-1" "rerun talk-1" "approval list"; do
  exits 2 sluice_as mallory $command -n "$namespace"
  see_match "$command" "$no_right" "$said"
  see "lines" 1 "$(wc -l <<<"$said")"
done
exits 1 sluice_as mallory doctor -n "$namespace"
see "rights that are lacking" 3 "$(grep -c '^✗ rights .*ask who looks after it' <<<"$said")"
see "nothing else stands in the way" 3 "$(grep -c '^✗' <<<"$said")"

# Nor is anybody whom the API server does not know, or who names what can't be there.
command kubectl config view --raw --flatten >"$work/stranger"
command kubectl config --kubeconfig "$work/stranger" set-credentials stranger --token=nobody >/dev/null
command kubectl config --kubeconfig "$work/stranger" set-context --current --user=stranger >/dev/null
exits 2 sluice list --kubeconfig "$work/stranger"
see_match "a token that nobody has" '^sluice: the API server does not know you .*: log in anew' "$said"
exits 2 sluice logs ../talk-1
see_match "a run that can't be" '^sluice: no run "../talk-1" in namespace' "$said"
exits 1 sluice_as team-lead doctor -n ../x
see_match "a namespace that can't be" "^✗ cluster +--namespace ../x: can't be the name of a namespace" "$said"
exits 1 java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" doctor -n "$namespace-not"
see_match "a namespace that is not there" "^✗ namespace +there is no namespace $namespace-not; name another" "$said"
