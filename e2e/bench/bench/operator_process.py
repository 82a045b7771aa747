"""The operator as a fresh process, with an identity of its own and the chart's rights and memory."""

import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import metrics
from .api import ApiError
from .cluster import REPOSITORY, BenchError

MANIFESTS = REPOSITORY / "config/manifests/sluice.yaml"
NAMESPACE = "sluice-system"
USER = f"system:serviceaccount:{NAMESPACE}:sluice"
# What a JVM makes of the Deployment's memory limit of 1 GiB: the image's 75 % of it, and the collector of small machines.
HEAP, COLLECTOR = "-Xmx768m", "-XX:+UseSerialGC"
FLAG = re.compile(r"<jvmFlag>(.*?)</jvmFlag>")
VARIABLE = re.compile(r"- name: (\w+)\n +value: (.*)")


def build(folder):
    """The runnable jar in a folder of its own, so that a build under way does not take it from a running operator.

    It is SLUICE_JAR, or what the launcher builds when that is missing or older than its sources.
    """
    jar = Path(os.environ.get("SLUICE_JAR") or REPOSITORY / "operator/cli/target/sluice.jar")
    if "SLUICE_JAR" not in os.environ:
        done = subprocess.run([REPOSITORY / "sluice", "--version"], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise BenchError("the operator can't be built: see above")
    if not jar.is_file():
        raise BenchError(f"no jar of the operator at {jar}")
    shutil.copy(jar, folder)
    if (jar.parent / "lib").is_dir():
        shutil.copytree(jar.parent / "lib", folder / "lib")
    return folder / jar.name


def install(cluster, kubeconfig):
    """The CRDs and all of the plain manifests but what would run the operator; writes the kubeconfig of its account."""
    if cluster.server.get(f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments")["items"]:
        raise BenchError(f"an operator is installed in {NAMESPACE}: uninstall it, the bench starts one of its own")
    cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(REPOSITORY / "crds/generated"))
    for resource in ("pipelines", "pipelineruns"):
        wait_until_served(cluster.server, f"/apis/sluice.dev/v1alpha1/{resource}")
    documents = re.split(r"^---$", MANIFESTS.read_text(), flags=re.MULTILINE)
    cluster.kubectl("apply", "-f", "-", text="---".join(d for d in documents if "kind: Deployment" not in d))
    token = cluster.server.create(
        f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts/sluice/token",
        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 86_400}},
    )["status"]["token"]
    write_kubeconfig(cluster, token, kubeconfig)
    return kubeconfig


def is_new(cluster):
    """Whether the cluster has never heard of pipelines."""
    try:
        cluster.server.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/pipelineruns.sluice.dev")
        return False
    except ApiError as e:
        if e.status != 404:
            raise
        return True


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


def jvm_flags():
    """The image's, and what follows from the Deployment's limits."""
    flags = FLAG.findall((REPOSITORY / "operator/cli/pom.xml").read_text())
    return [*flags, HEAP, *([] if any(re.fullmatch(r"-XX:\+Use\w+GC", f) for f in flags) else [COLLECTOR])]


def settings():
    """The environment that the Deployment gives the operator."""
    return {name: json.loads(value) if value.startswith('"') else value for name, value in VARIABLE.findall(MANIFESTS.read_text())}


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
        environment = {
            **cluster.environment, **settings(), "KUBECONFIG": str(kubeconfig), "POD_NAMESPACE": NAMESPACE, "POD_NAME": "bench",
            "SLUICE_PORT": str(self.port),
        }  # fmt: skip
        with open(log, "wb") as file:
            self.process = subprocess.Popen(["java", *jvm_flags(), "-jar", str(jar), "operator"], env=environment, stdin=subprocess.DEVNULL,
                                            stdout=file, stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def wait_until_ready(self, seconds=120):
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
        """Of its log, without the frames of stack traces."""
        lines = [line[:300] for line in Path(self.log).read_text(errors="replace").splitlines() if not line.startswith(("\tat ", "\t..."))]
        return "\n".join(lines[-6:])

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
