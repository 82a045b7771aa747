#!/usr/bin/env bash
# alone: last of all, reads what the operator has asked of the API server in all the other tests
# Every right that the chart gives is one that the operator uses, and it never asked for another.
# SLUICE_AUDIT_LOG names the API server's audit log (JSON lines); without one there is nothing to judge by.
. "$(dirname "$0")/../lib.sh"

[[ ${SLUICE_AUDIT_LOG:-} ]] || { echo "skipped: SLUICE_AUDIT_LOG does not name the API server's audit log"; exit 77; }
account=$(operator user)
# With the operator's token in hand `approval-attacks` asks for what it may not: that is a test's question, asked by kubectl.
itself='def itself: .user.username == $user and (.userAgent // "" | startswith("kubectl/") | not);'
jq -r --arg user "$account" "$itself"'select(itself and .objectRef != null) | .objectRef as $o
  | "\($o.apiGroup // "")/\($o.resource)\(if $o.subresource then "/" + $o.subresource else "" end) \(.verb) \(.responseStatus.code // 0)"' \
  "$SLUICE_AUDIT_LOG" | sort | uniq -c >"$work/asked"
cat "$work/asked"
# Operators that an upgrade or an uninstall is about to stop may still ask when helm has taken a role of theirs away: for the Lease without
# the election's, for the policy without that of approvals. That is no right they lack. Nor is what can't be made in a namespace that is being
# deleted. Everything else that was refused is.
jq -r --arg user "$account" --arg namespace "$operator_namespace" "$itself"'
  select(.objectRef != null) | .objectRef as $o
  | if ($o.resource == "roles" and $o.namespace == $namespace or $o.resource == "clusterroles" and ($o.name // "" | endswith("-approvals")))
      and (.verb == "delete" or .verb == "create") and .responseStatus.code < 300
    then "\(.requestReceivedTimestamp) \(if $o.resource == "roles" then "coordination.k8s.io" else "admissionregistration.k8s.io" end) \(.verb)"
    elif itself and .responseStatus.code == 403 and (.responseStatus.message // "" | contains("is being terminated") | not)
    then "\(.requestReceivedTimestamp) refused \($o.apiGroup // "")/\($o.resource) \(.verb)" else empty end' "$SLUICE_AUDIT_LOG" |
  sort | awk '$2 != "refused" {gone[$2] = $3 == "delete"; next} {split($3, group, "/")} !gone[group[1]]' >"$work/refused"
see "requests that were refused for want of a right" "" "$(cat "$work/refused")"
awk '{print $2, $3}' "$work/asked" | sort -u >"$work/used"

# Granted by the ClusterRole, and by the Role of the election.
helm template sluice "$root/helm/sluice" --kube-version 1.34.0 -n $operator_namespace --set replicas=2 --set rbac.aggregateToDefaultRoles=false |
  command kubectl create --dry-run=client -f - -o json | jq -r 'select(.kind == "ClusterRole" or .kind == "Role") | .rules[]
    | .verbs[] as $v | .apiGroups[] as $g | .resources[] as $r | "\($g)/\($r) \($v)"' | sort -u >"$work/granted"
see_match "rights granted" '^[1-9]' "$(wc -l <"$work/granted")"

# To see what is in the way when something of that name exists already: after a kill between a request and its answer, now and then.
# And the framework demands one right for the election that it does not use.
grep -vxE '/pods get|batch/jobs get|apps/controllerrevisions get|sluice.dev/pipelineruns get|/persistentvolumeclaims get|coordination.k8s.io/leases update' "$work/granted" >"$work/expected"
see "rights that no test made it use" "" "$(comm -23 "$work/expected" "$work/used")"
# What an account may do of its own is for everybody to ask: Kubernetes itself grants that.
see "requests that no right of the chart allows" "" \
  "$(comm -13 "$work/granted" "$work/used" | grep -vx 'authorization.k8s.io/selfsubjectrulesreviews create' || true)"
