#!/usr/bin/env bash
# What a step writes reaches the steps below it, as data: no shell ever reads it as a command.
. "$(dirname "$0")/../lib.sh"

kubectl apply -f pipeline.yaml
run outputs
run outputs outputs-prod "variables: {place: prod}"
run too-long
run missing

ends outputs-1 Succeeded
url='https://staging.example/?a=b&c=$(id)'
see "the output" "$url" "$(output outputs-1 deploy url 0)"
see "in the text of the next step" "Smoke $url of staging" "$(output outputs-1 smoke task 0)"
see "in its environment, unread" '$(touch /tmp/owned) `id` ; "quoted" ${HOME}' "$(output outputs-1 smoke note 0)"
see "under its own name" "$url" "$(output outputs-1 smoke own 0)"
see "a literal \${" '${place}=staging' "$(output outputs-1 smoke both 0)"

ends outputs-prod Succeeded
see "a run's own variable" 'Smoke https://prod.example/?a=b&c=$(id) of prod' "$(output outputs-prod smoke task 0)"

ends too-long-1 Failed
see_match "an output that is too long is named" '4,?09[56]' "$(step too-long-1 talks .message)"
ends missing-1 Failed
see_match "an output that was not written is named" 'did not write its output "url"' "$(step missing-1 silent .message)"
