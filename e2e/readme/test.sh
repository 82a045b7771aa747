#!/usr/bin/env bash
# alone: takes the operator away and brings it back
# Every command of README.md, as it stands there and in its order. One that is new in README has no way to be run here, and fails this
# test until it is given one.
. "$(dirname "$0")/../lib.sh"

cleanup() {
  command kubectl delete -f "$root/config/manifests" --ignore-not-found --timeout=2m >/dev/null
  operator up
}

# What is in ```sh blocks, and what begins like a command in `…` of the text; without comments.
commands() {
  python3 - "$root/README.md" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
for part in re.split(r"(```.*?```)", text, flags=re.S):
    if part.startswith("```sh\n"):
        lines = part[6:-3].replace("\\\n", " ").splitlines()
    elif part.startswith("```"):
        continue
    else:
        spans = re.findall(r"`([^`]+)`", part)
        lines = [s for s in spans if re.match(r"(\./sluice|mvn|kubectl|helm) ", s)]
    for line in lines:
        line = re.sub(r"\s+#.*$", "", line).strip()
        if line:
            print(" ".join(line.split()))
PYTHON
}

# Where README's own words are not all it takes: an image that this cluster has, a namespace that is ours, a watch that ends.
as_written() { (cd "$root" && bash -euo pipefail -c "$1") >"$work/said" 2>&1 || fail "$1: $(tail -n 20 "$work/said")"; }

play() {
  case $1 in
    "./sluice run -f config/samples/first.yaml")
      as_written "$1"
      see_match "what the first command says" 'Succeeded|succeeded' "$(tail -n 3 "$work/said")" ;;
    "./sluice run -f config/samples/feature-complete.yaml "*)
      as_written "$1"
      see_match "what production says" 'approved by' "$(cat "$work/said")" ;;
    "mvn verify") echo "ok: mvn verify: .ci/run begins with it, and this test is part of what follows" ;;
    *" -f FILE") as_written "${1/FILE/config/samples/first.yaml}" ;;
    "./sluice run --only A,B" | "./sluice run --force" | "./sluice run-stage STAGE" | "./sluice list" | "./sluice describe STAGE")
      made=${1/A,B/unit,integration} made=${made/STAGE/unit}
      as_written "$made -f config/samples/first.yaml"
      if [[ $1 == *--force ]]; then whole=$(ls -t "$root/.sluice/runs" | head -n 1); fi ;;
    "./sluice logs [RUN] [STAGE]")
      made=${1/\[RUN\]/$whole}
      as_written "${made/\[STAGE\]/build}"
      see_match "what a job wrote" 'building' "$(cat "$work/said")" ;;
    "./sluice doctor")
      as_written "$1 || (( \$? == 1 ))" # this machine need not have all it looks for
      see_match "what it looked at" '✓.*java' "$(cat "$work/said")" ;;
    "./sluice completion SHELL")
      as_written "source <(${1/SHELL/bash}); complete -p sluice"
      see_match "what bash knows then" 'complete .*sluice' "$(cat "$work/said")" ;;
    "./sluice init" | "./sluice init TEMPLATE")
      mkdir -p "$work/project"
      printf 'test:\n\ttrue\n' >"$work/project/Makefile"
      made=${1/TEMPLATE/security} made=${made#./sluice }
      # shellcheck disable=SC2086 # words of a command
      (cd "$work/project" && "$root/sluice" $made --force) >"$work/said" 2>&1 || fail "$1: $(cat "$work/said")"
      see_match "what to do next" 'next: sluice run' "$(tail -n 1 "$work/said")" ;;
    "./sluice run-pipeline --config FILE")
      as_written "${1/FILE/config/samples/dialects/nodes.json} --agents config/samples/dialects/agents.yaml"
      see_match "what came of it" 'Pipeline completed successfully' "$(tail -n 1 "$work/said")" ;;
    "./sluice rerun RUN") as_written "${1/RUN/$whole}" ;;
    "./sluice rollback RUN --to STEP")
      step=$(jq -r '.steps[0].name' "$root/.sluice/runs/$whole/run.json")
      made=${1/RUN/$whole}
      as_written "${made/STEP/$step} || (( \$? == 1 ))" # a step without a rollback task, and maybe no earlier run
      see_match "what a rollback says" "back to $step|rollback to $step" "$(cat "$work/said")" ;;
    "./sluice approval list") as_written "$1 -n $namespace" ;;
    "./sluice operator") as_written "./sluice operator --help" ;;
    "mvn -Pimage "*)
      [[ $1 == "mvn -Pimage -pl operator/cli -am package -DskipTests" ]] || fail "README builds the image otherwise than .ci/run: $1"
      echo "ok: $1: the image under test was made so, with another base" ;;
    "helm install sluice helm/sluice --namespace sluice-system --create-namespace --set image.repository=…")
      operator down
      as_written "${1/image.repository=…/image.repository=${SLUICE_IMAGE%:*} --set-string image.tag=${SLUICE_IMAGE##*:} --wait}" ;;
    "kubectl apply -f config/samples/first.yaml" | "kubectl create -f config/samples/first-run.yaml" | "kubectl explain pipeline.spec.steps")
      as_written "${1/kubectl/kubectl -n $namespace}" ;;
    "kubectl get pipelineruns --watch")
      made=$(kubectl get pipelineruns -o 'jsonpath={.items[0].metadata.name}')
      ends "$made" Succeeded
      as_written "timeout 3 ${1/kubectl/kubectl -n $namespace} || (( \$? == 124 ))"
      see_match "what one sees" "$made .*Succeeded" "$(cat "$work/said")" ;;
    "kubectl annotate pipelinerun … approve.sluice.dev/release="*)
      kubectl create -f - <<'YAML' >/dev/null
apiVersion: sluice.dev/v1alpha1
kind: PipelineRun
metadata: {name: asks}
spec: {pipelineSpec: {steps: [{name: release, block: {prompt: "Release?"}}]}}
YAML
      await asks 60 .status.phase WaitingApproval
      as_written "${1/kubectl annotate pipelinerun …/kubectl -n $namespace --as alice --as-group system:masters annotate pipelinerun asks}"
      ends asks Succeeded ;;
    "kubectl apply -f crds/generated -f config/manifests")
      # Both ways to install are the same thing in the same place: the chart's goes first.
      operator down
      command kubectl create namespace sluice-system --dry-run=client -o yaml | command kubectl apply -f - >/dev/null
      as_written "$1"
      command kubectl -n "$operator_namespace" set image deployment/sluice "operator=$SLUICE_IMAGE" >/dev/null
      command kubectl -n "$operator_namespace" rollout status deployment/sluice --timeout=2m >/dev/null
      command kubectl delete -f "$root/config/manifests" --timeout=2m >/dev/null ;;
    *) fail "README has a command that this test can't run yet: $1" ;;
  esac
  echo "ok: $1"
}

mapfile -t all < <(commands)
((${#all[@]} >= 10)) || fail "README has only ${#all[@]} commands: were they found?"
for command in "${all[@]}"; do play "$command"; done
