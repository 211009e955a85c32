# SPDX-License-Identifier: Apache-2.0
"""What this machine can take: how many compilers at once."""

from __future__ import annotations

import os
from pathlib import Path

BYTES_PER_JOB = 800 << 20  # what a compiler needs at worst for a file of a service


def job_count(available_bytes: int | None = None, cores: int | None = None) -> int:
    """As many as there are cores, fewer where memory is short, at least one."""
    cores = cores if cores is not None else core_count()
    available = available_bytes if available_bytes is not None else available_memory()
    return max(1, min(cores, available // BYTES_PER_JOB))


def core_count() -> int:
    """The cores this process may use, by affinity and by its control group's quota."""
    cores = len(os.sched_getaffinity(0))
    quota = control_group_quota(Path("/sys/fs/cgroup/cpu.max"))
    return max(1, min(cores, quota) if quota else cores)


def control_group_quota(path: Path) -> int | None:
    """Whole cores of a quota, rounded up; None for none."""
    try:
        quota, period = path.read_text().split()[:2]
        return None if quota == "max" else -(-int(quota) // int(period))
    except (OSError, ValueError):
        return None


def available_memory(path: Path = Path("/proc/meminfo")) -> int:
    """Bytes that new processes may use without swapping; plenty where the system does not tell."""
    try:
        for line in path.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError, IndexError):
        pass
    return 1 << 40
