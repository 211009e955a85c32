# SPDX-License-Identifier: Apache-2.0
"""From a package's folder to the plan of its generated part, as `saki_add_package()` asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._compile.package_file import FILE, read_package
from .._compile.packages import build_needs
from .._diagnostics import Diagnostic
from .._generate import as_cmake
from .._model import Package
from .._plan.files import PlannedFile
from .._plan.package import plan_settings
from .._render import render_text
from .._report import Report
from .shelf import shelf_beside

CMAKE_KEYS = ("package", "target", "inputs", "sources", "packages", "targets")


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """The generated files, and the packages that are needed, in the order of starting."""

    package: Package
    files: tuple[PlannedFile, ...]
    needs: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class PlannedPackage:
    """A package, its plan and findings. `plan` is None exactly when its package.yaml has errors."""

    plan: PackagePlan | None
    findings: tuple[Diagnostic, ...]
    inputs: tuple[str, ...]

    @property
    def messages(self) -> tuple[str, ...]:
        return (render_text(self.findings),) if self.findings else ()

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        assert self.plan is not None
        return self.plan.files

    def as_json(self) -> dict[str, Any]:
        """The plan for tools."""
        assert self.plan is not None
        return {
            "package": self.plan.package.name,
            "target": self.plan.package.target,
            "inputs": [FILE],
            "sources": [each.path for each in self.files if each.path.endswith(".cpp")],
            "packages": [each.name for each in self.plan.needs],
            "targets": [each.target for each in self.plan.needs],
        }

    def cmake(self) -> str:
        return as_cmake(self.as_json(), CMAKE_KEYS)


def is_package_file(path: Path) -> bool:
    return path.name == FILE


def plan_package(path: Path, name: str | None = None) -> PlannedPackage:
    """Reads a package.yaml, called `name` in messages, and plans what is made of it."""
    report = Report()
    label = name or str(path)
    folder = path.parent.resolve()
    file = read_package(folder, label, report)
    inputs = [str(path)]
    needs = build_needs(file, shelf_beside(folder), report, inputs) if file else ()
    if file is None or report.failed:
        return PlannedPackage(None, (*report.found.errors, *report.found.warnings), tuple(inputs))
    return PlannedPackage(PackagePlan(file.package, plan_settings(file.package), needs), (*report.found.warnings,), tuple(inputs))
