"""The operator's own figures, from its /metrics."""

import re
import urllib.error
import urllib.request
from collections import Counter

REQUESTS = "sluice_api_requests_total"
RECONCILES = "sluice_reconciles_total"
SAMPLE = re.compile(r'^(\w+)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
VERBS = {"post": "create", "put": "update"}


class Metrics:
    """One scrape: samples by name."""

    def __init__(self, text):
        self.samples = {}
        for line in text.splitlines():
            if match := SAMPLE.match(line):
                name, labels, value = match.groups()
                self.samples.setdefault(name, []).append((dict(LABEL.findall(labels or "")), float(value)))

    def total(self, name):
        return sum(value for _, value in self.samples.get(name, []))

    def requests(self):
        """Requests by "verb resource", with the verbs of Kubernetes."""
        counted = Counter()
        for labels, value in self.samples.get(REQUESTS, []):
            verb = labels.get("verb", "?").lower()
            counted[VERBS.get(verb, verb), labels.get("resource", "?")] += value
        return counted


def scrape(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return Metrics(answer.read().decode())


def answers(port, path):
    """Whether an HTTP GET is answered with 200."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
