#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Reads of one row by its key, through Saki's packages and by the C libraries alone, beside each other in one run.

    bench/databases.py [--binary FILE] [--count N] [--rounds N] [--instructions]

Starts a mariadbd of its own on a Unix socket. Each round runs every subject once; times are the rounds' medians, ratios the medians of the
rounds' own ratios, since a round has one neighbourhood. A hop is a function on a thread of a pool, and back: one without work, and one
that reads as the library alone does. With --instructions the difference of two runs under callgrind is counted instead of time.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from harness.places import ROOT

ROWS = "create table books (id integer primary key, title varchar(100) not null)"
PAIRS = (("mysql-bare", "mysql-saki", 1), ("mysql-bare", "mysql-saki", 16), ("sqlite-bare", "sqlite-saki", 1), ("sqlite-bare", "sqlite-saki", 16))
HOPS = [(name, at_once) for name in ("thread-hop", "thread-read") for at_once in (1, 16)]
RUN_LIMIT = 60  # Seconds that one run may take.

Measured = dict[tuple[str, int], list[tuple[int, int]]]  # Of each subject at so many at once: processor and clock of every round.


def start_server(folder: Path) -> subprocess.Popen[bytes]:
    data = ["--no-defaults", "--user=root", f"--datadir={folder}/data"]
    small = ["--innodb-buffer-pool-size=16M", "--performance-schema=off", "--skip-log-bin", "--skip-networking"]
    install = ["mariadb-install-db", *data, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    log = (folder / "log").open("wb")
    server = subprocess.Popen(["mariadbd", *data, *small, f"--socket={folder}/s.sock", f"--pid-file={folder}/pid"], stdout=log, stderr=log)
    rows = ",".join(f"({i}, 'the title of row {i}')" for i in range(1, 1001))
    sql = f"create database bench; use bench; {ROWS}; insert into books values {rows};"
    deadline = time.monotonic() + 20
    while subprocess.run(["mariadb", "--no-defaults", "-uroot", f"-S{folder}/s.sock"], input=sql.encode(), capture_output=True).returncode:
        if time.monotonic() > deadline:
            raise SystemExit("databases: mariadbd does not answer")
        time.sleep(0.1)
    return server


def make_file(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("pragma journal_mode = wal")
    database.execute(ROWS)
    database.executemany("insert into books values (?, ?)", [(i, f"the title of row {i}") for i in range(1, 1001)])
    database.commit()
    database.close()


def command(binary: Path, subject: str, count: int, connections: int, folder: Path) -> list[str]:
    place = folder / ("s.sock" if subject.startswith("mysql") else "reads.db")
    return [str(binary), subject, str(count), str(connections), str(place)]


def nanoseconds(told: list[str]) -> tuple[int, int]:
    processor, clock = subprocess.run(told, check=True, capture_output=True, text=True, timeout=RUN_LIMIT).stdout.split()
    return int(processor), int(clock)


def instructions(binary: Path, subject: str, connections: int, folder: Path) -> int:
    """Of one read: the difference of two counts, divided."""
    counted = []
    for count in (1_000, 3_000):
        run = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command(binary, subject, count, connections, folder)]
        said = subprocess.run(run, check=True, capture_output=True, text=True).stderr
        found = re.search(r"Collected : (\d+)", said)
        if found is None:
            raise SystemExit(said)
        counted.append(int(found[1]))
    return (counted[1] - counted[0]) // 2_000


def measure(binary: Path, count: int, rounds: int, folder: Path) -> Measured:
    subjects = sorted({(name, at_once) for bare, saki, at_once in PAIRS for name in (bare, saki)} | set(HOPS))
    measured: Measured = {each: [] for each in subjects}
    for _ in range(rounds):
        for name, at_once in subjects:
            measured[name, at_once].append(nanoseconds(command(binary, name, count, at_once, folder)))
    return measured


def of(measured: Measured, part: tuple[str, int], whole: tuple[str, int]) -> str:
    """The median of the rounds' ratios: of processor time, of the clock's."""
    rounds = list(zip(measured[part], measured[whole], strict=True))
    processor, clock = (statistics.median(a[index] / b[index] for a, b in rounds) for index in (0, 1))
    return f"{processor:.2f} | {clock:.2f}"


def compare(measured: Measured) -> None:
    def row(name: str, at_once: int, ratios: str = " | ") -> None:
        processor, clock = (round(statistics.median(column)) for column in zip(*measured[name, at_once], strict=True))
        print(f"| {name} | {at_once} | {processor:,} | {clock:,} | {ratios} |")

    print("| subject | at once | CPU, ns | clock, ns | CPU, of bare | clock, of bare |\n|---|---:|---:|---:|---:|---:|")
    for bare, saki, at_once in PAIRS:
        row(bare, at_once)
        row(saki, at_once, of(measured, (saki, at_once), (bare, at_once)))
    print("\n| a hop | at once | CPU, ns | clock, ns | CPU, of sqlite-saki | clock, of sqlite-saki |\n|---|---:|---:|---:|---:|---:|")
    for name, at_once in HOPS:
        row(name, at_once, of(measured, (name, at_once), ("sqlite-saki", at_once)))


def count_instructions(binary: Path, folder: Path) -> None:
    for bare, saki, connections in PAIRS:
        floor, ours = (instructions(binary, each, connections, folder) for each in (bare, saki))
        print(f"{saki}, {connections} at once: {ours} instructions, bare {floor}, {ours / floor:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/bench/databases")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--instructions", action="store_true")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="saki-bench-") as name:
        folder = Path(name)
        make_file(folder / "reads.db")
        server = start_server(folder)
        try:
            if wish.instructions:
                count_instructions(wish.binary, folder)
            else:
                compare(measure(wish.binary, wish.count, wish.rounds, folder))
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
