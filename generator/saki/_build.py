# SPDX-License-Identifier: Apache-2.0
"""Builds a project or a package, and before it the SDK's libraries when the SDK is a source tree."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ._author import AuthorPlan, plan_author
from ._cores import job_count
from ._errors import ManifestRefused, SetupError
from ._lock import read_lock
from ._machine import lacking_debian
from ._model import Package
from ._packages.plan import plan_package
from ._process import Steps, need
from ._project import PACKAGE_NAME
from ._sdk import Sdk, find_sdk

TYPES = {"release": "Release", "debug": "Debug"}


@dataclass(frozen=True, slots=True)
class Build:
    """A built project."""

    plan: AuthorPlan
    folder: Path  # the build folder
    sdk: Sdk

    @property
    def name(self) -> str:
        assert self.plan.project.manifest is not None
        return self.plan.project.manifest.service.name

    @property
    def executable(self) -> Path:
        return self.folder / self.name


def build_folder(project: Path, kind: str) -> Path:
    """Where a project is built: `build` for use, `build-debug` for a debugger."""
    return project / "build" if kind == "release" else project / "build-debug"


def build_project(project: Path, name: str, steps: Steps, *, kind: str = "release", targets: tuple[str, ...] = (), jobs: int | None = None) -> Build:
    """Adds what the project lacks, builds it, returns where it is. Findings are printed; errors end the command."""
    cmake = need("cmake", "cmake")
    need("ninja", "ninja-build")
    need(os.environ.get("CXX", "g++").split()[0], "g++")
    sdk = find_sdk(project, read_lock(project))
    if sdk.note:
        steps.say(f"saki: {sdk.note}")
    plan = plan_author(project, name, sdk, pin=False, warn=True)
    for path in plan.write():
        steps.say(f"  made {path}") if not path.startswith(".saki/") else None
    warn_of_handlers(plan, steps)
    assert plan.project.manifest is not None
    need_debian(each.package for each in plan.project.manifest.packages if each.package)
    jobs = jobs or job_count()
    build_libraries(sdk, steps, cmake, jobs)
    folder = build_folder(project, kind)
    configure(project, folder, sdk, TYPES[kind], steps, cmake)
    chosen = (word for target in targets for word in ("--target", target))
    steps.warn(steps.run("compile", [cmake, "--build", folder, "-j", str(jobs), *chosen], paths_from=folder))
    return Build(plan, folder, sdk)


def build_package(package: Path, name: str, steps: Steps, *, kind: str = "release", jobs: int | None = None) -> Path:
    """Builds a package by itself, with its tests; returns the build folder. Errors end the command."""
    cmake = need("cmake", "cmake")
    need("ninja", "ninja-build")
    planned = plan_package(package / PACKAGE_NAME, name)
    if planned.plan is None:
        raise ManifestRefused("".join(planned.messages), planned.findings)
    need_debian((planned.plan.package, *planned.plan.needs))
    sdk = find_sdk(package, None)
    jobs = jobs or job_count()
    build_libraries(sdk, steps, cmake, jobs)
    folder = build_folder(package, kind)
    configure(package, folder, sdk, TYPES[kind], steps, cmake)
    steps.warn(steps.run("compile", [cmake, "--build", folder, "-j", str(jobs)], paths_from=folder))
    return folder


def need_debian(packages: Iterable[Package]) -> None:
    """Raises SetupError that names every Debian package that is missing to build these."""
    lacking = {each.name: names for each in packages if (names := lacking_debian(each.debian_build))}
    if lacking:
        wanted = " ".join(dict.fromkeys(name for names in lacking.values() for name in names))
        told = "; ".join(f"the package '{name}' is built on {', '.join(names)}" for name, names in lacking.items())
        raise SetupError(f"{told}: not installed", hint=f"apt-get install --no-install-recommends {wanted}")


def warn_of_handlers(plan: AuthorPlan, steps: Steps) -> None:
    """Says beforehand what the compiler would tell at length, and what it would not tell at all."""
    assert plan.project.plan is not None
    for handler in plan.project.plan.views:
        if handler.drifted(plan.project.plan.namespace):
            steps.say(f"saki: {handler.file} does not fit the manifest any more: `saki fix` mends its signature, `saki status` shows it")
    for path in plan.project.plan.orphans:
        steps.say(f"saki: {path} is left out: no route of the manifest names this handler (`saki status`)")


def build_libraries(sdk: Sdk, steps: Steps, cmake: str, jobs: int) -> None:
    """Brings the libraries of a source tree up to date; those of a prefix are there."""
    folder = sdk.package_folder
    if not sdk.is_tree:
        if not (folder / "saki-config.cmake").is_file():
            raise SetupError(f"the SDK at {sdk.prefix} has no CMake package", hint="install it again: cmake --install build/release --prefix PREFIX")
        return
    with locked(sdk.home / "build"):
        if not (folder / "build.ninja").is_file():
            steps.run("configure the SDK", [cmake, "--preset", "release"], folder=sdk.home)
        steps.run("build the SDK", [cmake, "--build", folder, "--target", "saki_libraries", "-j", str(jobs)], silent_after="ninja: no work to do.")


def configure(project: Path, folder: Path, sdk: Sdk, build_type: str, steps: Steps, cmake: str) -> None:
    """Configures once for each SDK and type; afterwards the build does so by itself when something changed."""
    wanted = {"saki_DIR": str(sdk.package_folder), "CMAKE_BUILD_TYPE": build_type, "CMAKE_HOME_DIRECTORY": str(project.resolve())}
    if (folder / "build.ninja").is_file() and wanted.items() <= cache_of(folder).items():
        return
    if cache_of(folder).get("CMAKE_HOME_DIRECTORY", wanted["CMAKE_HOME_DIRECTORY"]) != wanted["CMAKE_HOME_DIRECTORY"]:
        (folder / "CMakeCache.txt").unlink()  # the project was moved
    options = [f"-D{name}={value}" for name, value in wanted.items() if name != "CMAKE_HOME_DIRECTORY"]
    steps.run("configure", [cmake, "-S", project, "-B", folder, "-G", "Ninja", *options], paths_from=project)


def cache_of(folder: Path) -> dict[str, str]:
    """The entries of CMake's cache."""
    try:
        text = (folder / "CMakeCache.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    return {match[1]: match[2] for match in re.finditer(r"^([A-Za-z_][\w.-]*):\w+=(.*)$", text, re.MULTILINE)}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lets one build of the SDK run at a time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / ".saki-lock", "w", encoding="utf-8") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise SetupError(f"cannot write {folder}: the SDK there is not yours to build", hint="ask its owner to build it, or install it") from error
