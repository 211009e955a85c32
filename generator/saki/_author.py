# SPDX-License-Identifier: Apache-2.0
"""What `saki generate` and `saki build` do for the author's part of a project: add what is missing, keep lock and schema up to date."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path

from ._errors import ManifestRefused
from ._generate import PlannedProject, plan_project
from ._lock import Lock, read_lock, sdk_path
from ._plan import PlannedFile
from ._scaffold import plan_missing
from ._sdk import Sdk
from ._write import write_tree


@dataclass(frozen=True, slots=True)
class Change:
    """A file that would be written: its text now (None: it does not exist) and then."""

    file: PlannedFile
    before: str | None

    @property
    def word(self) -> str:
        return "create" if self.before is None else "update"

    def diff(self) -> str:
        """A unified diff, as patch takes it."""
        path = self.file.path
        old = self.before.splitlines(keepends=True) if self.before is not None else []
        lines = difflib.unified_diff(old, self.file.text.splitlines(keepends=True), f"a/{path}" if old else "/dev/null", f"b/{path}")
        return "".join(lines)


@dataclass(frozen=True, slots=True)
class AuthorPlan:
    """A project that has been looked at, and what it lacks."""

    folder: Path
    project: PlannedProject
    lock: Lock
    changes: tuple[Change, ...]

    def write(self) -> list[str]:
        return write_tree(self.folder, (each.file for each in self.changes))


def load_project(folder: Path, name: str, *, warn: bool = False) -> PlannedProject:
    """Loads and plans a project. Raises ManifestRefused; prints warnings where asked for."""
    project = plan_project(folder / "service.yaml", name)
    if project.plan is None:
        raise ManifestRefused("".join(project.messages), project.findings)
    if warn:
        sys.stderr.write("".join(project.messages))
    return project


def plan_author(folder: Path, name: str, sdk: Sdk, *, pin: bool, warn: bool = False) -> AuthorPlan:
    """Plans what a project lacks. `pin` records the SDK; otherwise the lock keeps what it says."""
    project = load_project(folder, name, warn=warn)
    assert project.manifest is not None and project.plan is not None
    old = read_lock(folder)
    recorded = sdk_path(sdk.home, folder) if pin or old is None or not old.sdk else old.sdk
    missing = plan_missing(folder, project.manifest, project.plan, old, recorded)
    changes = (Change(file, text_of(folder / file.path)) for file in missing.files)
    return AuthorPlan(folder, project, missing.lock, tuple(each for each in changes if each.before != each.file.text))


def text_of(path: Path) -> str | None:
    """The text of a file, or None when there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
