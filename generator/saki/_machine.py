# SPDX-License-Identifier: Apache-2.0
"""What this machine has of what Saki needs: Debian packages, the compiler, cores and memory."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

GROUPS = {
    "build": "compile a service",
    "run": "run the command itself",
    "test": "run the tests of Saki's own tree",
    "cross": "compile for ARM boards",
}
OLDEST_GCC = 12
OLDEST_CLANG = 19


@dataclass(frozen=True, slots=True)
class Requirement:
    """A Debian package, and the group that needs it."""

    group: str
    package: str


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C++ compiler found on the path; `version` is empty when it did not tell."""

    name: str
    version: str
    fits: bool


def saki_files() -> Path:
    """The folder that holds generator/, templates/ and cmake/: the source tree, or share/saki of an installed prefix."""
    return Path(__file__).resolve().parents[2]


def requirements(files: Path) -> list[Requirement]:
    """The list in cmake/packages.txt: `group package` lines."""
    lines = (files / "cmake" / "packages.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return [Requirement(group, package) for group, package in words]


def missing(wanted: list[Requirement]) -> list[Requirement] | None:
    """Those that dpkg does not have installed; None where there is no dpkg to ask."""
    if shutil.which("dpkg-query") is None:
        return None
    names = sorted({each.package for each in wanted})
    query = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package}\n", *names], capture_output=True, text=True)
    installed = {line[3:].strip() for line in query.stdout.splitlines() if line.startswith("ii")}
    return [each for each in wanted if each.package not in installed]


def lacking_debian(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these Debian packages that are not installed; none where that cannot be told."""
    wanted = [Requirement("build", name) for name in names]
    found = missing(wanted) if wanted else []
    return tuple(dict.fromkeys(each.package for each in found or ()))


def compiler() -> Compiler | None:
    """The compiler a build would take: $CXX, else c++ or g++."""
    name = next((name for name in (os.environ.get("CXX"), "c++", "g++") if name and shutil.which(name)), None)
    if name is None:
        return None
    told = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
    match = re.search(r"(clang|\(.*?\)|g\+\+).*?(\d+)\.(\d+)\.(\d+)", told)
    if match is None:
        return Compiler(name, "", False)
    oldest = OLDEST_CLANG if "clang" in told else OLDEST_GCC
    return Compiler(name, ".".join(match.groups()[1:]), int(match.group(2)) >= oldest)


def system_name() -> str:
    """`Debian GNU/Linux 12 (bookworm)`, or what the system calls itself."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return os.uname().sysname
    told = dict(line.split("=", 1) for line in lines if "=" in line)
    return told.get("PRETTY_NAME", "Linux").strip('"')
