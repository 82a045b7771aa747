"""The operator as a fresh process, with an identity of its own and the chart's rights and memory."""

import base64
import json
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import metrics
from .api import ApiError
from .cluster import REPOSITORY, BenchError

NAMESPACE = "sluice-bench"
ACCOUNT = "sluice"
USER = f"system:serviceaccount:{NAMESPACE}:{ACCOUNT}"
# What the image makes of the chart's memory limit of 1 GiB.
HEAP = "-Xmx768m"
RULES = re.compile(r'\{\{- define "sluice\.rules" -\}\}\n(.*?)\{\{- end \}\}', re.DOTALL)


def find_jar():
    """The runnable jar: SLUICE_JAR, or the build's."""
    named = os.environ.get("SLUICE_JAR")
    jars = [Path(named)] if named else sorted((REPOSITORY / "operator/cli/target").glob("sluice*.jar"), key=lambda j: -j.stat().st_size)
    jars = [j for j in jars if not j.name.startswith("original-") and "-sources" not in j.name]
    if not jars or not jars[0].is_file():
        raise BenchError("no jar of the operator: build it with `mvn -pl operator/cli -am package -DskipTests`, or name it with SLUICE_JAR")
    return jars[0]


def install(cluster, kubeconfig):
    """The CRDs, and an account with the chart's rights; writes the kubeconfig that acts as it."""
    cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(REPOSITORY / "crds/generated"))
    for resource in ("pipelines", "pipelineruns"):
        wait_until_served(cluster.server, f"/apis/sluice.dev/v1alpha1/{resource}")
    cluster.kubectl("apply", "-f", "-", text=account(chart_rules()))
    token = cluster.server.create(
        f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts/{ACCOUNT}/token",
        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 86_400}},
    )["status"]["token"]
    write_kubeconfig(cluster, token, kubeconfig)
    return kubeconfig


def wait_until_served(server, path, seconds=30):
    """The resources of a new CRD can't be listed at once."""
    end = time.monotonic() + seconds
    while True:
        try:
            return server.get(path)
        except ApiError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def chart_rules():
    template = (REPOSITORY / "helm/sluice/templates/rbac.yaml").read_text()
    if not (match := RULES.search(template)):
        raise BenchError('the chart\'s templates/rbac.yaml has no block "sluice.rules"')
    return match.group(1)


def account(rules):
    return f"""
apiVersion: v1
kind: Namespace
metadata: {{name: {NAMESPACE}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: {ACCOUNT}, namespace: {NAMESPACE}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {{name: {NAMESPACE}}}
rules:
{rules}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {{name: {NAMESPACE}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {NAMESPACE}}}
subjects: [{{kind: ServiceAccount, name: {ACCOUNT}, namespace: {NAMESPACE}}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {{name: election, namespace: {NAMESPACE}}}
rules:
- {{apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update, patch]}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: election, namespace: {NAMESPACE}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: election}}
subjects: [{{kind: ServiceAccount, name: {ACCOUNT}, namespace: {NAMESPACE}}}]
"""


def write_kubeconfig(cluster, token, path):
    server = {"server": f"https://{cluster.server.host}:{cluster.server.port}"}
    if cluster.certificate_authority:
        server["certificate-authority-data"] = base64.b64encode(cluster.certificate_authority.encode()).decode()
    config = {
        "apiVersion": "v1", "kind": "Config", "current-context": "bench",
        "clusters": [{"name": "bench", "cluster": server}],
        "users": [{"name": "bench", "user": {"token": token}}],
        "contexts": [{"name": "bench", "context": {"cluster": "bench", "user": "bench"}}],
    }  # fmt: skip
    path.touch(mode=0o600)
    path.write_text(json.dumps(config))


class Operator:
    """One process, from its start to its graceful end; `with` it."""

    def __init__(self, cluster, jar, kubeconfig, log):
        self.log, self.port = log, free_port()
        # A lease that the last process held would only add its expiry to the start.
        cluster.server.delete(f"/apis/coordination.k8s.io/v1/namespaces/{NAMESPACE}/leases")
        environment = {
            **cluster.environment, "KUBECONFIG": str(kubeconfig), "POD_NAMESPACE": NAMESPACE, "POD_NAME": "bench",
            "SLUICE_METRICS_PORT": str(self.port),
        }  # fmt: skip
        with open(log, "wb") as file:
            self.process = subprocess.Popen(["java", HEAP, "-jar", str(jar), "operator"], env=environment, stdin=subprocess.DEVNULL,
                                            stdout=file, stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def wait_until_ready(self, seconds=60):
        """The seconds from its start."""
        start = time.monotonic()
        while not metrics.answers(self.port, "/readyz"):
            self.check_alive()
            if time.monotonic() > start + seconds:
                raise BenchError(f"the operator is not ready after {seconds} s:\n{self.last_lines()}")
            time.sleep(0.1)
        return round(time.monotonic() - start, 1)

    def check_alive(self):
        if self.process.poll() is not None:
            raise BenchError(f"the operator ended with exit code {self.process.returncode}:\n{self.last_lines()}")

    def last_lines(self):
        return "\n".join(Path(self.log).read_text(errors="replace").splitlines()[-15:])

    def scrape(self):
        return metrics.scrape(self.port)

    def stop(self, seconds=45):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
