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
