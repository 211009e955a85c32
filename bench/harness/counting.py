# SPDX-License-Identifier: Apache-2.0
"""Counts by tools: instructions by callgrind and system calls by strace, each as the difference of two runs.

Both runs are the same but for the number of requests, which the load generator makes exactly; what start-up, warm-up and end cost
falls out. A subject may name words that make it one process: a supervisor would take a server that runs under a tool for one that hangs.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .load import run_load
from .places import BenchError
from .server import Server
from .subject import Subject
from .work import Work

FEW, MANY = 2_000, 10_000
PER_TURN = 0.004  # Calls rarer than that belong to timers and the clock's tick.


@dataclass(frozen=True)
class Counted:
    value: float
    detail: dict[str, float] | None = None


def instructions_per_request(subject: Subject, work: Work) -> Counted:
    few, many = _counts(work)
    return Counted((_instructions(subject, work, many) - _instructions(subject, work, few)) / (many - few))


def _instructions(subject: Subject, work: Work, requests: int) -> int:
    _need("valgrind")
    with tempfile.TemporaryDirectory(prefix="bench-callgrind-") as folder:
        Path(folder).chmod(0o777)  # For servers that drop their rights.
        wrapper = ("valgrind", "--tool=callgrind", "--trace-children=yes", f"--callgrind-out-file={folder}/%p")
        _serve(subject, work, requests, wrapper)
        totals = [re.findall(r"^(?:summary|totals): (\d+)", file.read_text(errors="replace"), re.MULTILINE) for file in Path(folder).iterdir()]
    return sum(int(found[-1]) for found in totals if found)


def calls_per_request(subject: Subject, work: Work) -> Counted:
    few, many = _counts(work)
    of_few, of_many = _calls(subject, work, few), _calls(subject, work, many)
    each = {name: (of_many[name] - of_few[name]) / (many - few) for name in of_many}
    return Counted(sum(each.values()), {name: round(value, 3) for name, value in sorted(each.items(), key=lambda item: -item[1]) if value > PER_TURN})


def _calls(subject: Subject, work: Work, requests: int) -> Counter[str]:
    _need("strace")
    with tempfile.NamedTemporaryFile(prefix="bench-strace-", mode="r") as table:
        _serve(subject, work, requests, ("strace", "-f", "-c", "-U", "name,calls", "-o", table.name))
        rows = re.findall(r"^(\w+)\s+(\d+)$", table.read(), re.MULTILINE)
    calls = Counter({name: int(calls) for name, calls in rows if name != "total"})
    if not calls:
        raise BenchError(f"strace counted nothing of {subject.name}")
    return calls


def _serve(subject: Subject, work: Work, requests: int, wrapper: tuple[str, ...]) -> None:
    with Server(subject, work, wrapper=wrapper, alone=True, patience=60) as server:
        run_load(server, "-n", str(requests))


def _counts(work: Work) -> tuple[int, int]:
    """Whole batches on every connection; fewer of what costs more."""
    if work.name == "file":
        return FEW // 20, MANY // 20
    return (FEW * work.pipeline, MANY * work.pipeline) if work.keep_alive else (FEW // 4, MANY // 4)


def _need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise BenchError(f"{tool} is missing: apt install {tool}")
