#!/usr/bin/env bash
# A Pod that is gone before anyone saw its end is lost: another attempt from the infrastructure's budget, not the step's,
# and an end to it when that is used up.
. "$(dirname "$0")/../lib.sh"

# A Pod that vanishes before the status has named its attempt, within 5 seconds at most, is as if it had never been: the
# same attempt is made again. So these wait for the record.
vanish() { # vanish RUN ATTEMPT : wait till it runs and is on record, and take it away without a trace
  kubectl wait pod -l $run_label="$1",$step_label=work,$attempt_label="$2" --for=create --timeout=60s >/dev/null
  kubectl wait pod -l $run_label="$1",$step_label=work,$attempt_label="$2" --for='jsonpath={.status.phase}=Running' --timeout=60s
  await "$1" 30 '.status.steps[0].active' 0
  (($2 == 1)) || await "$1" 30 '.status.steps[0].attempts[0].attempt' "$2"
  kubectl delete pod -l $run_label="$1",$step_label=work,$attempt_label="$2" --force --grace-period=0
}
kubectl apply -f pipeline.yaml
watch_pods
run vanishing
run vanishing vanishing-2
vanish vanishing-1 1
vanish vanishing-2 1
vanish vanishing-2 2
ends vanishing-1 Succeeded
see "the attempt that made it" 2 "$(pods vanishing-1 work | cut -d' ' -f3)"
ends vanishing-2 Failed
see_match "it says what happened" 'lost|vanished|gone|disappeared' "$(step vanishing-2 work .message) $(get vanishing-2 .status.message)"
see "Pods made" "next 0 1
work 0 1
work 0 1
work 0 2
work 0 2" "$(created)"
