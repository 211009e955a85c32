#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Reads of one row by its key, through Saki's packages and by the C libraries alone, beside each other in one run.

    bench/databases.py [--binary FILE] [--count N] [--rounds N] [--instructions]

Starts a mariadbd of its own on a Unix socket. Each round runs every subject once; the figures are the rounds' medians. With --instructions
the difference of two runs under callgrind is counted instead of time.
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
HOP = "thread-hop"


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
    processor, clock = subprocess.run(told, check=True, capture_output=True, text=True).stdout.split()
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


def compare(binary: Path, count: int, rounds: int, folder: Path) -> None:
    subjects = {(name, connections) for bare, saki, connections in PAIRS for name in (bare, saki)} | {(HOP, 1), (HOP, 16)}
    measured: dict[tuple[str, int], list[tuple[int, int]]] = {each: [] for each in subjects}
    for _ in range(rounds):
        for name, connections in sorted(subjects):
            measured[name, connections].append(nanoseconds(command(binary, name, count, connections, folder)))
    median = {each: [round(statistics.median(column)) for column in zip(*runs, strict=True)] for each, runs in measured.items()}
    print("| subject | at once | CPU, ns | clock, ns | CPU, of bare | clock, of bare |\n|---|---|---|---|---|---|")
    for bare, saki, connections in PAIRS:
        floor, ours = median[bare, connections], median[saki, connections]
        print(f"| {bare} | {connections} | {floor[0]} | {floor[1]} | | |")
        print(f"| {saki} | {connections} | {ours[0]} | {ours[1]} | {ours[0] / floor[0]:.2f} | {ours[1] / floor[1]:.2f} |")
    for connections in (1, 16):
        hop = median[HOP, connections]
        print(f"| {HOP} | {connections} | {hop[0]} | {hop[1]} | | |")


def count_instructions(binary: Path, folder: Path) -> None:
    for bare, saki, connections in PAIRS:
        floor, ours = (instructions(binary, each, connections, folder) for each in (bare, saki))
        print(f"{saki}, {connections} at once: {ours} instructions, bare {floor}, {ours / floor:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/bench/databases")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
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
                compare(wish.binary, wish.count, wish.rounds, folder)
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
