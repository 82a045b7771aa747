#!/usr/bin/env bash
# parallelism: 5 is five Pods, each of which knows which one it is (A4, A8).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run parallelism
ends parallelism-1 Succeeded
see "Pods" 5 "$(pods parallelism-1 shard | wc -l)"
see "finished indexes" 0-4 "$(step parallelism-1 shard .succeeded)"
pods parallelism-1 shard | while read -r _ index attempt phase name; do
  log=$(kubectl logs "$name")
  see_match "log of index $index" "^I am $index of 5\$" "$(head -1 <<<"$log")"
  for line in SLUICE_PARALLEL_JOB="$index" SLUICE_PARALLEL_JOB_COUNT=5 BUILDKITE_PARALLEL_JOB="$index" BUILDKITE_PARALLEL_JOB_COUNT=5 \
    SLUICE_RUN=parallelism-1 SLUICE_PIPELINE=parallelism SLUICE_STEP=shard SLUICE_LABEL=Shards SLUICE_ATTEMPT=1 BUILDKITE_RETRY_COUNT=0 \
    BUILDKITE_STEP_KEY=shard BUILDKITE_LABEL=Shards BUILDKITE_PIPELINE_SLUG=parallelism \
    "SLUICE_RUN_ID=$(get parallelism-1 .metadata.uid)" 'greeting=it'\''s $HOME, 100% "quoted"'; do
    grep -Fxq -- "$line" <<<"$log" || fail "environment of index $index: expected the line '$line', seen: $log"
  done
  see "output of index $index" "$index" "$(output parallelism-1 shard index "$index")"
  see "Buildkite's names of index $index" "$index/5" "$(output parallelism-1 shard bk "$index")"
done
