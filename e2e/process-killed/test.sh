#!/usr/bin/env bash
# alone: the operator of the cluster is put to rest, and runs here as a process
# The operator as a process of this machine, with its account's own rights, is killed by SIGKILL after a few seconds, ever others, as
# often as it takes to the runs' end. No job runs twice.
. "$(dirname "$0")/../lib.sh"

jar=${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}
[[ -f $jar ]] || fail "no $jar: build it with mvn -pl operator/cli -am package, or name one in SLUICE_JAR"
cleanup() { operator scale 1; }
operator scale 0

token=$(command kubectl -n $operator_namespace create token sluice --duration=1h)
command kubectl config view --raw --flatten --minify -o json | jq --arg t "$token" '.users[0].user = {token: $t}' >"$work/kubeconfig"
chmod 600 "$work/kubeconfig"
operate() { # operate SECONDS : till it is killed
  local status=0
  env KUBECONFIG="$work/kubeconfig" SLUICE_PORT=0 SLUICE_LEADER_ELECTION=false timeout -s KILL "$1" java -jar "$jar" operator >>"$work/log" 2>&1 || status=$?
  ((status == 137)) || fail "the operator ended by itself with $status: $(tail -n 30 "$work/log")"
}
kubectl apply -f pipeline.yaml
watch_pods
for n in 1 2 3; do run survivor survivor-$n; done
kills=0
for seconds in 3 3.5 4 4.5 5 3.2 3.7 4.2 4.7 5.2 3.4 3.9 4.4 5 6 8 10 15 20 30; do
  operate $seconds
  kills=$((kills + 1))
  echo "killed after $seconds s: $(kubectl get pipelineruns --no-headers -o custom-columns=P:.status.phase,S:.status.progress | tr -s ' \n' ' ')"
  [[ $(kubectl get pipelineruns -o json | jq '[.items[] | select(.status.completionTime)] | length') != 3 ]] || break
done
echo "killed $kills times; at the end: $(kubectl get pipelineruns --no-headers)"
((kills >= 3)) || fail "the runs ended after $kills kills: nothing was shown"
for n in 1 2 3; do survived survivor-$n; done
see "Pods made by three runs" "$(survivors 3)" "$(created)"
if grep "forbidden: User" "$work/log"; then fail "the operator was forbidden something"; fi
