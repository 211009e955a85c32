# SPDX-License-Identifier: Apache-2.0
"""A package's tree of files, and the hash that pins it.

The hash is over every path with its length and content, in the order of the paths, and over nothing else: it is the same on every
machine and for every way a package came. What building and editing leave behind is no part of a package.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .._errors import InputError

MAX_FILES = 2000
MAX_BYTES = 64 << 20
MAX_DEPTH = 24
LEFT_OUT = frozenset({".git", ".saki", "__pycache__"})
LEFT_OUT_ON_TOP = frozenset({"build", "build-debug"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The files below a folder, in order, and the hash over them."""

    files: tuple[str, ...]
    hash: str


def is_part(path: PurePosixPath) -> bool:
    """Whether a path below a package belongs to it."""
    return not LEFT_OUT & set(path.parts) and path.parts[0] not in LEFT_OUT_ON_TOP


def read_tree(folder: Path) -> Tree:
    """Looks at every file below `folder`. Raises InputError for what a package cannot hold: links, devices, too much."""
    files = sorted(walk(folder, PurePosixPath()), key=str)
    digest = hashlib.sha256()
    left = MAX_BYTES
    for path in files:
        content = read_bounded(folder / path, left)
        left -= len(content)
        name = str(path).encode("utf-8", "surrogateescape")
        digest.update(b"%d %d\n" % (len(name), len(content)) + name + content)
    return Tree(tuple(map(str, files)), f"sha256:{digest.hexdigest()}")


def walk(folder: Path, below: PurePosixPath) -> list[PurePosixPath]:
    """The files at and below one folder of the tree."""
    if len(below.parts) > MAX_DEPTH:
        raise InputError(f"{below} lies more than {MAX_DEPTH} folders deep", hint="a package is a small tree of sources")
    found: list[PurePosixPath] = []
    try:
        with os.scandir(folder / below) as entries:
            for entry in entries:
                if is_part(path := below / entry.name):
                    found += look_at(folder, path, entry)
                refuse_many(len(found))
    except OSError as error:
        raise InputError(f"cannot read {folder / below}: {(error.strerror or str(error)).lower()}") from error
    return found


def look_at(folder: Path, path: PurePosixPath, entry: os.DirEntry[str]) -> list[PurePosixPath]:
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISDIR(mode):
        return walk(folder, path)
    if not stat.S_ISREG(mode):
        what = "a link" if stat.S_ISLNK(mode) else "no file"
        raise InputError(f"{path} is {what}, and a package holds files and folders alone", hint="put the file itself there")
    return [path]


def refuse_many(count: int) -> None:
    if count > MAX_FILES:
        raise InputError(f"a package of more than {MAX_FILES} files", hint="is this the folder of one package?")


def read_bounded(path: Path, left: int) -> bytes:
    """The content of a file, which is not larger than what is left for the package."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(left + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from error
    if len(content) > left:
        raise InputError(f"a package of more than {MAX_BYTES >> 20} MiB", hint="is this the folder of one package?")
    return content
