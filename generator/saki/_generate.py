# SPDX-License-Identifier: Apache-2.0
"""From a project's folder to the plan of its generated part, and from there to the build folder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ._diagnostics import Diagnostic
from ._load import load
from ._lock import read_lock
from ._model import Manifest
from ._plan import GeneratedPlan, PlannedFile, Sources, plan_generated
from ._render import render_text
from ._write import remove_others, write_tree

PLAN_NAME = "plan.cmake"
CMAKE_KEYS = ("service", "inputs", "sources", "client", "main", "handlers", "packages", "targets", "directories", "headers", "orphans")


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """A project's manifest, plan and findings, also as text. `plan` is None exactly when the manifest has errors."""

    folder: Path
    manifest: Manifest | None
    plan: GeneratedPlan | None
    findings: tuple[Diagnostic, ...]
    messages: tuple[str, ...]
    inputs: tuple[str, ...]

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        assert self.plan is not None
        return self.plan.files

    def as_json(self) -> dict[str, Any]:
        """The plan for tools."""
        assert self.plan is not None and self.manifest is not None
        return {
            "service": self.manifest.service.name,
            "inputs": list(self.relative_inputs),
            "sources": list(self.plan.sources),
            "client": list(self.plan.client),
            "main": self.plan.main,
            "handlers": list(self.plan.handlers),
            "orphans": list(self.plan.orphans),
            "packages": list(self.plan.packages),
            "targets": list(self.plan.targets),
            "directories": list(self.plan.directories),
            "headers": list(self.plan.headers),
        }

    def cmake(self) -> str:
        """The plan as CMake variables."""
        return as_cmake(self.as_json(), CMAKE_KEYS)

    @property
    def relative_inputs(self) -> tuple[str, ...]:
        """What was read of the project itself."""
        folder = self.folder.resolve()
        paths = (Path(os.path.abspath(each)).resolve() for each in self.inputs)
        return tuple(str(each.relative_to(folder)) for each in paths if each.is_relative_to(folder))


def plan_project(manifest_path: Path, name: str | None = None) -> PlannedProject:
    """Loads a manifest and plans its generated part from what is on the disk now. `name` is how messages call the manifest."""
    folder = manifest_path.parent
    result = load(manifest_path, name=name or str(manifest_path))
    findings = (*result.diagnostics, *result.warnings)
    messages = (render_text(findings),) if findings else ()
    if result.manifest is None:
        return PlannedProject(folder, None, None, findings, messages, result.files)
    sources = read_sources(folder)
    return PlannedProject(folder, result.manifest, plan_generated(result.manifest, sources), findings, messages, result.files)


def read_sources(folder: Path) -> Sources:
    """The author's `src/*.cpp`, and what the lock says of the handlers."""
    lock = read_lock(folder)
    known = frozenset(f"src/{name}.cpp" for name in lock.handlers) if lock else frozenset()
    return Sources(texts_in(folder, "src/*.cpp"), known)


def texts_in(folder: Path, pattern: str) -> dict[str, str]:
    """The files that match, by their path in the project."""
    paths = (path for path in sorted(folder.glob(pattern)) if path.is_file())
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8", errors="replace") for path in paths}


class Planned(Protocol):
    """Something whose generated part is planned: a service's, or a package's."""

    @property
    def files(self) -> tuple[PlannedFile, ...]: ...
    def cmake(self) -> str: ...


def generate_into(out: Path, planned: Planned) -> list[str]:
    """Writes the generated part below `out`, only what changed, and removes what is no longer made. Returns what changed."""
    files = (*planned.files, PlannedFile(PLAN_NAME, planned.cmake()))
    changed = write_tree(out, files)
    return changed + remove_others(out, (each.path for each in files))


def as_cmake(data: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Data as CMake variables: `SAKI_PLAN_SOURCES` and so on."""
    lines = ["# SPDX-License-Identifier: Apache-2.0", "#", "# Made by saki for saki_add_service(); see there what each of these means."]
    for key in keys:
        value = data[key]
        text = ";".join(value) if isinstance(value, list) else value
        lines.append(f'set(SAKI_PLAN_{key.upper()} "{text}")')
    return "\n".join(lines) + "\n"
