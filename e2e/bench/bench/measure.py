"""One workload: run, counted, timed, and compared with the floor."""

import json
import re
import secrets
import time
from collections import Counter
from statistics import quantiles

from . import floor, metrics, processes
from .api import Watch, create_all
from .audit import JOB_CONTROLLER, WRITES, AuditLog
from .cluster import BenchError
from .operator_process import USER

RUN_ENDED = re.compile(rb'"phase":"(Succeeded|Failed|Partial|Cancelled)"')
GROUP = "/apis/sluice.dev/v1alpha1/namespaces"
NAMESPACES = {"sluice-bench": "workload"}
REST_SECONDS = 5
ACCEPTED_WITHIN = 60
TIMEOUT = 120


def measure(cluster, workload, start_operator):
    """What --json shows of a workload. The operator is a fresh process and gone before the floor is timed."""
    namespace = Namespace(cluster.server, AuditLog(cluster.audit_log), f"bench-{object_name(workload)}-{secrets.token_hex(2)}")
    try:
        namespace.create()
        with start_operator() as operator:
            ready = operator.wait_until_ready()
            measurement = Measurement(cluster, namespace, operator, workload)
            measurement.run()
        measurement.floor = namespace.floor(workload.pods)
        return {**measurement.result(), "operatorReadySeconds": ready}
    finally:
        namespace.clear()


class Namespace:
    """A workload's place in the cluster, and what is done there while no operator runs."""

    def __init__(self, server, audit, name):
        self.server, self.audit, self.name = server, audit, name

    def create(self):
        self.server.create("/api/v1/namespaces", {"metadata": {"name": self.name, "labels": NAMESPACES}})

    def floor(self, pods):
        """As many Pods, like the ones the operator made, from the bench itself."""
        made = self.server.get(f"/api/v1/namespaces/{self.name}/pods?limit=1")["items"]
        self.clear()
        return floor.seconds_for(self.server, self.name, floor.like(made[0]), pods, TIMEOUT) if made else None

    def clear(self):
        """Pods go first, so that the garbage collector has nothing to find below the runs."""
        at_once = {"gracePeriodSeconds": 0, "propagationPolicy": "Background"}
        for path in ("/apis/batch/v1/{}/jobs", "/api/v1/{}/pods", "/apis/sluice.dev/v1alpha1/{}/pipelineruns",
                     "/apis/sluice.dev/v1alpha1/{}/pipelines", "/apis/apps/v1/{}/controllerrevisions", "/api/v1/{}/events"):  # fmt: skip
            self.server.delete(path.format(f"namespaces/{self.name}"), at_once)
        self.wait_for_the_cluster()

    def wait_for_the_cluster(self, at_most=20):
        """Until nobody writes: what is still cleaned up would be in the next figure."""
        end = time.monotonic() + at_most
        while time.monotonic() < end:
            mark = self.audit.mark()
            time.sleep(0.5)
            if sum(any(b'"verb":"%s"' % v.encode() in line for v in WRITES) for line in self.audit.lines(mark)) < 5:
                return


def delete_namespaces(server):
    """At the very end: the namespace controller would be busy with them for seconds."""
    selector = ",".join(f"{k}={v}" for k, v in NAMESPACES.items())
    for namespace in server.get(f"/api/v1/namespaces?labelSelector={selector}")["items"]:
        server.delete(f"/api/v1/namespaces/{namespace['metadata']['name']}")


class Measurement:
    """Follows one workload through, from the pipeline's acceptance to the rest after the last run."""

    def __init__(self, cluster, namespace, operator, workload):
        self.server, self.audit, self.operator, self.workload = cluster.server, namespace.audit, operator, workload
        self.namespace, self.floor = namespace.name, None
        self.pipeline = object_name(workload)
        self.pids = {**cluster.component_pids(), "operator": operator.pid}

    def run(self):
        self.prepare()
        watch = Watch(self.server, f"{GROUP}/{self.namespace}/pipelineruns", RUN_ENDED, self.workload.runs)
        try:
            mark, before = self.audit.mark(), self.operator.scrape()
            cpu = processes.cpu_now(self.pids)
            start = create_all(self.server, f"{GROUP}/{self.namespace}/pipelineruns", list(self.runs()))
            ended = self.wait_for_the_end(watch)
            self.cpu = processes.cpu_between(cpu, processes.cpu_now(self.pids))
            self.settled = self.wait_until_quiet(1.0, 10)
        finally:
            watch.close()
        after, end = self.operator.scrape(), self.audit.mark()
        self.seconds = watch.finished_at - start if ended else None
        self.memory = processes.peak_memory(self.operator.pid)
        self.requests = self.audit.requests_of(USER, mark, end)
        self.job_controller = self.audit.requests_of(JOB_CONTROLLER, mark, end)
        self.clients = self.audit.by_client(mark, end)
        self.reconciles = after.total(metrics.RECONCILES) - before.total(metrics.RECONCILES)
        self.counted = after.requests() - before.requests()
        self.rest()
        self.read(watch)

    def prepare(self):
        """The pipeline, accepted: as it is in a cluster long before its runs."""
        path = f"{GROUP}/{self.namespace}/pipelines"
        self.server.create(path, self.resource("Pipeline", {"name": self.pipeline}, self.workload.spec))
        end = time.monotonic() + ACCEPTED_WITHIN
        while not (accepted := condition(self.server.get(f"{path}/{self.pipeline}"), "Accepted")):
            self.operator.check_alive()
            if time.monotonic() > end:
                raise BenchError(f"{self.workload.name}: the pipeline was not looked at within {ACCEPTED_WITHIN} s:\n{self.operator.last_lines()}")
            time.sleep(0.1)
        if accepted["status"] != "True":
            raise BenchError(f"{self.workload.name}: the pipeline was refused: {accepted['message']}")
        self.wait_until_quiet(0.5, 10)

    def runs(self):
        width = len(str(self.workload.runs))
        for i in range(self.workload.runs):
            yield self.resource("PipelineRun", {"name": f"{self.pipeline}-{i:0{width}}"}, {"pipeline": self.pipeline})

    def resource(self, kind, metadata, spec):
        return {"apiVersion": "sluice.dev/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}

    def wait_for_the_end(self, watch):
        end = time.monotonic() + TIMEOUT
        while not (ended := watch.wait(1)) and time.monotonic() < end:
            self.operator.check_alive()
        return ended

    def wait_until_quiet(self, quiet, at_most):
        """Until the operator has asked nothing for that long (its lease apart); False where it does not stop."""
        mark, since, end = self.audit.mark(), time.monotonic(), time.monotonic() + at_most
        while time.monotonic() < end:
            time.sleep(0.1)
            now = self.audit.mark()
            asked = self.audit.requests_of(USER, mark, now)
            mark = now
            if asked.written or asked.events or asked.read:
                since = time.monotonic()
            elif time.monotonic() - since >= quiet:
                return True
        return False

    def rest(self):
        """What the operator does where there is nothing to do."""
        before, mark = self.operator.scrape(), self.audit.mark()
        time.sleep(REST_SECONDS)
        self.rest_reconciles = self.operator.scrape().total(metrics.RECONCILES) - before.total(metrics.RECONCILES)
        asked = self.audit.requests_of(USER, mark)
        self.rest_writes = asked.written + asked.events

    def read(self, watch):
        """Durations, outcomes and the size of the status, from the events kept while the clock ran."""
        born, died, self.status_bytes, self.outcomes = {}, {}, 0, {}
        for at, _, run in watch.objects():
            name, status = run["metadata"]["name"], run.get("status", {})
            born.setdefault(name, at)
            self.status_bytes = max(self.status_bytes, len(json.dumps(status, separators=(",", ":"), ensure_ascii=False).encode()))
            if "completionTime" in status and name not in died:
                died[name] = at
                self.outcomes[name] = f"{status['phase']}: {status.get('message', '')}" if status["phase"] != "Succeeded" else "Succeeded"
        self.durations = sorted(died[name] - born[name] for name in died)
        self.watch_reopened, self.watch_failure = watch.reopened, watch.failure and str(watch.failure)

    def result(self):
        runs, metric_writes, metric_events = self.workload.runs, writes_in(self.counted), events_in(self.counted)
        return {
            "name": self.workload.name, "title": self.workload.title, "runs": runs, "pods": self.workload.pods,
            "seconds": self.seconds, "floorSeconds": self.floor, "timesFloor": ratio(self.seconds, self.floor),
            "runsPerMinute": ratio(runs * 60, self.seconds),
            "p50": percentile(self.durations, 50), "p95": percentile(self.durations, 95),
            "writesPerRun": self.requests.written / runs, "writesPerRunByMetrics": metric_writes / runs,
            "eventsPerRun": self.requests.events / runs, "eventsPerRunByMetrics": metric_events / runs,
            "writes": dict(self.requests.writes), "readsPerRun": self.requests.read / runs, "reads": dict(self.requests.reads),
            "conflicts": self.requests.conflicts, "refused": dict(self.requests.refused),
            "reconcilesPerRun": self.reconciles / runs, "restReconciles": self.rest_reconciles, "restWrites": self.rest_writes,
            "quietAfterwards": self.settled, "jobControllerWrites": self.job_controller.written if self.workload.run_as_job else None,
            "statusBytes": self.status_bytes, "peakMemory": self.memory, "cpu": self.cpu, "cores": processes.CORES,
            "requestsByClient": dict(self.clients), "outcomes": dict(Counter(self.outcomes.values())), "watchReopened": self.watch_reopened,
            "watchFailure": self.watch_failure,
        }  # fmt: skip


def object_name(workload):
    return workload.name.lower().replace("@", "-")


def condition(resource, kind):
    return next((c for c in resource.get("status", {}).get("conditions", []) if c["type"] == kind), None)


def writes_in(counted):
    return sum(n for (verb, resource), n in counted.items() if verb in WRITES and resource.split("/")[0] not in ("events", "leases"))


def events_in(counted):
    return sum(n for (verb, resource), n in counted.items() if verb in WRITES and resource == "events")


def ratio(a, b):
    return a / b if a is not None and b else None


def percentile(values, percent):
    if len(values) < 2:
        return values[0] if values else None
    return quantiles(values, n=100, method="inclusive")[percent - 1]
