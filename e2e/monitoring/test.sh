#!/usr/bin/env bash
# A real Prometheus scrapes the operator while runs succeed and fail; then every query of the Grafana dashboard and of the alerts is
# asked, and each must be answered with numbers (F5).
. "$(dirname "$0")/../lib.sh"

dashboard=$root/config/grafana/sluice.json alerts=$root/config/prometheus/alerts.yaml
for tool in prometheus promtool curl jq; do
  command -v $tool >/dev/null || fail "$tool is missing: apt-get install prometheus curl jq"
done
promtool check rules "$alerts"
promtool test rules alerts-test.yaml

command kubectl -n $operator_namespace port-forward service/sluice-metrics :8080 >"$work/forward" 2>&1 &
forward=$!
echo $forward >>"$work/children"
until grep -q '^Forwarding from 127' "$work/forward"; do kill -0 $forward || fail "port-forward: $(cat "$work/forward")"; read -rt 0.2 <> <(:) || true; done
target=$(sed -n 's/^Forwarding from \(127[^ ]*\) .*/\1/p' "$work/forward")

port=$((20000 + RANDOM % 20000))
cat >"$work/prometheus.yaml" <<Y
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [$alerts]
scrape_configs: [{job_name: sluice, honor_labels: true, static_configs: [{targets: ["$target"]}]}]
Y
promtool check config "$work/prometheus.yaml" >/dev/null
prometheus --config.file="$work/prometheus.yaml" --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:$port --log.level=warn >"$work/prometheus.log" 2>&1 &
echo $! >>"$work/children"
curl -sf --retry 30 --retry-delay 1 --retry-all-errors "http://127.0.0.1:$port/-/ready" >/dev/null || fail "Prometheus: $(cat "$work/prometheus.log")"
ask() { curl -sf --data-urlencode "query=$1" "http://127.0.0.1:$port/api/v1/query"; }
# scraped QUERY : till Prometheus has it, half a minute at most
scraped() {
  for _ in $(seq 60); do
    [[ $(ask "$1" | jq '.data.result | length') == 0 ]] || return 0
    read -rt 0.5 <> <(:) || true
  done
  fail "Prometheus has no series for $1; the operator shows: $(curl -s "http://$target/metrics" | grep -v '^#' | cut -d'{' -f1 | sort -u | tr '\n' ' ')"
}

# What there is now: others that run beside this test add to it.
kubectl apply -f pipelines.yaml
run levels
await_pod levels-1 long 'jsonpath={.status.phase}=Running'
scraped 'sluice_gates_waiting >= 1'
scraped 'sluice_jobs_active >= 3'
scraped 'sum(sluice_runs_active) >= 1'
kubectl patch pipelinerun levels-1 --type=merge -p '{"spec":{"cancel":true}}'
ends levels-1 Cancelled

# One run of each kind makes the series, a second of each makes them grow while they are looked at.
for n in 1 2; do
  run watched good-$n
  run watched bad-$n "variables: {code: \"3\"}"
  ends good-$n Succeeded
  ends bad-$n Failed
  scraped "sluice_runs_total{outcome=\"Succeeded\"} >= $n"
  scraped "sluice_runs_total{outcome=\"Failed\"} >= $n"
done

failures=0
check() { # check WHERE QUERY : an answer with at least one number in it
  local query answer
  query=$(sed 's/\$__rate_interval/1m/g; s/\$__range/5m/g; s/\$__interval/10s/g; s/\${\?namespace\(:regex\)\?}\?/.*/g' <<<"$2")
  answer=$(curl -s --data-urlencode "query=$query" "http://127.0.0.1:$port/api/v1/query")
  if [[ $(jq -r .status <<<"$answer") != success ]]; then
    echo "NOT ANSWERED: $1: $query: $(jq -r .error <<<"$answer")"
  elif [[ $(jq '[.data.result[] | select(.value[1] != "NaN")] | length' <<<"$answer") == 0 ]]; then
    echo "NO NUMBER: $1: $query: $(jq -c .data.result <<<"$answer")"
  else
    echo "ok: $1: $(jq -c '[.data.result[].value[1]] | .[:4]' <<<"$answer") from $query"
    return
  fi
  failures=$((failures + 1))
}
queries=0
while IFS=$'\t' read -r title query; do
  check "dashboard, $title" "$query"
  queries=$((queries + 1))
done < <(jq -r '.. | objects | select(has("targets")) | .title as $t | .targets[] | "\($t)\t\(.expr)"' "$dashboard")
((queries >= 10)) || fail "the dashboard has $queries queries: not read rightly?"
# An alert's own query gives nothing while all is well: each series that it names must be there instead.
while read -r series; do check "alerts, series" "$series"; done < <(
  curl -s "http://127.0.0.1:$port/api/v1/rules" | jq -r '.data.groups[].rules[].query | scan("sluice_[a-z_]+")' | sort -u)
# The template variables' own queries.
while read -r series; do check "variables" "$series"; done < <(jq -r '.templating.list[].query | if type == "object" then .query else . end | scan("label_values\\(([^,]+),") | .[0]' "$dashboard")
see "health of the alerts' rules" "ok" "$(curl -s "http://127.0.0.1:$port/api/v1/rules" | jq -r '[.data.groups[].rules[].health] | unique | join(" ")')"
see "alerts that fire though all is well" "" "$(curl -s "http://127.0.0.1:$port/api/v1/alerts" | jq -r '.data.alerts[] | select(.state == "firing").labels.alertname')"
see "queries without an answer" 0 $failures
