"""The tables for people."""

from .budgets import differ
from .cluster import COMPONENTS


def report(done):
    """Of (workload, result) pairs."""
    rows = [(r, w) for w, r in done]
    results = [r for r, _ in rows]
    out = ["", "Time", table(TIME, rows), "", "Requests of the operator", table(COUNTS, rows), "", "Where the time goes (CPU seconds; share of all cores)",
           table(CPU, rows), "", "Requests of everybody", *clients(results)]  # fmt: skip
    if any(share(r, "other") > 0.15 for r in results):
        out += ["", "! other programs took more than 15 % of the machine: the seconds say little, the counts hold"]
    return "\n".join(out)


def table(columns, rows):
    cells = [[head for head, _ in columns]] + [[cell(r, w) for _, cell in columns] for r, w in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    return "\n".join("  " + "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))) for row in cells)


def number(value, digits=1):
    return "-" if value is None else f"{value:,.{digits}f}"


def count(value):
    return "-" if value is None else f"{value:,.1f}".removesuffix(".0")


def against(value, most):
    """The value, its budget, and a mark where it is over."""
    return count(value) + (f" / {most:g}" if most is not None else "") + ("  !" if most is not None and value is not None and value > most else "")


def seconds(result, workload):
    target = workload.budget.seconds
    mark = "" if target is None or result["seconds"] is None else " (ok)" if result["seconds"] <= target else " (slow)"
    return number(result["seconds"], 2) + (f" / {target:g}" if target else "") + mark


def share(result, process):
    return result["cpu"].get(process, 0) / (result["seconds"] * result["cores"]) if result["seconds"] else 0


def cpu(process):
    def cell(result, _):
        return f"{result['cpu'][process]:.1f} {share(result, process):4.0%}" if process in result["cpu"] else "-"

    return process, cell


NAME = ("", lambda r, w: w.name)
TIME = [
    NAME,
    ("runs", lambda r, w: str(w.runs)),
    ("pods", lambda r, w: str(w.pods)),
    ("seconds / target", seconds),
    ("floor", lambda r, w: number(r["floorSeconds"], 2)),
    ("x floor", lambda r, w: number(r["timesFloor"])),
    ("runs/min", lambda r, w: number(r["runsPerMinute"], 0)),
    ("p50", lambda r, w: number(r["p50"], 2)),
    ("p95", lambda r, w: number(r["p95"], 2)),
    ("operator's start", lambda r, w: number(r["operatorReadySeconds"])),
]
COUNTS = [
    NAME,
    ("writes/run", lambda r, w: against(r["writesPerRun"], w.budget.writes)),
    ("by metrics", lambda r, w: count(r["writesPerRunByMetrics"]) + (" differs" if differ(r) else " agrees")),
    ("events/run", lambda r, w: against(r["eventsPerRun"], w.budget.events)),
    ("reconciles/run", lambda r, w: against(r["reconcilesPerRun"], w.budget.reconciles)),
    ("at rest", lambda r, w: against(r["restReconciles"] + r["restWrites"], 0)),
    ("reads/run", lambda r, w: count(r["readsPerRun"])),
    ("409s", lambda r, w: str(r["conflicts"])),
    ("job controller", lambda r, w: count(r["jobControllerWrites"])),
    ("status bytes", lambda r, w: f"{r['statusBytes']:,}"),
    ("peak MiB", lambda r, w: number(r["peakMemory"] / 2**20, 0) if r["peakMemory"] else "-"),
]
CPU = [NAME, *(cpu(p) for p in ("operator", *COMPONENTS, "bench", "other"))]


def clients(results):
    for r in results:
        busiest = sorted(r["requestsByClient"].items(), key=lambda c: -c[1])[:7]
        yield f"  {r['name']:6} {sum(r['requestsByClient'].values()):6,}: " + ", ".join(f"{name} {n:,}" for name, n in busiest)
