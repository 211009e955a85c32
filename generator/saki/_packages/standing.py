# SPDX-License-Identifier: Apache-2.0
"""How every package stands to a project: used or not, its own or Saki's, as it was added or not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._compile.package_file import read_package
from .._edit_removal import has_item
from .._errors import InputError
from .._load import load
from .._lock import Pin
from .._project import MANIFEST_NAME
from .._report import Report
from .shelf import Shelf, names_in, sdk_packages, shelf_of
from .tree import read_tree


@dataclass(frozen=True, slots=True)
class Standing:
    """One package. `state` is empty where nothing is wrong."""

    name: str
    version: str
    summary: str
    used: bool
    source: str  # empty for one of Saki's own
    state: str

    def as_data(self) -> dict[str, Any]:
        return {"name": self.name, "version": self.version, "summary": self.summary, "used": self.used, "source": self.source, "state": self.state}


def look_around(project: Path | None) -> tuple[Standing, ...]:
    """Every package that the project could name, or that comes with Saki where there is no project."""
    if project is None:
        shelf = Shelf(Path("/nonexistent"), "", sdk_packages())
        return tuple(stand(name, shelf, used=False) for name in names_in(shelf.sdk))
    manifest = load(project / MANIFEST_NAME).manifest
    needed = {each.name for each in manifest.packages} if manifest else set()
    text = (project / MANIFEST_NAME).read_text(encoding="utf-8", errors="replace")
    shelf = shelf_of(project, MANIFEST_NAME)
    return tuple(stand(name, shelf, used=name in needed or has_item(text, "packages", name)) for name in shelf.names)


def stand(name: str, shelf: Shelf, *, used: bool) -> Standing:
    place = shelf.find(name)
    assert place is not None
    found = read_package(place.folder, place.label, Report())
    pin = shelf.pins.get(name, Pin(""))
    state = "its package.yaml cannot be used" if found is None else state_of(place.folder, pin) if place.pinned else ""
    source = (pin.source or "unknown") if place.pinned else ""
    return Standing(name, found.package.version if found else "", found.package.summary if found else "", used, source, state)


def state_of(folder: Path, pin: Pin) -> str:
    """What is wrong with a copy; empty where it is as it was added."""
    if not pin.hash:
        return "not pinned"
    try:
        return "" if read_tree(folder).hash == pin.hash else "changed"
    except InputError as error:
        return error.text
