#!/usr/bin/env bash
# A run that takes over what an earlier one did, and runs what failed, from a step on, or a step alone (E5).
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run shop
ends shop-1 Failed
old=$(get shop-1 .status.revision)

# Mended since: test is made of something else now, build and lint are as they were.
sed 's/MENDED: ""/MENDED: "yes"/' pipeline.yaml | kubectl apply -f -
run shop shop-2 "rerunOf: {run: shop-1}"
ends shop-2 Succeeded
see "what ran again" "deploy test test" "$(pods shop-2 | cut -d' ' -f1 | xargs)"
see "build" "taken over from shop-1" "$(step shop-2 build .message)"
see "an output of the earlier run, in a step of this one" "shop-1" "$(output shop-2 deploy id 0)"

run shop shop-3 "rerunOf: {run: shop-2, mode: From, steps: [deploy]}"
ends shop-3 Succeeded
see "from deploy on" "deploy" "$(pods shop-3 | cut -d' ' -f1 | xargs)"

run shop shop-4 "rerunOf: {run: shop-2, mode: Steps, steps: [lint]}"
ends shop-4 Succeeded
see "lint alone" "lint" "$(pods shop-4 | cut -d' ' -f1 | xargs)"
see "the others" "Skipped not part of this rerun" "$(step shop-4 deploy .state) $(step shop-4 deploy .message)"

run shop shop-5 "revision: $old, rerunOf: {run: shop-1}"
ends shop-5 Failed
see "the pipeline as it was: only the job that failed" "test 1 1 Failed" "$(pods shop-5 | cut -d' ' -f1-4)"

# Deleted once its successes are on record.
run shop shop-6 "rerunOf: {run: shop-5}"
kubectl delete pipelinerun shop-5 --wait=false
ends shop-6 Succeeded

run shop shop-7 "rerunOf: {run: nobody}"
ends shop-7 Failed
see_match "a run there never was" 'spec.rerunOf.run: there is no PipelineRun "nobody"' "$(get shop-7 .status.message)"
run shop shop-8 "rerunOf: {run: shop-1, mode: From, steps: [deplyo]}"
ends shop-8 Failed
see_match "a step there is not" 'spec.rerunOf.steps\[0\]: no step named "deplyo" \(did you mean "deploy"\?\)' "$(get shop-8 .status.message)"
refused "steps go with mode From and Steps" run shop shop-9 "rerunOf: {run: shop-1, steps: [deploy]}"

# The same by the command.
exits 0 sluice rerun shop-2 --from deploy --wait
name=$(head -1 <<<"$said")
see_match "it prints the new run's name, and how it ended" '^shop-[a-z0-9]{5}$' "$name"
see "what came of it" Succeeded "$(tail -1 <<<"$said" | cut -d: -f1)"
see "its spec" "shop shop-2 From deploy" "$(get "$name" .spec.pipeline) $(get "$name" .spec.rerunOf.run) $(get "$name" .spec.rerunOf.mode) $(get "$name" '.spec.rerunOf.steps[*]')"
see "from deploy on" "deploy" "$(pods "$name" | cut -d' ' -f1 | xargs)"
run shop shop-9 "revision: $old"
ends shop-9 Failed
exits 1 sluice rerun shop-9 --wait --json
see "one that fails again, of the revision that it had" "shop-9 Failed $old" "$(jq -r '"\(.rerunOf) \(.state)"' <<<"$said") $(get "$(jq -r .run <<<"$said")" .spec.revision)"
see "what programs are told, in this order" "run namespace rerunOf state message" "$(jq -r 'keys_unsorted | join(" ")' <<<"$said")"
exits 2 sluice rerun shop-77
see_match "a run there is not" "no run \"shop-77\" in namespace $namespace" "$said"
exits 2 sluice rerun shop-2 --from deplyo --context nobody-has-this
see_match "a context there is not" 'no context "nobody-has-this" in your kubeconfig' "$said"
