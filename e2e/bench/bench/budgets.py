"""Which counts are over their budget. Seconds are never among them: a machine's vary."""


def problems(workload, result):
    """One line each; empty where the workload kept within its budget."""
    budget, name = workload.budget, workload.name
    wrong = [f"{name}: {count} runs did not succeed: {outcome}" for outcome, count in result["outcomes"].items() if outcome != "Succeeded"]
    unfinished = workload.runs - sum(result["outcomes"].values())
    if unfinished:
        why = f": the bench's watch broke: {result['watchFailure']}" if result["watchFailure"] else ""
        wrong.append(f"{name}: {unfinished} of {workload.runs} runs did not end in time{why}")
    for what, key, most in (
        ("API writes a run", "writesPerRun", budget.writes),
        ("Events a run", "eventsPerRun", budget.events),
        ("reconciles a run", "reconcilesPerRun", budget.reconciles),
        ("bytes of status", "statusBytes", budget.status_bytes),
        ("reconciles at rest", "restReconciles", 0),
        ("API writes at rest", "restWrites", 0),
    ):
        if most is not None and result[key] > most:
            wrong.append(f"{name}: {result[key]:.10g} {what}, at most {most:,}")
    if not result["quietAfterwards"]:
        wrong.append(f"{name}: the operator went on asking the API server for 10 s after the last run had ended")
    if not result["reconcilesPerRun"]:
        wrong.append(f"{name}: the operator's metrics count no reconciles")
    if differ(result):
        wrong.append(f"{name}: the operator's metrics count {result['writesPerRunByMetrics']:.10g} writes and {result['eventsPerRunByMetrics']:.10g} "
                     f"Events a run, the audit log {result['writesPerRun']:.10g} and {result['eventsPerRun']:.10g}")  # fmt: skip
    return wrong


def differ(result):
    """Whether the operator's own count is another than the API server's."""
    return any(abs(result[key] - result[f"{key}ByMetrics"]) * result["runs"] >= 0.5 for key in ("writesPerRun", "eventsPerRun"))
