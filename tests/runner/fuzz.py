# SPDX-License-Identifier: Apache-2.0
"""Runs each fuzz target for a bounded time, as many at once as there are cores: `python3 -m runner.fuzz --seconds 30 --junit FILE`.

`fuzz_NAME` starts from tests/fuzz/corpus/NAME, uses tests/fuzz/NAME.dict when there is one, and keeps what it finds in the build folder.
A target called `fuzz_NAME_planted` has a bug planted: it passes by finding it in time, so that a fuzzer gone blind is seen. It ends as it finds
it, and may take thrice as long on a machine that does other work.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .results import write_junit
from .steps import ROOT

BUILD = ROOT / "build" / "fuzz"
SOURCES = ROOT / "tests" / "fuzz"
PLANTED = "_planted"


def main() -> int:
    parser = argparse.ArgumentParser(prog="runner.fuzz", description="Runs each fuzz target for a bounded time.")
    parser.add_argument("--seconds", type=int, required=True, help="for each target")
    parser.add_argument("--junit", type=Path, required=True)
    options = parser.parse_args()

    targets = sorted(path for path in (BUILD / "tests" / "fuzz").glob("fuzz_*") if os.access(path, os.X_OK) and path.is_file())
    with ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        failures = dict(zip([target.name for target in targets], pool.map(lambda target: run_target(target, options.seconds), targets)))
    write_junit(options.junit, failures)
    return 1 if any(failures.values()) else 0


def run_target(target: Path, seconds: int) -> str | None:
    """Returns why the target failed, or None."""
    name = target.name.removeprefix("fuzz_")
    seconds = 3 * seconds if name.endswith(PLANTED) else seconds
    run = subprocess.run(fuzz_command(target, name.removesuffix(PLANTED), seconds), capture_output=True, text=True, errors="replace")
    found_something = run.returncode != 0
    if name.endswith(PLANTED):
        print(f"{target.name}: the planted bug was {'found' if found_something else 'missed'}")
        return None if found_something else f"the planted bug was not found in {seconds} s"
    print(f"{target.name}:\n{run.stderr[-4000:]}")
    return run.stderr[-4000:] if found_something else None


def fuzz_command(target: Path, name: str, seconds: int) -> list[str]:
    found = BUILD / "corpus" / target.name  # New inputs go into the first folder named.
    artifacts = BUILD / "artifacts"
    for folder in (found, artifacts):
        folder.mkdir(parents=True, exist_ok=True)
    command = [target, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]
    command += [f"-artifact_prefix={artifacts}/{target.name}-", found]
    if (SOURCES / "corpus" / name).is_dir():
        command.append(SOURCES / "corpus" / name)
    if (SOURCES / f"{name}.dict").is_file():
        command.append(f"-dict={SOURCES / f'{name}.dict'}")
    return [str(word) for word in command]


if __name__ == "__main__":
    sys.exit(main())
