#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a Redis GET costs in the package redis, beside hiredis' asynchronous layer used bare.

    cmake --preset release && ninja -C build/release saki_bench_redis
    bench/redis.py [--count 20000] [--no-instructions]

Starts a redis-server on a Unix socket of its own. Processor time is that of the client alone, in turns within one process; instructions are
counted by callgrind in user mode, as the difference of two runs.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEPTHS = (1, 16, 64)
COUNTED = (2_000, 12_000)


def _ask(socket: Path, *words: str) -> str:
    done = subprocess.run(["redis-cli", "-s", str(socket), *words], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _instructions(program: Path, socket: Path, who: str, depth: int) -> float:
    """Of one operation: start-up falls out of the difference."""
    totals = []
    for count in COUNTED:
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), str(socket), who, str(depth), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        totals.append(int(re.search(r"Collected : (\d+)", done.stderr).group(1)))
    return (totals[1] - totals[0]) / (COUNTED[1] - COUNTED[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000, help="operations of a round")
    parser.add_argument("--no-instructions", action="store_true")
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    options = parser.parse_args()
    program = options.build / "bench/redis"
    if not program.exists():
        sys.exit(f"{program} is missing: ninja -C {options.build} saki_bench_redis")

    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "redis.sock"
        words = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder]
        server = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        try:
            while _ask(socket, "SET", "key", "x" * 100) != "OK":
                time.sleep(0.01)
            for depth in DEPTHS:
                subprocess.run([program, socket, "both", str(depth), str(options.count)], check=True)
                if options.no_instructions:
                    continue
                bare = _instructions(program, socket, "bare", depth)
                ours = _instructions(program, socket, "saki", depth)
                print(f"depth {depth}: {ours:,.0f} instructions an operation, bare {bare:,.0f}: {ours / bare:.2f} x", flush=True)
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
