# SPDX-License-Identifier: Apache-2.0
"""The only place that touches the disk for good. Everything is planned before; each file appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ._errors import InputError, SetupError
from ._plan.files import PlannedFile


def write_file(path: Path, text: str, *, executable: bool = False) -> bool:
    """Writes a file unless it holds that text already; returns whether it did. Readers see the old text or the new one."""
    content = text.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content, 0o755 if executable else 0o644)
    except OSError as error:
        raise SetupError(f"cannot write {path}: {reason(error)}") from error
    return True


def replace(path: Path, content: bytes, mode: int) -> None:
    """Puts a finished file in the place of `path`; an existing file keeps its mode, and a link is followed."""
    path = Path(os.path.realpath(path))
    if path.exists():
        mode = path.stat().st_mode & 0o7777
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_tree(folder: Path, files: Iterable[PlannedFile]) -> list[str]:
    """Writes what changed below `folder`; returns the paths that did."""
    return [each.path for each in files if write_file(folder / each.path, each.text, executable=each.executable)]


def remove_others(folder: Path, keep: Iterable[str]) -> list[str]:
    """Deletes the files of a generated folder that are no longer made; returns their paths. Sub-folders are not looked into."""
    kept = set(keep)
    stale = [each for each in sorted(folder.iterdir()) if each.is_file() and each.name not in kept] if folder.is_dir() else []
    for each in stale:
        each.unlink(missing_ok=True)
    return [each.name for each in stale]


def create_project(folder: Path, files: Iterable[PlannedFile]) -> None:
    """Makes a new folder with these files in one step: built beside its place under another name, then renamed."""
    if folder.exists() or folder.is_symlink():
        raise InputError(f"{folder} exists already", hint="choose another name, or remove it first")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise SetupError(f"cannot make {folder}: {reason(error)}") from error
    try:
        write_tree(scratch, files)
        scratch.chmod(0o755)
        scratch.rename(folder)
    except OSError as error:
        raise SetupError(f"cannot make {folder}: {reason(error)}") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
