"""What is run, and what it may cost."""

from dataclasses import dataclass

IMAGE = "busybox:1.36"


@dataclass(frozen=True)
class Budget:
    """Counts for one run, at most; None: no limit. Seconds are for the whole workload, and only shown."""

    writes: int | None = None
    reconciles: int | None = None
    events: int = 2
    status_bytes: int = 100_000
    seconds: float | None = None


@dataclass(frozen=True)
class Workload:
    name: str
    title: str
    runs: int
    spec: dict
    pods: int
    budget: Budget
    run_as_job: bool = False


def step(name, **fields):
    return {"name": name, "image": IMAGE, "command": ["true"], **fields}


def chain(length):
    return [step(f"s{i}", dependsOn=[f"s{i - 1}"] if i > 1 else []) for i in range(1, length + 1)]


def layers(count, width):
    """Each step depends on all of the layer before."""
    names = [[f"l{layer}-{i}" for i in range(1, width + 1)] for layer in range(1, count + 1)]
    return [step(name, dependsOn=names[layer - 1] if layer else []) for layer in range(count) for name in names[layer]]


def fan(parallelism, **fields):
    return [step("fan", parallelism=parallelism, **fields)]


def workload(name, title, runs, steps, budget, run_as_job=False):
    return Workload(name, title, runs, {"steps": steps}, runs * sum(s.get("parallelism", 1) for s in steps), budget, run_as_job)


def full():
    return [
        workload("W0", "one run of a chain of 5 alone", 1, chain(5), Budget(writes=12, seconds=1)),
        workload("W1", "300 runs of one step at once", 300, chain(1), Budget(writes=4, reconciles=6, seconds=7.5)),
        workload("W2", "100 runs of a chain of 5", 100, chain(5), Budget(writes=12, reconciles=25, seconds=8)),
        workload("W3", "one run with parallelism 200", 1, fan(200), Budget(writes=205, seconds=2.5)),
        workload("W3J", "the same with runAs: Job", 1, fan(200, runAs="Job"), Budget(writes=10), run_as_job=True),
        workload("W4", "20 runs of 20 steps in 4 layers of 5", 20, layers(4, 5), Budget(writes=30, seconds=7)),
        workload("P1000", "one run with parallelism 1,000", 1, fan(1000), Budget()),
    ]


def short():
    """What CI has time for: fewer runs, and budgets a little above what a run costs today: writes closely, reconciles within what a faster machine splits events into."""
    return [
        workload("W0", "one run of a chain of 5 alone", 1, chain(5), Budget(writes=8, reconciles=9)),
        workload("W1", "60 runs of one step at once", 60, chain(1), Budget(writes=4, reconciles=5)),
        workload("W2", "20 runs of a chain of 5", 20, chain(5), Budget(writes=9, reconciles=15)),
        workload("W3", "one run with parallelism 50", 1, fan(50), Budget(writes=54, reconciles=100)),
        workload("W4", "5 runs of 20 steps in 4 layers of 5", 5, layers(4, 5), Budget(writes=27, reconciles=40)),
        workload("P1000", "one run with parallelism 1,000", 1, fan(1000), Budget(writes=1_010, reconciles=400, status_bytes=5_000)),
    ]
