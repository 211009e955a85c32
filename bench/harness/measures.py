# SPDX-License-Identifier: Apache-2.0
"""What is measured: each measure takes subjects and works through the rounds and returns figures."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from . import counting
from .load import Loaded, command_for, run_load
from .places import BenchError
from .server import Server
from .subject import FLOOR, Subject
from .work import WORKS, Work


@dataclass(frozen=True)
class Figure:
    """One number: of a subject, at a work, by a measure. `ratio` is to the floor of the same rounds."""

    measure: str
    work: str
    subject: str
    unit: str
    value: float
    ratio: float | None = None
    spread: float | None = None  # Half of the ratios lie within so much of their median.
    detail: dict[str, float] | None = None


@dataclass(frozen=True)
class Plan:
    subjects: tuple[Subject, ...]
    works: tuple[Work, ...]
    rounds: int
    slice_seconds: float
    connections: int  # For the idle measure.
    sweep: range
    sweep_requests: int
    tell: Callable[[str], None]

    def subjects_for(self, work: Work) -> list[Subject]:
        return [subject for subject in self.subjects if work.name in subject.works]


@contextmanager
def running(subjects: list[Subject], work: Work) -> Iterator[dict[str, Server]]:
    """All of them at once: who is not asked, sleeps."""
    with ExitStack() as stack:
        yield {subject.name: stack.enter_context(Server(subject, work)) for subject in subjects}


def cpu(plan: Plan) -> Iterator[Figure]:
    """Processor time per request: slices of all subjects in turn, the ratio taken within each round."""
    for work in plan.works:
        with running(plan.subjects_for(work), work) as servers:
            rounds = []
            for number in range(plan.rounds):
                plan.tell(f"cpu: {work.name}, round {number + 1} of {plan.rounds}")
                rounds.append({name: _slice(server, plan.slice_seconds) for name, server in servers.items()})
        for name in servers:
            yield _cpu_figure(work, name, rounds)


def _slice(server: Server, seconds: float) -> Loaded:
    return run_load(server, "--warm-up", "0.1", "--duration", str(seconds))


def _cpu_figure(work: Work, name: str, rounds: list[dict[str, Loaded]]) -> Figure:
    own = [loaded[name] for loaded in rounds]
    ratios = [loaded[name].cpu_us / loaded[FLOOR].cpu_us for loaded in rounds]
    detail = {key: statistics.median(getattr(loaded, key) for loaded in own) for key in ("per_second", "p50_us", "p99_us")}
    detail["client_busy"] = statistics.median(loaded.client_seconds / loaded.seconds for loaded in own)
    value = statistics.median(loaded.cpu_us for loaded in own)
    return Figure("cpu", work.name, name, "µs/request", value, statistics.median(ratios), _spread(ratios), detail)


def _spread(values: list[float]) -> float:
    middle = statistics.median(values)
    return statistics.median(abs(value - middle) for value in values) / middle


def instructions(plan: Plan) -> Iterator[Figure]:
    """User-mode instructions per request, by callgrind: the difference of two runs."""
    yield from _counted(plan, "instructions", "instructions/request", counting.instructions_per_request)


def calls(plan: Plan) -> Iterator[Figure]:
    """System calls per request, by strace: the difference of two runs, and which they are."""
    yield from _counted(plan, "calls", "calls/request", counting.calls_per_request)


def _counted(plan: Plan, measure: str, unit: str, count: Callable[[Subject, Work], counting.Counted]) -> Iterator[Figure]:
    for work in plan.works:
        floor = None
        for subject in plan.subjects_for(work):
            plan.tell(f"{measure}: {work.name}, {subject.name}")
            counted = count(subject, work)
            floor = floor or counted.value  # It comes first.
            yield Figure(measure, work.name, subject.name, unit, counted.value, counted.value / floor, detail=counted.detail)


def idle(plan: Plan) -> Iterator[Figure]:
    """What kept connections cost after one request each: memory for each, and processor time for all."""
    for work in plan.works:
        for subject in plan.subjects_for(work) if work.idle else ():
            plan.tell(f"idle: {work.name}, {subject.name}")
            with Server(subject, work) as server:
                run_load(server, "-n", "1000")
                before = server.memory_bytes()
                with _held(server, plan.connections):
                    growth = server.memory_bytes() - before
                    share = _idle_share(server)
            yield Figure("idle", f"{work.idle}, memory", subject.name, "bytes/connection", growth / plan.connections)
            yield Figure("idle", f"{work.idle}, processor", subject.name, "% of a core", share * 100)


@contextmanager
def _held(server: Server, connections: int) -> Iterator[None]:
    """Connections that are open and silent, from two processes, since each may open 20,000 descriptors at most on many machines."""
    with ExitStack() as stack:
        for share in (connections - connections // 2, connections // 2):
            command = command_for(server, "--hold", "-c", str(share))
            client = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            if client.stdout.readline() != "holding\n":
                raise BenchError(f"{server.subject.name} does not hold {connections} connections")
        yield


def _idle_share(server: Server, settle_seconds: float = 1.0, seconds: float = 5.0) -> float:
    time.sleep(settle_seconds)
    used, began = server.processor_seconds(), time.perf_counter()
    time.sleep(seconds)
    return (server.processor_seconds() - used) / (time.perf_counter() - began)


def start(plan: Plan) -> Iterator[Figure]:
    """From starting the program to the first byte of its first answer."""
    work = WORKS["hello"]
    taken: dict[str, list[float]] = {}
    for number in range(plan.rounds):
        plan.tell(f"start: round {number + 1} of {plan.rounds}")
        for subject in plan.subjects_for(work):
            with Server(subject, work) as server:
                taken.setdefault(subject.name, []).append(server.first_byte_seconds * 1000)
    for name, values in taken.items():
        ratios = [own / floor for own, floor in zip(values, taken[FLOOR], strict=True)]
        yield Figure("start", "first byte", name, "ms", statistics.median(values), statistics.median(ratios), _spread(ratios))
