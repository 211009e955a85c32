# SPDX-License-Identifier: Apache-2.0
"""Puts packages into a project and takes them out again: the folder below packages/ and its pin in the lock, both or neither."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .._errors import InputError, SetupError
from .._lock import LOCK_NAME, Lock, Pin, read_lock
from .._write import reason, write_file
from .shelf import FOLDER
from .tree import read_tree


@contextmanager
def scratch_of(project: Path) -> Iterator[Path]:
    """A folder on the project's own file system, gone afterwards."""
    try:
        (project / ".saki").mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=project / ".saki", prefix=".package."))
    except OSError as error:
        raise SetupError(f"cannot write in {project}: {reason(error)}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def put(project: Path, folder: Path | None, pin: Pin, name: str, scratch: Path) -> Iterator[None]:
    """Moves a package's folder to its place, unless it is there already, and pins it. What happens inside may still fail: then all is as
    it was before."""
    lock = (project / LOCK_NAME).read_bytes() if (project / LOCK_NAME).is_file() else None
    place = project / FOLDER / name
    before = scratch / "before"
    try:
        if folder is not None:
            place.parent.mkdir(exist_ok=True)
            if place.exists():
                place.rename(before)
            folder.rename(place)
        write_pin(project, name, pin)
        yield
    except BaseException:
        if folder is not None:
            put_back(place, before)
        restore(project / LOCK_NAME, lock)
        raise


def put_back(place: Path, before: Path) -> None:
    """Undoes a move."""
    shutil.rmtree(place, ignore_errors=True)
    if before.exists():
        before.rename(place)
    elif place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()


def restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def write_pin(project: Path, name: str, pin: Pin | None) -> None:
    """Records a package in the lock, or takes it out."""
    lock = read_lock(project) or Lock()
    packages = {key: value for key, value in lock.packages.items() if key != name} | ({name: pin} if pin else {})
    write_file(project / LOCK_NAME, replace(lock, packages=packages).text())


def take_out(project: Path, name: str) -> bool:
    """Deletes a package's folder and its pin; returns whether there was one."""
    place = project / FOLDER / name
    write_pin(project, name, None)
    if not place.is_dir():
        return False
    shutil.rmtree(place)
    if not any(place.parent.iterdir()):
        place.parent.rmdir()
    return True


def refuse_changed(project: Path, name: str, pin: Pin | None) -> None:
    """Raises InputError where deleting a package would lose what somebody wrote."""
    place = project / FOLDER / name
    if place.is_dir() and (pin is None or read_tree(place).hash != pin.hash):
        raise InputError(f"{FOLDER}/{name} is not what was added: somebody's changes would be lost", hint="move them to safety, or say --force")
