#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the budgets of a small service and prints them as the table that docs/quality/budgets.md keeps.

    bench/budgets.py [--rounds N]

Needs the release build (`./saki build` in this tree). Each figure is the median of the rounds; builds run with the compiler cache off.
A machine that does other work at the same time shows it here: run it alone, and compare only tables of one machine.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAKI = ROOT / "saki"
ENVIRONMENT = os.environ | {"CCACHE_DISABLE": "1", "SAKI_HOME": str(ROOT)}


@dataclass(frozen=True)
class Figure:
    what: str
    unit: str
    budget: float
    measure: Callable[[], float]


def timed(*command: str | Path, cwd: Path) -> float:
    started = time.monotonic()
    run = subprocess.run([str(part) for part in command], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{run.stdout}{run.stderr}")
    return time.monotonic() - started


class Hello:
    """A hello service made by `saki new` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "hello"
        self.built: Path | None = None

    def clean_build(self) -> float:
        if self.project.exists():
            subprocess.run(["rm", "-rf", self.project], check=True)
        timed(SAKI, "new", "hello", cwd=self.folder)
        return timed(SAKI, "build", cwd=self.project)

    def rebuild(self) -> float:
        handler = next((self.project / "src").glob("*.cpp"))
        handler.write_text(handler.read_text() + "\n// Touched.\n")
        return timed(SAKI, "build", cwd=self.project)

    def binary(self) -> Path:
        candidates = [path for path in (self.project / "build").rglob("hello") if path.is_file() and os.access(path, os.X_OK)]
        return candidates[0]

    def first_byte(self) -> float:
        started = time.monotonic()
        process, port = start(self.binary())
        ask(port, 1)
        elapsed = time.monotonic() - started
        stop(process)
        return elapsed * 1000

    def stripped(self) -> float:
        target = self.folder / "stripped"
        subprocess.run(["strip", "-o", target, self.binary()], check=True)
        return target.stat().st_size / 2**20

    def resident(self) -> float:
        process, port = start(self.binary())
        ask(port, 1000)
        mebibytes = resident_mebibytes(service_of(process))
        stop(process)
        return mebibytes

    def supervisor_resident(self) -> float:
        process, port = start(self.binary())
        ask(port, 1)
        mebibytes = resident_mebibytes(process.pid)
        stop(process)
        return mebibytes


def service_of(supervisor: subprocess.Popen) -> int:
    (child,) = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text().split()
    return int(child)


def resident_mebibytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def start(binary: Path) -> tuple[subprocess.Popen, int]:
    process = subprocess.Popen([binary, "--listen", "127.0.0.1:0", "--workers", "1"], stderr=subprocess.PIPE)
    for line in process.stderr:
        if b"listening on" in line:
            return process, int(line.rsplit(b":", 1)[1])
    sys.exit("the service did not listen")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait()
    process.stderr.close()


def ask(port: int, count: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(count):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200"), "hello did not answer 200"


def many_routes(folder: Path) -> Path:
    lines = ["saki: 1", "service: {name: many, version: 0.1.0}", "types:", "  Item: {id: int64 readonly, name: string(1..80)}", "routes:"]
    for index in range(100):
        lines.append(f"  GET /things{index}/{{id:int64}}: {{handler: get_thing{index}, returns: Item}}")
        lines.append(f"  POST /things{index}: {{handler: create_thing{index}, body: Item, returns: 201 Item}}")
    manifest = folder / "service.yaml"
    manifest.write_text("\n".join(lines) + "\n")
    return manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds

    with tempfile.TemporaryDirectory() as folder:
        hello = Hello(Path(folder))
        manifest = many_routes(Path(folder))
        figures = (
            Figure("hello, clean build against the built SDK", "s", 8, hello.clean_build),
            Figure("hello, one handler changed and rebuilt", "s", 3, hello.rebuild),
            Figure("process start to first byte", "ms", 20, hello.first_byte),
            Figure("stripped release binary", "MiB", 2, hello.stripped),
            Figure("resident memory, one worker, after 1,000 requests", "MiB", 8, hello.resident),
            Figure("resident memory of its supervisor", "MiB", 6, hello.supervisor_resident),
            Figure("`saki check`, 200 routes", "s", 1, lambda: timed(SAKI, "check", cwd=manifest.parent)),
        )
        print(f"`bench/budgets.py --rounds {rounds}`, {datetime.date.today()}, {platform.machine()}, {len(os.sched_getaffinity(0))} cores\n")
        print("| figure | median | lowest | highest | budget |\n|---|---|---|---|---|")
        missed = 0
        for figure in figures:
            values = [figure.measure() for _ in range(rounds)]
            median = statistics.median(values)
            missed += median > figure.budget
            cells = (f"{value:.2f} {figure.unit}" for value in (median, min(values), max(values)))
            print(f"| {figure.what} | {' | '.join(cells)} | {figure.budget:g} {figure.unit} |")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
