# SPDX-License-Identifier: Apache-2.0
"""A project with packages of its own, as `saki package add` leaves them behind."""

from __future__ import annotations

from pathlib import Path

from saki._load import LoadResult, load
from saki._lock import LOCK_NAME, Lock, Pin, read_lock
from saki._packages.tree import read_tree

HEAD = "saki: 1\nservice: {name: notes}\n"


def package_text(name: str, more: str = "", version: str = "0.1.0") -> str:
    """A package.yaml with what every one has, and more."""
    return f"saki: 1\nname: {name}\nversion: {version}\nheader: {name}.h\ntype: acme::Package\n{more}"


def put(project: Path, name: str, more: str = "", version: str = "0.1.0", *, pinned: bool = True) -> Path:
    """Puts a package below packages/, and into the lock."""
    folder = project / "packages" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.yaml").write_text(package_text(name, more, version))
    if pinned:
        pin(project, name, version)
    return folder


def pin(project: Path, name: str, version: str = "0.1.0") -> None:
    lock = read_lock(project) or Lock()
    lock.packages[name] = Pin(version, f"../{name}", "", read_tree(project / "packages" / name).hash)
    (project / LOCK_NAME).parent.mkdir(exist_ok=True)
    (project / LOCK_NAME).write_text(lock.text())


def compiled(project: Path, manifest: str) -> LoadResult:
    """The project with this manifest, beside no packages of Saki's own."""
    (project / "service.yaml").write_text(HEAD + manifest)
    return load(project / "service.yaml", name="service.yaml", packages=project / "none")


def told(result: LoadResult) -> list[tuple[str, str]]:
    """Code and place of each error."""
    return [(each.code, str(each.position)) for each in result.diagnostics]
