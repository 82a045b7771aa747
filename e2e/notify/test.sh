#!/usr/bin/env bash
# Channels are told when people are asked, of what came of it, of steps and of runs; signed, by mail, and as Slack has it; a dead one holds nothing up,
# one that is mended in the Secret is told without a restart, and nothing secret is seen anywhere (C5, issue 5 item 5).
. "$(dirname "$0")/../lib.sh"

key=e2e-key-$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
secret_path=T0/B0/$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
receiver=http://receiver.$namespace.svc:8080

cleanup() { command kubectl -n "$operator_namespace" delete secret sluice-notifications --ignore-not-found >/dev/null; }

# An authority that nobody knows, another one, and a mail server's certificate of the first.
for ca in ours others; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$ca" -keyout "$work/$ca.key" -out "$work/$ca.pem" 2>/dev/null
done
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=mailer -keyout "$work/mailer.key" -out "$work/mailer.csr" 2>/dev/null
openssl x509 -req -in "$work/mailer.csr" -CA "$work/ours.pem" -CAkey "$work/ours.key" -CAcreateserial -days 2 \
  -extfile <(echo "subjectAltName=DNS:mailer.$namespace.svc") -out "$work/mailer.pem" 2>/dev/null
openssl pkcs12 -export -inkey "$work/mailer.key" -in "$work/mailer.pem" -passout pass:changeit -out "$work/keys.p12"
javac --release 17 -d "$work" MailReceiver.java
kubectl create secret generic mailer --from-file="$work/keys.p12" --from-file="$work/MailReceiver.class" >/dev/null

# mailer HOST CA MORE : a channel to it, by STARTTLS unless MORE says otherwise
mailer() {
  printf '{type: smtp, host: %s.%s.svc, from: sluice@example.com, to: [ops@example.com], user: sluice, attempts: 1%s%s}' \
    "$1" "$namespace" "${2:+, ca: $(jq -Rs . <"$work/$2.pem")}" "${3:-, password: right password}" | jq -Rs .
}

# channels URL : the Secret as the operator sees it a moment later, with the channel `mended` at that URL
channels() {
  command kubectl -n "$operator_namespace" apply -f - >/dev/null <<YAML
apiVersion: v1
kind: Secret
metadata: {name: sluice-notifications}
stringData:
  hook: "{type: webhook, url: '$receiver/hook', key: $key}"
  slack: "{type: slack, url: '$receiver/$secret_path'}"
  mail: "{type: smtp, host: receiver.$namespace.svc, port: 2525, tls: None, from: sluice@example.com, to: [ops@example.com]}"
  dead: "{type: webhook, url: 'http://127.0.0.1:1/$secret_path', key: $key, attempts: 2}"
  flaky: "{type: webhook, url: '$receiver/flaky', key: $key}"
  steps: "{type: webhook, url: '$receiver/steps', key: $key}"
  starttls: $(mailer mailer ours)
  smtps: $(mailer mailer ours ", tls: TLS, password: right password")
  unknown: $(mailer mailer "")
  distrusted: $(mailer mailer others)
  elsewhere: $(mailer elsewhere ours)
  impostor: $(mailer mailer ours ", password: $key")
  mended: "{type: webhook, url: '$1', key: $key}"
YAML
  # The kubelet looks at a Pod's volumes at once when the Pod changes, else within a minute or so.
  command kubectl -n "$operator_namespace" annotate pods -l app.kubernetes.io/name=sluice --overwrite e2e/channels="$(date +%s%N)" >/dev/null
}

# notified RUN GATE CHANNEL EVENT FIELD
notified() { get "$1" ".status.gates[?(@.name==\"$2\")].notified[?(@.channel==\"$3\")]" | jq -rs "[.[] | select(.event == \"$4\")][0].$5 // \"\""; }

# await_notified RUN GATE CHANNEL EVENT SECONDS : it was told, or given up
await_notified() {
  local end=$((SECONDS + $5))
  until [[ $(notified "$1" "$2" "$3" "$4" time) ]]; do
    ((SECONDS < end)) || fail "$3 was not told $4 of $1 in $5 s: $(get "$1" .status.gates)"
    timeout 2 kubectl get pipelinerun "$1" --watch-only >/dev/null 2>&1 || true
  done
}

# received PATH EVENT : the last such request, "id event timestamp signature body"
received() { kubectl logs receiver | grep -F "http $1 204 " | grep -E "^http [^ ]+ [^ ]+ [^ ]+ $2 " | tail -n 1 | cut -d ' ' -f 4-; }

# signed REQUEST : by the key, over its time and its body
signed() {
  local id event timestamp signature body
  read -r id event timestamp signature body <<<"$1"
  see "signature of $event" "sha256=$(printf '%s' "$timestamp.$body" | openssl dgst -sha256 -hmac "$key" | sed 's/.* //')" "$signature"
  (($(date +%s) - timestamp < 120)) || fail "sent at $timestamp"
  jq -e --arg id "$id" --arg event "$event" '.id == $id and .event == $event' <<<"$body" >/dev/null || fail "not what its headers say: $body"
}

people alice
kubectl apply -f receiver.yaml >/dev/null
sed "s|IMAGE|$SLUICE_IMAGE|" mailer.yaml | kubectl apply -f - >/dev/null
kubectl apply -f pipelines.yaml >/dev/null
kubectl wait pod/receiver pod/mailer --for=condition=Ready --timeout=60s >/dev/null
kubectl wait pipeline/asks pipeline/late pipeline/probe pipeline/secret pipeline/steps --for=condition=Accepted --timeout=30s >/dev/null
channels http://127.0.0.1:1/
for i in $(seq 20); do # until the operator sees the Secret
  run probe "probe-$i" >/dev/null
  await "probe-$i" 60 '.status.notified[0].time'
  error=$(get "probe-$i" '.status.notified[0].error')
  [[ $error ]] || break
done
see "what came of telling the end of a run" "" "$error"
signed "$(received /hook Succeeded)"

# Mail in secret: of a server whose authority the channel names, and of no other.
run secret >/dev/null
no_trust="no secure connection could be agreed on: is its certificate trusted?"
while IFS='|' read -r i channel expected; do
  await secret-1 60 ".status.notified[$i].time"
  see "mail to $channel" "$channel $expected" "$(get secret-1 ".status.notified[$i].channel") $(get secret-1 ".status.notified[$i].error")"
done <<TABLE
0|starttls|
1|smtps|
2|unknown|$no_trust
3|distrusted|$no_trust
4|elsewhere|$no_trust
5|impostor|user and password were not taken
TABLE
see "mails that went out in secret" "SMTPS Subject: [sluice] run $namespace/secret-1 succeeded
STARTTLS Subject: [sluice] run $namespace/secret-1 succeeded" "$(kubectl logs mailer | grep Subject | sort)"

run asks >/dev/null
run late >/dev/null
run steps >/dev/null
await asks-1 60 .status.phase WaitingApproval
for channel in hook slack mail nobody; do await_notified asks-1 deploy $channel Requested 30; done
request=$(received /hook Requested)
signed "$request"
see "whom it asks about what" "$namespace asks-1 deploy Waiting alice,group:nobody" \
  "$(cut -d ' ' -f 5- <<<"$request" | jq -r '"\(.run.namespace) \(.run.name) \(.gate.name) \(.gate.state) \(.gate.approvers | join(","))"')"
see_match "Slack is told the command" '"text":"\*deploy of run .*kubectl annotate pipelinerun asks-1 -n [^ ]* approve.sluice.dev/deploy=' "$(kubectl logs receiver | grep -F "/$secret_path 204")"
see_match "mail goes to" 'RCPT TO:<ops@example.com>' "$(kubectl logs receiver | grep '^smtp >')"
see_match "mail says" 'smtp Subject: \[sluice\] deploy of run .*asks-1' "$(kubectl logs receiver | grep '^smtp' | tr -d '\n')"
see_match "mail is told the command" 'kubectl annotate pipelinerun asks-1 .*approve.sluice.dev/deploy' "$(kubectl logs receiver | grep '^smtp' | tr -d '\n')"
see "a channel that there is not" "no channel of this name is configured" "$(notified asks-1 deploy nobody Requested error)"
event asks-1 NotNotified 'deploy: channel nobody was not told Requested: no channel of this name'

# The run goes on, whoever could not be told; what is mended meanwhile is.
says alice asks-1 approve.sluice.dev/deploy="alice: LGTM <now>"
ends asks-1 Succeeded
see "one that is still tried" "" "$(notified asks-1 deploy mended Requested time)"
channels "$receiver/mended"
for channel in hook slack mail; do await_notified asks-1 deploy $channel Decided 30; done
decision=$(received /hook Decided)
signed "$decision"
see "what came of it" "Approved alice LGTM <now>" "$(cut -d ' ' -f 5- <<<"$decision" | jq -r '"\(.gate.state) \(.gate.decisions[0].person) \(.gate.decisions[0].comment)"')"
[[ ${decision%% *} != "${request%% *}" ]] || fail "two notices of one id"
see_match "the end is told too" '^[0-9a-f]{32} Succeeded ' "$(received /hook Succeeded)"

await_notified late-1 release flaky TimedOut 60
ends late-1 Failed
signed "$(received /flaky Requested)"
see "what it asks" "Release <v7>?" "$(kubectl logs receiver | grep -m 1 '^http /flaky 500 ' | cut -d ' ' -f 8- | jq -r .gate.prompt)"
signed "$(received /flaky TimedOut)"
see "an answer of 500 is tried again, with the same id" "2 1" \
  "$(kubectl logs receiver | grep -E '^http /flaky .* Requested ' | awk '{n++; ids[$4] = 1} END {print n, length(ids)}')"

# The end of a step: to whom the step names, beside those whom the pipeline names for the run.
ends steps-1 Failed
for name in build:1 lint:0 smoke:0; do await steps-1 30 ".status.steps[?(@.name==\"${name%:*}\")].notified[${name#*:}].time"; done
await steps-1 30 ".status.notified[0].time"
told() { kubectl logs receiver | grep -F "http /steps 204 " | cut -d ' ' -f 8- | jq -r "$1" | sort; }
see "what the steps' channel is told" "lint SoftFailed
smoke Failed
the run Failed" "$(told '"\(.step.name // "the run") \(.event)"')"
see "who is told of what" "build hook Succeeded
build nobody Succeeded
lint steps SoftFailed
smoke steps Failed" "$(kubectl get pipelinerun steps-1 -o json | jq -r '.status.steps[] | .name as $name | .notified // [] | .[] | "\($name) \(.channel) \(.event)"')"
see "a step in words" "step smoke of run $namespace/steps-1 failed Failed $(step steps-1 smoke .message)" \
  "$(told 'select(.step.name == "smoke") | "\(.text) \(.step.state) \(.step.message)"')"
signed "$(received /steps SoftFailed)"
see "a channel that there is not" "no channel of this name is configured" "$(step steps-1 build '.notified[1].error')"
event steps-1 NotNotified 'step build: channel nobody was not told Succeeded: no channel of this name'

await_notified asks-1 deploy dead Decided 60
see "the dead one" "can't be connected to, 2 times" "$(notified asks-1 deploy dead Requested error)"
event asks-1 NotNotified 'deploy: channel dead was not told Requested: can.t be connected to, 2 times'
await_notified asks-1 deploy mended Decided 120
see "the mended one" "" "$(notified asks-1 deploy mended Requested error)$(notified asks-1 deploy mended Decided error)"
signed "$(received /mended Requested)"
see_match "asked late, it says so" 'waited for 1 of alice, group:nobody, and is approved by now' "$(received /mended Requested)"

see_match "metric" 'sluice_notifications_total\{kind="webhook",result="delivered"\} [1-9]' \
  "$(command kubectl get --raw "/api/v1/namespaces/$operator_namespace/services/sluice-metrics:metrics/proxy/metrics" | grep '^sluice_notifications')"
see "secrets in statuses, Events and the log" 0 \
  "$({ kubectl get pipelineruns,events -o yaml; operator_log --since-time="$began"; } | grep -cE "$key|$secret_path" || true)"
