"""The floor: how long the cluster takes for as many Pods with nobody between them and a plain client."""

import re

from .api import Watch, create_all

FINISHED = re.compile(rb'"phase":"(Succeeded|Failed)"')
BY_THE_CLUSTER = ("nodeName", "serviceAccount", "tolerations", "priority", "preemptionPolicy")


def like(pod):
    """What a client sends to get a Pod like this one: without what the cluster wrote into it, and without
    its owner, since the garbage collector takes Pods whose owner is gone."""
    spec = {k: v for k, v in pod["spec"].items() if k not in BY_THE_CLUSTER}
    metadata = {k: v for k, v in pod["metadata"].items() if k in ("labels", "annotations")}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def seconds_for(server, namespace, template, count, timeout):
    """From the first create until the last of them has ended, as a watch sees it; None where that did not happen."""
    path = f"/api/v1/namespaces/{namespace}/pods"
    pods = [{**template, "metadata": {**template["metadata"], "name": f"floor-{i}"}} for i in range(count)]
    watch = Watch(server, path, FINISHED, count)
    try:
        start = create_all(server, path, pods)
        return watch.finished_at - start if watch.wait(timeout) else None
    finally:
        watch.close()
