#!/usr/bin/env bash
# The design's own example, in a namespace that enforces the restricted Pod Security Standard: two people let the deployment to production
# on; where the smoke test fails, staging goes back; on another branch production is left alone (C4, C5, C7).
. "$(dirname "$0")/../lib.sh"

people alice team-lead
kubectl apply -f "$root/config/samples/feature-complete.yaml"
kubectl wait pipeline/feature-complete --for=condition=Accepted --timeout=30s
name=$(kubectl create -f "$root/config/samples/feature-complete-run.yaml" -o 'jsonpath={.metadata.name}')

await "$name" 180 .status.phase WaitingApproval
see "who is asked" '["team-lead","group:devops"] 2' "$(gate "$name" deploy-prod .approvers) $(gate "$name" deploy-prod .quorum)"
says alice "$name" approve.sluice.dev/deploy-prod="alice: LGTM"
await_decisions "$name" deploy-prod 1
see "one is not enough" Waiting "$(gate "$name" deploy-prod .state)"
says team-lead "$name" approve.sluice.dev/deploy-prod="team-lead: go"
ends "$name" Succeeded 120
reason "$name" Succeeded
see "steps that did not succeed" "" "$(get "$name" '.status.steps[?(@.state!="Succeeded")].name')"
see "jobs of test" 6 "$(get "$name" '.status.steps[?(@.name=="test")].jobs.succeeded')"
see_match "what production got" 'Deploy https://deploy-staging.example to production' "$(kubectl logs -l "$run_label=$name,$step_label=deploy-prod")"

# The next one of the same branch, and one of another: both run to their end with nobody asked.
make() { # make NAME BRANCH VARIABLES
  kubectl create -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: $1}
spec: {pipeline: feature-complete, event: {type: push, branch: $2}, variables: {$3}}
YAML
}
make broken main 'broken: "true"'
make feature feature/x ''
ends broken Failed 180
reason broken RolledBack
see "staging" RolledBack "$(step broken deploy-staging .state)"
see "production" Skipped "$(step broken deploy-prod .state)"
see_match "what was done about it" 'Put the version before back on staging' "$(kubectl logs -l "$run_label=broken,$step_label=deploy-staging.rollback")"
ends feature Succeeded 180
see "production, from another branch" Skipped "$(step feature deploy-prod .state)"
see_match "why" 'feature/x' "$(step feature deploy-prod .message)"
