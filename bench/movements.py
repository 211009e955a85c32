#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what one movement of the stack costs: user-mode instructions under callgrind, and nanoseconds of this machine.

    bench/movements.py [BENCH] [NAME ...]

BENCH is the program, build/release/bench/movements unless given. Each benchmark runs with two counts, and the difference is
divided by the difference of the counts: what start-up costs falls out. Prints a Markdown table.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEW, MANY = 1_000, 11_000
SCALE_FOR_TIME = 20  # Real time is measured over this many times more.


def main() -> int:
    arguments = sys.argv[1:]
    program = ROOT / "build/release/bench/movements"
    if arguments and "/" in arguments[0]:
        program = Path(arguments.pop(0))
    names = arguments or subprocess.run([program], check=True, capture_output=True, text=True).stdout.split()

    print("| movement | instructions | ns |\n|---|---:|---:|")
    for name in names:
        print(f"| `{name}` | {per_movement(instructions, program, name, 1):.0f} | "
              f"{per_movement(nanoseconds, program, name, SCALE_FOR_TIME):.0f} |", flush=True)
    return 0


def per_movement(measure, program: Path, name: str, scale: int) -> float:
    few, many = FEW * scale, MANY * scale
    return (measure(program, name, many) - measure(program, name, few)) / (many - few)


def instructions(program: Path, name: str, count: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), name, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def nanoseconds(program: Path, name: str, count: int) -> int:
    def once() -> int:
        start = time.perf_counter_ns()
        subprocess.run([program, name, str(count)], check=True)
        return time.perf_counter_ns() - start

    return min(once() for _ in range(5))


if __name__ == "__main__":
    sys.exit(main())
