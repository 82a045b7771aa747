#!/usr/bin/env bash
# A Pod of the right name, or with the right labels, that somebody else made is never believed; the one that is in the way is named.
. "$(dirname "$0")/../lib.sh"

jar=${SLUICE_JAR:-$root/operator/cli/target/sluice.jar}
[[ -f $jar ]] || fail "no $jar: build it with mvn -pl operator/cli -am package, or name one in SLUICE_JAR"
stranger() { # stranger NAME [LABELS] : a Pod that ends well at once
  kubectl create -f - <<Y
apiVersion: v1
kind: Pod
metadata: {name: $1, labels: {${2:-a: b}}}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
  - {name: c, image: "busybox:latest", imagePullPolicy: IfNotPresent, command: ["true"], securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
Y
}
kubectl apply -f pipeline.yaml

run foreign
await_pod foreign-1 first 'jsonpath={.status.phase}=Running'
name=$(java -cp "$jar" PodName.java foreign-1 "$(get foreign-1 .metadata.uid)" second 0)
stranger "$name"
ends foreign-1 Failed
see_match "the one in the way is named" "$name" "$(step foreign-1 second .message)$(get foreign-1 .status.message)"

# Labels alone prove nothing: only the controller reference does.
run foreign foreign-2
await_pod foreign-2 first 'jsonpath={.status.phase}=Running'
stranger looks-like-second "$run_label: foreign-2, $step_label: second, sluice.dev/job: '0', $attempt_label: '1', sluice.dev/pipeline: foreign, app.kubernetes.io/managed-by: sluice"
kubectl wait pod/looks-like-second --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s
ends foreign-2 Succeeded
see "Pods of second: the stranger and the operator's own" 2 "$(pods foreign-2 second | wc -l)"
see "its own" "true" "$(kubectl get pods -l $run_label=foreign-2,$step_label=second -o json | jq '[.items[] | select(.metadata.ownerReferences[0].kind == "PipelineRun")] | length == 1')"
