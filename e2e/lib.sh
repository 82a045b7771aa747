# What every test.sh begins with:   . "$(dirname "$0")/../lib.sh"
# It makes a namespace that enforces the restricted Pod Security Standard, goes into the test's folder, and tells all there is to
# know when the test fails. Waiting is done by `kubectl wait` and `kubectl get --watch`, never by sleeping in a loop.
#
# KUBECONFIG names the cluster, SLUICE_IMAGE an image that it has; the operator is there (e2e/operator up).
set -euo pipefail
shopt -s inherit_errexit

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
test_name=$(basename "$here")
cd "$here"

: "${KUBECONFIG:?must name a cluster}"
operator_namespace=sluice-system
namespace=e2e-$test_name-$(head -c 3 /dev/urandom | od -An -tx1 | tr -d ' \n')
work=$(mktemp -d)
began=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Labels of Pods, as in the operator's Labels.java.
run_label=sluice.dev/run step_label=sluice.dev/step attempt_label=sluice.dev/attempt
# A Pod as "step index attempt"; one of a batch/v1 Job has its place in it instead of an index.
job_of='def job: .metadata.labels as $l | "\($l["sluice.dev/step"]) \($l["sluice.dev/job"] // (($l["sluice.dev/first-job"] | tonumber) + ($l["batch.kubernetes.io/job-completion-index"] | tonumber))) \($l["sluice.dev/attempt"])";'

kubectl() { command kubectl -n "$namespace" "$@"; }

# --- saying what is expected ---

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# see WHAT EXPECTED SEEN
see() {
  [[ $2 == "$3" ]] || fail "$1: expected '$2', seen '$3'"
  echo "ok: $1: $2"
}

# see_match WHAT REGEX SEEN
see_match() {
  grep -Eq -- "$2" <<<"$3" || fail "$1: expected something like '$2', seen '$3'"
  echo "ok: $1: ${3:0:300}"
}

# refused REGEX COMMAND… : the command fails and says something like that
refused() {
  local expected=$1 said
  shift
  if said=$("$@" 2>&1); then fail "expected a refusal like '$expected' of: $*; it was accepted: $said"; fi
  see_match "refused" "$expected" "$said"
}

# --- runs ---

# run PIPELINE [NAME [MORE]] : makes a run of it, called PIPELINE-1 unless a name is given; MORE is more of its spec, e.g. "timeout: 5s"
run() {
  local pipeline=$1 name=${2:-$1-1} more=${3:+, $3}
  command kubectl -n "$namespace" create -f - <<YAML
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: $name}
spec: {pipeline: $pipeline$more}
YAML
}

# get RUN JSONPATH, e.g. get chain-1 .status.phase
get() { kubectl get pipelinerun "$1" -o "jsonpath={$2}"; }

step() { get "$1" ".status.steps[?(@.name==\"$2\")]$3"; }

output() { get "$1" ".status.steps[?(@.name==\"$2\")].outputs[?(@.index==$4)].values.$3"; }

# await RUN SECONDS JSONPATH [VALUE] : what stands there comes to be VALUE, or anything at all
await() {
  kubectl wait pipelinerun/"$1" --for="jsonpath={$3}${4:+=$4}" --timeout="${2}s" >/dev/null 2>"$work/await" ||
    fail "$1: $3 did not come to be '${4:-there}' in $2 s: $(cat "$work/await"); it is '$(get "$1" "$3")'"
}

# await_step RUN STEP STATE [SECONDS]
await_step() { await "$1" "${4:-60}" ".status.steps[?(@.name==\"$2\")].state" "$3"; }

# ends RUN PHASE [SECONDS] : the run comes to its end within that time, and this is the end
ends() {
  local phase
  await "$1" "${3:-90}" .status.completionTime
  phase=$(get "$1" .status.phase)
  [[ $phase == "$2" ]] || fail "phase of $1: expected '$2', seen '$phase': $(get "$1" .status.message)"
  echo "ok: phase of $1: $2"
}

# reason RUN EXPECTED : of the condition Succeeded
reason() { see "reason of $1" "$2" "$(get "$1" '.status.conditions[?(@.type=="Succeeded")].reason')"; }

# pods RUN [STEP] : one line a Pod: step index attempt phase name
pods() {
  kubectl get pods -l "$run_label=$1${2:+,$step_label=$2}" -o json |
    jq -r "$job_of"'.items[] | "\(job) \(.status.phase) \(.metadata.name)"' |
    sort -k1,1 -k2,2n -k3,3n
}

# await_pod RUN STEP CONDITION [SECONDS] : e.g. jsonpath={.status.phase}=Running
await_pod() {
  # `kubectl wait` fails at once where there is nothing to wait for: --for=create looks for it first.
  kubectl wait pod -l "$run_label=$1,$step_label=$2" --for=create --timeout="${4:-60}s" >/dev/null &&
    kubectl wait pod -l "$run_label=$1,$step_label=$2" --for="$3" --timeout="${4:-60}s" >/dev/null ||
    fail "no Pod of $1/$2 came to $3 in ${4:-60} s"
}

# watch_pods : writes every state of every Pod of the namespace to $work/pods.jsonl until the test's end
watch_pods() {
  command kubectl -n "$namespace" get pods --watch --output-watch-events -o json >"$work/pods.jsonl" 2>/dev/null &
  echo $! >>"$work/children"
}

# created : of what watch_pods saw: one line a Pod, "step index attempt"
created() {
  jq -rs "$job_of"'[.[].object | select(.metadata.labels["sluice.dev/step"])] | unique_by(.metadata.uid) | .[] | job' "$work/pods.jsonl" | sort -k1,1 -k2,2n -k3,3n
}

# survivors N : what must have been made for N runs of the pipeline that the tests share which kill the operator: each job once
survivors() {
  local line
  for line in "flaky 0 1" "flaky 0 2" "grouped 0 1" "grouped 1 1" "last 0 1" "one 0 1" "one 1 1" "one 2 1" "three 0 1" "two 0 1" "two 1 1"; do
    for _ in $(seq "$1"); do echo "$line"; done
  done
}

# survived RUN N : of N such runs this one ended well, no job ran twice, no container was restarted
survived() {
  ends "$1" Succeeded 240
  see "an output from before the kill reaches a step after it" "$(output "$1" one who 1)" "$(output "$1" three who 0)"
  see "restarts of containers of $1" "" "$(kubectl get pods -l "$run_label=$1" -o json | jq -r '.items[] | select(any(.status.containerStatuses[]?; .restartCount > 0)) | .metadata.name')"
}

# times RUN STEP : "start end" of its containers, in seconds since the epoch
times() {
  kubectl get pods -l "$run_label=$1,$step_label=$2" -o json |
    jq -r '[.items[].status.containerStatuses[0].state.terminated] | "\(map(.startedAt|fromdate)|min) \(map(.finishedAt|fromdate)|max)"'
}

# after RUN LATER EARLIER : no container of step LATER started before the last of EARLIER ended
after() {
  local later earlier
  later=$(times "$1" "$2"); earlier=$(times "$1" "$3")
  ((${later% *} >= ${earlier#* })) || fail "$2 started at ${later% *}, before $3 ended at ${earlier#* }"
  echo "ok: $2 after $3"
}

# --- the program, here ---

# sluice ARGUMENTS… : the command line, from the jar, in the test's namespace
sluice() { java -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" "$@" -n "$namespace"; }

# exits STATUS COMMAND… : what it says is in $said
exits() {
  local expected=$1 status=0
  shift
  said=$("$@" 2>&1) || status=$?
  [[ $status == "$expected" ]] || fail "expected exit status $expected of: $*; it was $status: $said"
  echo "ok: exit status $status of $1 $2"
}

# --- people ---

# people NAME… : they may do here what Kubernetes' role `edit` allows. SLUICE_PEOPLE names a folder of kubeconfigs, NAME.kubeconfig, as
# which they come: alice and bob are in the group devops, all others in none. Without it the caller impersonates them.
people() {
  local name
  for name in "$@"; do
    command kubectl -n "$namespace" create rolebinding "$name" --clusterrole=edit --user="$name" >/dev/null
  done
}

# as NAME COMMAND… : kubectl as that person
as() {
  local name=$1 groups=()
  shift
  if [[ ${SLUICE_PEOPLE:-} ]]; then
    command kubectl --kubeconfig "$SLUICE_PEOPLE/$name.kubeconfig" -n "$namespace" "$@"
  else
    [[ $name != alice && $name != bob ]] || groups=(--as-group=devops)
    command kubectl --as="$name" "${groups[@]}" --as-group=system:authenticated -n "$namespace" "$@"
  fi
}

# sluice_as NAME ARGUMENTS… : the command line as that person
sluice_as() {
  local name=$1 java=(java) kubeconfig=$KUBECONFIG
  shift
  if [[ ${SLUICE_PEOPLE:-} ]]; then
    kubeconfig=$SLUICE_PEOPLE/$name.kubeconfig
  else
    java+=("-Dkubernetes.impersonate.username=$name" -Dkubernetes.impersonate.group=system:authenticated)
    [[ $name != alice && $name != bob ]] || java[-1]+=,devops
  fi
  KUBECONFIG=$kubeconfig "${java[@]}" -jar "${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}" "$@"
}

# says NAME RUN KEY=VALUE… : annotates a run as that person, over what is there
says() { as "$1" annotate --overwrite pipelinerun "$2" "${@:3}" >/dev/null && echo "ok: $1 says ${*:3}"; }

# gate RUN GATE JSONPATH
gate() { get "$1" ".status.gates[?(@.name==\"$2\")]$3"; }

# decisions RUN GATE : one line each, "person verdict void"
decisions() {
  kubectl get pipelinerun "$1" -o json | jq -r --arg gate "$2" '.status.gates[] | select(.name == $gate) | .decisions // [] | .[]
    | "\(.person) \(.verdict)\(if .void then " (\(.void))" else "" end)"'
}

# await_decisions RUN GATE COUNT [SECONDS]
await_decisions() { await "$1" "${4:-30}" ".status.gates[?(@.name==\"$2\")].decisions[$(($3 - 1))].person"; }

# event RUN REASON REGEX : there comes to be an Event like that
event() {
  local seen i
  for i in 1 2 3 4 5 6 7 8 9 10; do
    seen=$(kubectl get events --field-selector "involvedObject.name=$1,reason=$2" -o jsonpath='{range .items[*]}{.message}{"\n"}{end}')
    grep -Eq -- "$3" <<<"$seen" && break
    timeout 2 kubectl get events --watch-only --field-selector "involvedObject.name=$1,reason=$2" >/dev/null 2>&1 || true
  done
  see_match "Event $2 of $1" "$3" "$seen"
}

# --- disks ---

# disks N : N volumes of 10Mi on the node's disk, of a StorageClass called as the namespace; cleanup() { no_disks; } takes them away
disks() {
  local n
  command kubectl create namespace "$namespace-disks" >/dev/null # only root may make folders there
  command kubectl -n "$namespace-disks" wait serviceaccount/default --for=create --timeout=30s >/dev/null
  command kubectl -n "$namespace-disks" create -f - >/dev/null <<YAML
{apiVersion: v1, kind: Pod, metadata: {name: root}, spec: {restartPolicy: Never, volumes: [{name: v, hostPath: {path: /var/tmp/$namespace, type: DirectoryOrCreate}}],
 containers: [{name: root, image: "busybox:latest", imagePullPolicy: IfNotPresent, command: [sh, -ec, "for n in \$(seq $1); do mkdir -p /v/\$n; chmod 777 /v/\$n; done"], volumeMounts: [{name: v, mountPath: /v}]}]}}
YAML
  command kubectl -n "$namespace-disks" wait pod/root --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s >/dev/null
  for n in $(seq "$1"); do
    command kubectl create -f - >/dev/null <<YAML
{apiVersion: v1, kind: PersistentVolume, metadata: {name: $namespace-$n, labels: {sluice.dev/e2e: $namespace}},
 spec: {storageClassName: $namespace, capacity: {storage: 10Mi}, accessModes: [ReadWriteOnce], hostPath: {path: /var/tmp/$namespace/$n}}}
YAML
  done
}

no_disks() {
  command kubectl delete pv -l "sluice.dev/e2e=$namespace" --wait=false >/dev/null 2>&1
  command kubectl delete namespace "$namespace-disks" --wait=false >/dev/null 2>&1
}

# --- the operator ---

operator() { "$root/e2e/operator" "$@"; }

operator_log() { command kubectl -n "$operator_namespace" logs -l app.kubernetes.io/name=sluice --tail=-1 --prefix "$@" 2>/dev/null; }

# --- beginning and end ---

finish() {
  local status=$?
  set +e
  [[ ! -f $work/children ]] || xargs -r kill <"$work/children" 2>/dev/null
  if ((status)); then
    {
      echo "--- what was there when $test_name failed"
      kubectl get pipelines,pipelineruns,pods,jobs,controllerrevisions -o wide
      echo "--- runs"; kubectl get pipelineruns -o yaml
      echo "--- events"; kubectl get events --sort-by=.lastTimestamp
      echo "--- operator"; operator_log --since-time="$began" | tail -n 100
    } >&2 2>&1
  elif operator_log --since-time="$began" | grep -E 'forbidden: User' >&2; then
    echo "FAILED: the operator was forbidden something: its role lacks a right" >&2
    status=1
  fi
  type cleanup >/dev/null 2>&1 && cleanup
  [[ ${KEEP:-} ]] || command kubectl delete namespace "$namespace" --wait=false >/dev/null 2>&1
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

command kubectl create -f - >/dev/null <<YAML
apiVersion: v1
kind: Namespace
metadata:
  name: $namespace
  labels: {pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/warn: restricted, sluice.dev/e2e: "true"}
YAML
# Pods can be made once the namespace has its account.
command kubectl -n "$namespace" wait serviceaccount/default --for=create --timeout=30s >/dev/null
