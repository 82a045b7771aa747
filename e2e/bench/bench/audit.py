"""What the API server says was asked of it: its audit log, JSON lines of level Metadata."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field

WRITES = ("create", "update", "patch", "delete", "deletecollection")
JOB_CONTROLLER = "system:serviceaccount:kube-system:job-controller"


@dataclass
class Requests:
    """Requests of one user, by "verb resource"; Events and the leader's lease are counted apart."""

    writes: Counter = field(default_factory=Counter)
    reads: Counter = field(default_factory=Counter)
    events: int = 0
    lease: int = 0
    conflicts: int = 0
    refused: Counter = field(default_factory=Counter)

    @property
    def written(self):
        return sum(self.writes.values())

    @property
    def read(self):
        return sum(self.reads.values())

    def add(self, verb, resource, code):
        if code >= 400:
            self.refused[f"{code} {verb} {resource}"] += 1
        if resource == "leases":
            self.lease += 1
        elif verb not in WRITES:
            self.reads[f"{verb} {resource}"] += 1
        elif resource == "events":
            self.events += 1
        else:
            self.writes[f"{verb} {resource}"] += 1
            self.conflicts += code == 409


class AuditLog:
    def __init__(self, path):
        self.path = path

    def mark(self):
        """A place in the log: what is written after it comes later."""
        return os.stat(self.path).st_size

    def lines(self, since, until=None):
        with open(self.path, "rb") as file:
            file.seek(since)
            data = file.read(-1 if until is None else until - since)
        return data[: data.rfind(b"\n") + 1].splitlines()

    def requests_of(self, user, since, until=None):
        return count(self.lines(since, until), user)

    def by_client(self, since, until=None):
        """The number of requests of each client, by the name in its user agent."""
        clients = Counter()
        for entry in entries(self.lines(since, until)):
            clients[client_of(entry)] += 1
        return clients


def count(lines, user):
    requests, mark = Requests(), f'"{user}"'.encode()
    for entry in entries(line for line in lines if mark in line):
        if entry["user"]["username"] != user:
            continue
        target = entry.get("objectRef", {})
        resource = target.get("resource", entry["requestURI"].split("?")[0])
        if target.get("subresource"):
            resource += "/" + target["subresource"]
        requests.add(entry["verb"], resource, entry.get("responseStatus", {}).get("code", 0))
    return requests


def entries(lines):
    """One entry a request: a watch is counted as it opens, all else as it ends."""
    for line in lines:
        entry = json.loads(line)
        if entry["stage"] == ("ResponseStarted" if entry["verb"] == "watch" else "ResponseComplete"):
            yield entry


def client_of(entry):
    user = entry["user"]["username"]
    if user.startswith("system:serviceaccount:kube-system:"):
        return user.rsplit(":", 1)[1]
    if user.startswith("system:serviceaccount:"):
        return user.rsplit(":", 1)[1] + " (operator)"
    if user == "system:apiserver":
        return "apiserver"
    return entry.get("userAgent", "unknown").split("/")[0].split(" ")[0]
