# SPDX-License-Identifier: Apache-2.0
"""Runs the load generator against a server. An answer that is wrong or missing ends the measurement."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass

from .places import LOAD, BenchError
from .server import Cores, Server

MOST = 0.9  # The first connections have nothing to resume.


@dataclass(frozen=True)
class Loaded:
    """What one run of the load generator found."""

    done: int
    seconds: float
    per_second: float
    server_seconds: float
    client_seconds: float
    resumed: int
    p50_us: float
    p99_us: float

    @property
    def cpu_us(self) -> float:
        return self.server_seconds / self.done * 1e6


def command_for(server: Server, *options: str) -> list[str]:
    watched = ",".join(map(str, server.processes()))
    work = server.work.load_options(server.folder, server.path)
    return [
        *("taskset", "-c", str(Cores.choose().client), str(LOAD), "--json", "--expect", str(server.body_bytes), "--watch", watched),
        *(*work, *options, f"{server.work.scheme}://127.0.0.1:{server.port}{server.path if server.work.scheme == 'ws' else ''}"),
    ]


def run_load(server: Server, *options: str, limit_seconds: float = 600.0) -> Loaded:
    run = subprocess.run(command_for(server, *options), capture_output=True, text=True, timeout=limit_seconds)
    return read_result(server, run.returncode, run.stdout, run.stderr)


def read_result(server: Server, status: int, output: str, errors: str) -> Loaded:
    found = json.loads(output) if output.startswith("{") else {}
    if status != 0 or not found:
        counts = ", ".join(f"{found[name]} {name}" for name in ("succeeded", "failed", "errored") if name in found)
        raise BenchError(f"{server.subject.name} answers {server.work.name} wrongly: {counts}{errors[-500:]}")
    loaded = Loaded(**{name: found[name] for name in Loaded.__dataclass_fields__})
    if server.work.resumes and loaded.resumed < loaded.done * MOST:
        raise BenchError(f"{server.subject.name} resumes {loaded.resumed} of {loaded.done} sessions")
    return loaded
