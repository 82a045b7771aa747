"""What the bench counts, and what it calls too much: `python3 e2e/bench/bench_test.py`."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import api, audit, budgets, floor, measure, metrics, report, workloads  # noqa: E402

OPERATOR = "system:serviceaccount:sluice-system:sluice"


def line(verb, resource, subresource=None, code=200, user=OPERATOR, stage="ResponseComplete", agent="x"):
    target = {"resource": resource} | ({"subresource": subresource} if subresource else {})
    return json.dumps({"stage": stage, "verb": verb, "user": {"username": user}, "objectRef": target, "userAgent": agent,
                       "requestURI": "/", "responseStatus": {"code": code}}, separators=(",", ":")).encode()  # fmt: skip


def result(**fields):
    """Of a W1 that is exactly at its budget."""
    good = {
        "runs": 300, "outcomes": {"Succeeded": 300}, "writesPerRun": 4, "writesPerRunByMetrics": 4, "eventsPerRun": 2, "eventsPerRunByMetrics": 2,
        "reconcilesPerRun": 6, "statusBytes": 100_000, "restReconciles": 0, "restWrites": 0, "quietAfterwards": True,
        "watchFailure": None,
    }  # fmt: skip
    return good | fields


class Audit(unittest.TestCase):
    def test_a_request_is_counted_where_it_belongs(self):
        for entry, expected in (
            (line("create", "pods", code=201), {"written": 1}),
            (line("patch", "pipelineruns", "status"), {"written": 1}),
            (line("create", "pods", code=409), {"written": 1, "conflicts": 1}),
            (line("create", "events", code=201), {"events": 1}),
            (line("update", "leases"), {"lease": 1}),
            (line("get", "leases"), {"lease": 1}),
            (line("list", "pods"), {"read": 1}),
            (line("watch", "pods", stage="ResponseStarted"), {"read": 1}),
            (line("watch", "pods"), {}),
            (line("create", "pods", user="admin"), {}),
            (line("create", "pods", user="admin", agent=OPERATOR), {}),
        ):
            requests = audit.count([entry], OPERATOR)
            seen = {k: getattr(requests, k) for k in ("written", "conflicts", "events", "lease", "read") if getattr(requests, k)}
            self.assertEqual(seen, expected, entry)

    def test_writes_are_told_apart_by_verb_and_subresource(self):
        requests = audit.count([line("patch", "pipelineruns", "status"), line("create", "pods"), line("create", "pods")], OPERATOR)
        self.assertEqual(requests.writes, {"patch pipelineruns/status": 1, "create pods": 2})


class Metrics(unittest.TestCase):
    TEXT = """
# HELP sluice_reconciles_total x
sluice_reconciles_total{controller="run"} 7.0
sluice_reconciles_total{controller="pipeline"} 1.0
sluice_api_requests_total{resource="pods",verb="POST"} 5.0
sluice_api_requests_total{resource="pods",verb="create"} 1.0
sluice_api_requests_total{resource="pods",verb="watch"} 3.0
sluice_api_requests_total{resource="pipelineruns/status",verb="patch"} 2.0
sluice_api_requests_total{resource="events",verb="create"} 4.0
sluice_api_requests_total{resource="leases",verb="update"} 9.0
"""

    def test_writes_are_without_reads_events_and_the_lease(self):
        scraped = metrics.Metrics(self.TEXT)
        self.assertEqual(scraped.total(metrics.RECONCILES), 8)
        self.assertEqual(measure.writes_in(scraped.requests()), 8)
        self.assertEqual(measure.events_in(scraped.requests()), 4)


class Budgets(unittest.TestCase):
    W1 = next(w for w in workloads.full() if w.name == "W1")

    def test_what_is_at_its_budget_is_no_problem(self):
        self.assertEqual(budgets.problems(self.W1, result()), [])

    def test_each_count_over_its_budget_is_a_problem(self):
        for fields, words in (
            ({"writesPerRun": 4.01, "writesPerRunByMetrics": 4.01}, "4.01 API writes a run, at most 4"),
            ({"eventsPerRun": 2.1, "eventsPerRunByMetrics": 2.1}, "2.1 Events a run, at most 2"),
            ({"reconcilesPerRun": 6.5}, "6.5 reconciles a run, at most 6"),
            ({"reconcilesPerRun": 0}, "count no reconciles"),
            ({"statusBytes": 100_001}, "100001 bytes of status, at most 100,000"),
            ({"restReconciles": 1}, "1 reconciles at rest, at most 0"),
            ({"restWrites": 1}, "1 API writes at rest, at most 0"),
            ({"quietAfterwards": False}, "went on asking"),
            ({"writesPerRunByMetrics": 3.9}, "metrics count 3.9 writes"),
            ({"outcomes": {"Succeeded": 299}}, "1 of 300 runs did not end"),
            ({"outcomes": {"Succeeded": 299, "Failed: s1 failed": 1}}, "1 runs did not succeed: Failed: s1 failed"),
        ):
            problems = budgets.problems(self.W1, result(**fields))
            self.assertEqual(len(problems), 1, problems)
            self.assertIn(words, problems[0])

    def test_seconds_are_no_problem(self):
        self.assertEqual(budgets.problems(self.W1, result(seconds=1000.0)), [])

    def test_the_short_form_allows_no_more_than_the_full_one_and_bounds_all_that_is_counted(self):
        full = {w.name: w.budget for w in workloads.full()}
        for w in workloads.short():
            for count in ("writes", "reconciles", "events", "status_bytes"):
                most, short = getattr(full[w.name], count), getattr(w.budget, count)
                self.assertIsNotNone(short, f"{w.name} {count}")
                self.assertTrue(most is None or short <= most, f"{w.name} {count}")


class Rest(unittest.TestCase):
    def test_the_name_is_the_objects_and_not_its_owners(self):
        event = b'{"type":"ADDED","object":{"kind":"Pod","metadata":{"name":"a-1","ownerReferences":[{"name":"b"}]}}}'
        self.assertEqual(api.name_in(event), b"a-1")

    def test_a_layer_depends_on_all_of_the_one_before(self):
        steps = {s["name"]: s["dependsOn"] for s in workloads.layers(4, 5)}
        self.assertEqual(len(steps), 20)
        self.assertEqual(steps["l1-1"], [])
        self.assertEqual(steps["l4-5"], [f"l3-{i}" for i in range(1, 6)])

    def test_a_pod_of_the_floor_has_no_owner_finalizer_or_node(self):
        made = floor.like({"metadata": {"name": "a", "uid": "1", "labels": {"x": "y"}, "ownerReferences": [{}], "finalizers": ["f"]},
                           "spec": {"nodeName": "n", "containers": []}, "status": {}})  # fmt: skip
        self.assertEqual(made, {"apiVersion": "v1", "kind": "Pod", "metadata": {"labels": {"x": "y"}}, "spec": {"containers": []}})

    def test_percentiles(self):
        self.assertEqual(measure.percentile([1.0], 95), 1.0)
        self.assertEqual(measure.percentile([1.0, 2.0, 3.0], 50), 2.0)
        self.assertIsNone(measure.percentile([], 50))

    def test_a_count_over_its_budget_is_marked(self):
        self.assertEqual([report.against(v, 4) for v in (4, 4.2)], ["4 / 4", "4.2 / 4  !"])


if __name__ == "__main__":
    unittest.main()
