# SPDX-License-Identifier: Apache-2.0
"""Where the packages of a project are found: those it brought in below its own `packages/`, and those that come with Saki."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .._errors import SakiError
from .._lock import Pin, read_lock

FOLDER = "packages"  # of a project
FILE = "package.yaml"


def sdk_packages() -> Path:
    """The folder of Saki's own packages: beside the generator, or below SAKI_HOME when that is set."""
    home = os.environ.get("SAKI_HOME")
    for folder in (Path(home) / "packages", Path(home) / "share/saki/packages") if home else ():
        if folder.is_dir():
            return folder
    return Path(__file__).resolve().parents[3] / "packages"


def names_in(folder: Path) -> tuple[str, ...]:
    """The packages in a folder, good or not."""
    try:
        return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / FILE).is_file()))
    except OSError:
        return ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one package lies. `label` is what messages call its package.yaml; one that is `pinned` has to be as the lock says."""

    folder: Path
    label: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packages that a manifest can name."""

    local: Path
    label: str  # of the local folder
    sdk: Path
    pins: Mapping[str, Pin] = field(default_factory=dict)
    pinned: bool = True  # whether local ones have to be

    def find(self, name: str) -> Place | None:
        """Where a package lies. What a project brought in itself comes first."""
        if (self.local / name / FILE).is_file():
            return Place(self.local / name, os.path.join(self.label, name, FILE), self.pinned)
        path = self.sdk / name
        return Place(path, str(path / FILE), False) if (path / FILE).is_file() else None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({*names_in(self.local), *names_in(self.sdk)}))


def shelf_of(project: Path, name: str, sdk: Path | None = None) -> Shelf:
    """The shelf of the project whose manifest messages call `name`."""
    try:
        lock = read_lock(project)
    except SakiError:
        lock = None  # What reads it for itself says so; until then nothing is pinned.
    return Shelf(project / FOLDER, os.path.join(os.path.dirname(name), FOLDER), sdk or sdk_packages(), lock.packages if lock else {})


def shelf_beside(package: Path) -> Shelf:
    """What a package itself can need: others in the folder where it lies, and Saki's."""
    return Shelf(package.parent, str(package.parent), sdk_packages(), pinned=False)
