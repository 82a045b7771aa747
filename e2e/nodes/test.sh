#!/usr/bin/env bash
# A definition of typed nodes, stored in a cluster as a Pipeline, is run there by its command, and its result is shown (D1, D2, D5).
. "$(dirname "$0")/../lib.sh"

java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" convert -f nodes.json --agents agents.yaml | kubectl apply -f - >/dev/null

exits 0 sluice run-pipeline --definition nodes --sample --source grafana --environment production --trace-id t-1 --json
result=$(sed -n '/^{/,$p' <<<"$said")
see "its status" "completed t-1 nodes 1.0" "$(jq -r '"\(.status) \(.trace_id) \(.definition) \(.definition_version)"' <<<"$result")"
see "what ran, by the ids it had" "In ctx tell" "$(jq -r '.executed_nodes | join(" ")' <<<"$result")"
see "config, payload and outputs reach the nodes, declared or not" '{"driver":"slack"} 1 of grafana in production' \
  "$(jq -r .node_results.tell.output.told <<<"$result")"

exits 0 sluice run-pipeline --definition nodes --dry-run
see_match "a dry run shows the nodes" '→ next: ctx' "$said"
see_match "and their config, as it was" 'Config: \{"format": "\$\{x\}"\}' "$said"

exits 0 sluice run-pipeline --definition nodes --checks-only
see_match "the checks alone" 'skipped\) --checks-only' "$said"
name=$(sed -n 's/^Run ID: //p' <<<"$said")
see "Pods of that run" "ctx" "$(pods "$name" | cut -d' ' -f1 | xargs)"

exits 1 sluice run-pipeline --definition nodes --environment broken
see_match "what failed is told" '✗ Pipeline failed: node tell has errors: .*exit code 1' "$said"

exits 2 sluice run-pipeline --definition nodse
see_match "one that there is not" 'Pipeline definition not found: nodse' "$said"
see_match "and what there is" 'it has nodes\) \(did you mean "nodes"\?\)' "$said"
kubectl delete podtemplate notify >/dev/null
exits 2 sluice run-pipeline --definition nodes
see_match "an agent that there is not" ' - step tell: no agent is registered for "notify"' "$said"
