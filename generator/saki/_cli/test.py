# SPDX-License-Identifier: Apache-2.0
"""`saki test`: builds and runs the tests of a project. In Saki's own tree the launcher runs those of Saki instead."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click

from .._build import TYPES, build_project
from .._errors import Exit, InputError
from .._cores import core_count
from .._process import Steps, need
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown

EXAMPLES = (
    ("saki test", "build and run tests/*.cpp"),
    ("saki test --filter 'Notes.*'", "only the tests whose name matches"),
)
COUNTS = re.compile(r"(\d+)% tests passed, (\d+) tests? failed out of (\d+)")


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Build the project around the working directory and run its tests.")
@click.option("--filter", "pattern", help="Run only tests whose name matches this regular expression.")
@click.option("--type", "kind", type=click.Choice(list(TYPES)), default="release", show_default=True, help="How it is compiled.")
@json_option
def command(pattern: str | None, kind: str, as_json: bool) -> int:
    """Builds the test program and runs it through ctest; the last line is the count."""
    path = manifest_path(None)
    if not any((path.parent / "tests").glob("*.cpp")):
        raise InputError("there are no tests: no *.cpp in tests/", hint="write one with GoogleTest; build/gen/test_client.h has a typed client")
    steps = Steps(quiet=as_json)
    built = build_project(path.parent, shown(path), steps, kind=kind)
    steps.run("compile the tests", [need("cmake", "cmake"), "--build", built.folder, "--target", f"{built.name}_test"])
    passed, failed = run_tests(built.folder, pattern, quiet=as_json)
    if as_json:
        print_json({"passed": passed, "failed": failed})
    else:
        print(f"{passed} passed, {failed} failed")
    return Exit.OK if passed and not failed else Exit.INPUT


def run_tests(folder: Path, pattern: str | None, *, quiet: bool) -> tuple[int, int]:
    """Runs ctest in a build folder; returns how many passed and failed."""
    command = [need("ctest", "cmake"), "--test-dir", str(folder), "--output-on-failure", "-j", str(core_count())]
    command += ["-R", pattern] if pattern else []
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    if not quiet:
        sys.stdout.write(result.stdout)
        sys.stdout.flush()
    found = COUNTS.search(result.stdout)
    if found is None:
        return 0, 0 if result.returncode == 0 else 1
    failed, total = int(found[2]), int(found[3])
    return total - failed, failed
