# SPDX-License-Identifier: Apache-2.0
"""Brings a package here from where its author has it: a folder, an archive, a git repository."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from .._errors import InputError
from .git import GitSource, fetch_git, read_git_source
from .shelf import FILE
from .tree import read_tree
from .unpack import is_archive, unpack


@dataclass(frozen=True, slots=True)
class Source:
    """Where a package comes from: a path, or a repository. `text` is what the lock keeps."""

    text: str
    path: Path | None = None
    git: GitSource | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A package that is here. `folder` holds its package.yaml."""

    folder: Path
    commit: str = ""


def read_source(text: str, project: Path) -> Source:
    """What the user named; raises InputError for what is nothing of the kind."""
    git = read_git_source(text)
    if git is not None:
        return Source(git.text, git=git)
    if "://" in text:
        raise InputError(f"'{text}' is no URL of a git repository", hint=f"write git+{text} if it is one; an archive is downloaded first: curl -LO {text}")
    path = Path(text)
    if not path.exists():
        raise InputError(f"there is no folder or archive {text}", hint="`saki package list` names the packages that come with Saki")
    return Source(near(path, project), path=path)


def near(path: Path, project: Path) -> str:
    """A path as the lock keeps it: relative, where project and package are likely to move together."""
    full, project = Path(os.path.realpath(path)), Path(os.path.realpath(project))
    together = len(Path(os.path.commonpath([full, project])).parts) > 2
    return os.path.relpath(full, project) if together else str(full)


def fetch(source: Source, scratch: Path) -> Fetched:
    """Puts a copy of the package below `scratch`. Raises InputError."""
    target = scratch / "fetched"
    if source.git is not None:
        commit = fetch_git(source.git, target)
        return Fetched(top_of(target, source.text), commit)
    assert source.path is not None
    if source.path.is_dir():
        copy_tree(source.path, target)
    elif is_archive(source.path):
        unpack(source.path, target)
    else:
        raise InputError(f"{source.path} is neither a folder nor an archive", hint="archives end in .tar.gz, .tgz, .tar or .zip")
    return Fetched(top_of(target, source.text))


def copy_tree(folder: Path, target: Path) -> None:
    """Copies what belongs to a package, and nothing that building left behind."""
    if not (folder / FILE).is_file():
        raise InputError(f"there is no {FILE} in {folder}", hint="name the folder of one package; `saki package new NAME` makes one")
    for path in read_tree(folder).files:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, target / path, follow_symlinks=False)


def top_of(folder: Path, text: str) -> Path:
    """Where the package.yaml is: on top, or in the one folder that archives like to have there."""
    if (folder / FILE).is_file():
        return folder
    entries = [each for each in folder.iterdir()] if folder.is_dir() else []
    if len(entries) == 1 and (entries[0] / FILE).is_file():
        return entries[0]
    raise InputError(f"there is no {FILE} on top of {text}", hint="a package's own folder is what is packed")
