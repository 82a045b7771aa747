"""CPU seconds and memory of processes, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count()


def cpu_seconds(pid):
    """User and system time of a process so far; None where it is gone."""
    try:
        # The name in parentheses may hold spaces.
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICK


def peak_memory(pid):
    """Its largest resident size so far, in bytes; None where it is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def machine_seconds():
    """CPU seconds the whole machine has been busy."""
    user, nice, system, _, _, irq, softirq, steal = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK


def cpu_now(pids):
    """CPU seconds so far of each named process, of the bench itself, and of the machine."""
    now = {name: cpu_seconds(pid) for name, pid in pids.items()}
    return {**now, "bench": cpu_seconds(os.getpid()), "machine": machine_seconds()}


def cpu_between(before, after):
    """CPU seconds each used; what the machine did beside them is "other"."""
    used = {name: round(after[name] - before[name], 2) for name in before if before[name] is not None and after.get(name) is not None}
    used["other"] = round(max(0.0, used["machine"] - sum(v for k, v in used.items() if k != "machine")), 2)
    return used
