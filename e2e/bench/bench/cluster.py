"""The cluster under the bench: the one KUBECONFIG names, or one of its own."""

import base64
import json
import os
import re
import ssl
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

from .api import Server

REPOSITORY = Path(__file__).resolve().parents[3]
COMPONENTS = ("apiserver", "etcd", "scheduler", "controller-manager", "simulated-node")


class BenchError(Exception):
    """What keeps the bench from measuring, in words for the person who started it."""


class Cluster:
    """What the bench needs of a cluster: a server, its audit log, its processes."""

    def __init__(self, environment, own=None):
        self.environment, self.own = environment, own
        self.server, self.certificate_authority = read_kubeconfig(environment)
        self.state = Path(environment["CLUSTER_STATE"]) if environment.get("CLUSTER_STATE") else None
        self.audit_log = find_audit_log(environment, self.state)
        if not any(n["metadata"]["name"] == "simulated" for n in self.server.get("/api/v1/nodes")["items"]):
            raise BenchError("the cluster has no simulated node: start one with `cluster up --simulated --audit`")

    def kubectl(self, *arguments, text=None):
        return kubectl(self.environment, *arguments, text=text)

    def component_pids(self):
        """By name; empty where the bench does not know how the cluster was started."""
        files = {c: self.state / f"{c}.pid" for c in COMPONENTS} if self.state else {}
        return {c: int(f.read_text()) for c, f in files.items() if f.exists()}

    def controller_qps(self):
        """The rate of the controller-manager's client; None where it can't be seen."""
        pid = self.component_pids().get("controller-manager")
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return int(float(command[command.index(b"--kube-api-qps") + 1]))
        except (OSError, ValueError):
            return None

    def close(self):
        if self.own:
            self.own.down()


class OwnCluster:
    """`cluster up --simulated --audit` of the script beside the repository, taken down afterwards."""

    def __init__(self, script):
        self.script = script
        state = Path(os.environ.get("CLUSTER_DIR", "/var/tmp/cluster"))
        if is_alive(state / "apiserver.pid"):
            raise BenchError(f"a cluster is up already in {state}: take it down, or name it with KUBECONFIG (simulated, with an audit log)")

    def up(self, qps=None):
        environment = dict(os.environ)
        if qps:
            environment["CLUSTER_CONTROLLER_QPS"] = str(qps)
        done = subprocess.run([self.script, "up", "--simulated", "--audit"], env=environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            self.down()
            raise BenchError(f"{self.script} up failed with exit code {done.returncode}: see above")
        # It prints `export A=b C=d`, to be read by a shell.
        shell = subprocess.run(["bash", "-c", 'eval "$1" && env -0', "-", done.stdout], env=environment, stdout=subprocess.PIPE, check=True)
        return Cluster(dict(e.split("=", 1) for e in shell.stdout.decode().split("\0") if "=" in e), self)

    def down(self):
        subprocess.run([self.script, "down"], stdout=subprocess.DEVNULL)


def find_script():
    """The cluster script: CLUSTER, or the one beside the repository; None where there is none."""
    script = Path(os.environ.get("CLUSTER") or REPOSITORY.parent / "shared/cluster/cluster")
    return str(script) if script.is_file() else None


def is_alive(pid_file):
    try:
        os.kill(int(pid_file.read_text()), 0)
        return True
    except (OSError, ValueError):
        return False


def find_audit_log(environment, state):
    named = environment.get("AUDIT_LOG")
    path = Path(named) if named else state / "audit.log" if state else None
    if path is None:
        raise BenchError("no audit log: set AUDIT_LOG to the API server's (JSON lines, level Metadata), or CLUSTER_STATE to the folder it is in")
    if not path.is_file():
        raise BenchError(f"no audit log at {path}: start the cluster with --audit, or set AUDIT_LOG")
    return path


def kubectl(environment, *arguments, text=None):
    try:
        done = subprocess.run(["kubectl", *arguments], env=environment, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        raise BenchError("kubectl is not on the PATH") from None
    if done.returncode:
        raise BenchError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def read_kubeconfig(environment):
    config = json.loads(kubectl(environment, "config", "view", "--raw", "--flatten", "--minify", "-o", "json"))
    try:
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        address = urllib.parse.urlsplit(cluster["server"])
    except (KeyError, IndexError, TypeError):
        raise BenchError("the kubeconfig has no current context with a cluster and a user") from None
    authority = base64.b64decode(cluster.get("certificate-authority-data", "")).decode() or None
    tls = ssl.create_default_context(cadata=authority)
    tls.set_alpn_protocols(["http/1.1"])
    if cluster.get("insecure-skip-tls-verify"):
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    if "client-certificate-data" in user:
        with tempfile.NamedTemporaryFile() as file:
            file.write(base64.b64decode(user["client-certificate-data"]) + b"\n" + base64.b64decode(user["client-key-data"]))
            file.flush()
            tls.load_cert_chain(file.name)
    elif "token" not in user:
        raise BenchError("the kubeconfig's user has neither a token nor a client certificate")
    return Server(address.hostname, address.port or 443, tls, user.get("token")), authority
