# SPDX-License-Identifier: Apache-2.0
"""The sweep in weighttp's pattern: requests per second at each number of connections.

The load generator makes it; where a real `weighttp` is on PATH, it makes the same sweep too.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from .chart import Curve
from .load import run_load
from .measures import Figure, Plan, running
from .places import BenchError
from .server import Cores, Server
from .subject import FLOOR
from .work import WORKS

SUMMARY = re.compile(r", (\d+) req/s.*?(\d+) succeeded, (\d+) failed, (\d+) errored", re.DOTALL)


def sweep(plan: Plan, draw: Callable[[str, list[Curve]], None]) -> Iterator[Figure]:
    """One figure for each subject and tool: the median over all points, and of the points' ratios to the floor."""
    work = WORKS["hello"]
    tools = {"load": _ask_load} | ({"weighttp": _ask_weighttp} if shutil.which("weighttp") else {})
    with running(plan.subjects_for(work), work) as servers:
        for tool, ask in tools.items():
            curves: dict[str, dict[int, float]] = {name: {} for name in servers}
            for connections in plan.sweep:
                plan.tell(f"sweep: {tool}, {connections} connections")
                for name, server in servers.items():
                    curves[name][connections] = ask(server, connections, plan.sweep_requests)
            draw(tool, [Curve(name, points) for name, points in curves.items()])
            yield from (_figure(tool, name, points, curves.get(FLOOR)) for name, points in curves.items())


def _ask_load(server: Server, connections: int, requests: int) -> float:
    return run_load(server, "-n", str(requests), "-c", str(connections)).per_second


def _ask_weighttp(server: Server, connections: int, requests: int) -> float:
    command = ["taskset", "-c", str(Cores.choose().client), "weighttp", "-n", str(requests), "-c", str(connections), "-t", "1", "-k"]
    run = subprocess.run([*command, f"http://127.0.0.1:{server.port}{server.path}"], capture_output=True, text=True)
    summary = SUMMARY.search(run.stdout)
    if summary is None or summary[2] != str(requests):
        raise BenchError(f"{server.subject.name} answers weighttp wrongly:\n{run.stdout[-500:]}{run.stderr[-500:]}")
    return float(summary[1])


def _figure(tool: str, name: str, points: dict[int, float], floor: dict[int, float] | None) -> Figure:
    ratio = statistics.median(points[at] / floor[at] for at in points) if floor else None
    detail = {str(at): round(value) for at, value in points.items()}
    return Figure("sweep", tool, name, "requests/s", statistics.median(points.values()), ratio, detail=detail)


def chart_file(folder: Path, tool: str) -> Path:
    return folder / f"sweep-{tool}.svg"
