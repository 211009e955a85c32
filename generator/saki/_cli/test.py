# SPDX-License-Identifier: Apache-2.0
"""`saki test`: builds and runs the tests of a project or a package. In Saki's own tree the launcher runs those of Saki instead."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from .._build import build_package, build_project
from .._errors import Exit, InputError
from .._cores import core_count
from .._packages.plan import plan_package
from .._process import Steps, need
from .._project import PACKAGE_NAME, find_own_package
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown
from ._type_option import type_option

EXAMPLES = (
    ("saki test", "build and run tests/*.cpp"),
    ("saki test --filter 'Notes.*'", "only the tests whose name matches"),
)
COUNTS = re.compile(r"(\d+)% tests passed, (\d+) tests? failed out of (\d+)")
FAILURE = re.compile(r"^\t *\d+ - (.+) \(\w[^)]*\)$", re.MULTILINE)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Build the project or package around the working directory and run its tests.")
@click.option("--filter", "pattern", help="Run only tests whose name matches this regular expression.")
@type_option
@json_option
def command(pattern: str | None, kind: str, as_json: bool) -> int:
    """Builds the test program and runs it through ctest; the last line is the count."""
    folder = build_tests(kind, Steps(for_tools=as_json))
    ran = run_tests(folder, pattern, quiet=as_json)
    good = bool(ran.passed and not ran.failed)
    if as_json:
        print_json({"ok": good, "passed": ran.passed, "failed": ran.failed, "failures": ran.failures, "output": "" if good else ran.output})
    else:
        print(f"{ran.passed} passed, {ran.failed} failed")
    return Exit.OK if good else Exit.INPUT


def build_tests(kind: str, steps: Steps) -> Path:
    """Builds the project and its test program; returns the build folder."""
    package = find_own_package(Path.cwd())
    path = package / PACKAGE_NAME if package else manifest_path(None)
    if not any((path.parent / "tests").glob("*.cpp")):
        raise InputError("there are no tests: no *.cpp in tests/", hint="write one with GoogleTest; build/gen/test_client.h has a typed client")
    if package:
        folder, name = build_package(package, shown(path), steps, kind=kind), package_name(path)
    else:
        built = build_project(path.parent, shown(path), steps, kind=kind)
        folder, name = built.folder, built.name
    steps.warn(steps.run("compile the tests", [need("cmake", "cmake"), "--build", folder, "--target", f"{name}_test"], paths_from=folder))
    return folder


def package_name(path: Path) -> str:
    """The name of a package that was just built."""
    plan = plan_package(path).plan
    assert plan is not None
    return plan.package.name


@dataclass(frozen=True, slots=True)
class TestRun:
    """How a run of ctest ended."""

    passed: int
    failed: int
    failures: list[str]
    output: str


def run_tests(folder: Path, pattern: str | None, *, quiet: bool) -> TestRun:
    """Runs ctest in a build folder."""
    command = [need("ctest", "cmake"), "--test-dir", str(folder), "--output-on-failure", "-j", str(core_count())]
    command += ["-R", pattern] if pattern else []
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    if not quiet:
        sys.stdout.write(result.stdout)
        sys.stdout.flush()
    found = COUNTS.search(result.stdout)
    if found is None:
        return TestRun(0, 0 if result.returncode == 0 else 1, [], result.stdout + result.stderr)
    failed, total = int(found[2]), int(found[3])
    return TestRun(total - failed, failed, FAILURE.findall(result.stdout), result.stdout)
