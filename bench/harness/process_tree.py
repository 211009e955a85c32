# SPDX-License-Identifier: Apache-2.0
"""The processes below a process, as the kernel lists them for each thread (see proc_pid_task_children(5))."""

from __future__ import annotations

from pathlib import Path


def process_tree(root: int, proc: Path = Path("/proc")) -> list[int]:
    """`root` and all below it, parents first. What ends while it is looked at counts as gone."""
    found = [root]
    for process in found:
        for thread in _threads(proc / str(process) / "task"):
            found += _children(thread)
    return found


def _threads(tasks: Path) -> list[Path]:
    try:
        return list(tasks.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _children(thread: Path) -> list[int]:
    try:
        return [int(child) for child in (thread / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
