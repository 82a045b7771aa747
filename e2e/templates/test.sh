#!/usr/bin/env bash
# The templates of `sluice init` run in a cluster as they are written (C11): each is good, what it asks is answered, and the way back of cd is gone.
. "$(dirname "$0")/../lib.sh"

# As the program writes them; only the people are this cluster's.
for template in ci cd release security; do
  java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" init "$template" -o "$work/$template.yaml" >/dev/null 2>&1
  sed -E 's/group:(release-managers|security)/group:devops/' "$work/$template.yaml" | kubectl apply -f - >/dev/null
done
people alice

run ci
run cd
run cd cd-back "variables: {healthy: \"no\"}, maxParallel: 1"
run release release-1 "variables: {from: 1.4.2, part: minor}"
run security

await_step release-1 confirm WaitingApproval
says alice release-1 approve.sluice.dev/confirm="alice: out with it"
await_step cd-1 production WaitingApproval
says alice cd-1 approve.sluice.dev/production="alice: looks good"
await_step security-1 fix WaitingApproval
says alice security-1 approve.sluice.dev/fix="alice: mend it"

ends ci-1 Succeeded
see "jobs of ci" "build lint test test test test" "$(pods ci-1 | cut -d' ' -f1 | sort | xargs)"
ends release-1 Succeeded
see "the version that was raised" 1.5.0 "$(output release-1 bump version 0)"
ends security-1 Succeeded
see "what the scans found" 1 "$(output security-1 report total 0)"
ends cd-1 Succeeded
# One at a time: this one came after it.
ends cd-back Failed
reason cd-back RolledBack
see "production never heard of it" "" "$(pods cd-back production)"
