# SPDX-License-Identifier: Apache-2.0
"""Finds the SDK that a project is built with: by SAKI_HOME, by the project's lock, or the one this command belongs to.

An SDK is either Saki's source tree, whose libraries are built in `build/release`, or an installed prefix, whose generator lies in
`share/saki`. Both hold `generator/saki`, which tells the version.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import __version__
from ._errors import SetupError
from ._lock import Lock
from ._machine import saki_files

VERSION_LINE = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sdk:
    """Where an SDK is. `home` holds generator/ and templates/."""

    home: Path
    prefix: Path | None  # of an installed one
    version: str
    note: str = ""  # something the user should know about how it was found

    @property
    def is_tree(self) -> bool:
        return self.prefix is None

    @property
    def package_folder(self) -> Path:
        """The folder with saki-config.cmake."""
        if self.prefix is None:
            return self.home / "build" / "release"
        found = sorted(self.prefix.glob("lib*/cmake/saki")) + sorted(self.prefix.glob("lib/*/cmake/saki"))
        return found[0] if found else self.prefix / "lib" / "cmake" / "saki"


def look_at(folder: Path) -> Sdk | None:
    """The SDK at a folder: a tree, a prefix, or a prefix's share/saki."""
    folder = Path(os.path.realpath(folder))
    for home in (folder, folder / "share" / "saki"):
        try:
            match = VERSION_LINE.search((home / "generator" / "saki" / "__init__.py").read_text(encoding="utf-8"))
        except OSError:
            continue
        if match:
            return Sdk(home, None if (home / "stack").is_dir() else home.parents[1], match.group(1))
    return None


def find_sdk(project: Path, lock: Lock | None) -> Sdk:
    """The SDK for a project; raises SetupError that says how to mend one that is missing or does not fit."""
    sdk = named_by_environment() or named_by_lock(project, lock) or look_at(saki_files())
    if sdk is None:
        raise SetupError(f"no SDK of saki at {saki_files()}", hint="set SAKI_HOME to Saki's tree or to the prefix it is installed in")
    check_version(sdk, lock)
    return sdk


def named_by_environment() -> Sdk | None:
    """The SDK that SAKI_HOME names."""
    named = os.environ.get("SAKI_HOME")
    if not named:
        return None
    sdk = look_at(Path(named))
    if sdk is None:
        raise SetupError(f"SAKI_HOME is {named}, and there is no SDK of saki", hint="let it name Saki's tree or an installed prefix, or unset it")
    return sdk


def named_by_lock(project: Path, lock: Lock | None) -> Sdk | None:
    """The SDK that the lock names; where it is gone this command's own takes its place, and a note says so."""
    if lock is None or not lock.sdk:
        return None
    sdk = look_at(project / lock.sdk)
    if sdk is not None:
        return sdk
    own = look_at(saki_files())
    if own is None:
        return None
    where = project / lock.sdk
    note = f"the SDK named by .saki/lock.json is not at {Path(os.path.normpath(where))} any more; using {own.home} (`saki generate` records it)"
    return Sdk(own.home, own.prefix, own.version, note)


def check_version(sdk: Sdk, lock: Lock | None) -> None:
    """Versions fit when major and minor are the same, as CMake's package says too."""
    if sdk.version.split(".")[:2] != __version__.split(".")[:2]:
        raise SetupError(
            f"the SDK at {sdk.home} is version {sdk.version}, and this command is {__version__}",
            hint=f"run the SDK's own command, {sdk.home / 'saki' if sdk.is_tree else (sdk.prefix or sdk.home) / 'bin/saki'}, or set SAKI_HOME",
        )
    if lock is not None and lock.version.split(".")[:2] != sdk.version.split(".")[:2]:
        raise SetupError(
            f"this project was made for saki {lock.version}, and the SDK at {sdk.home} is {sdk.version}",
            hint=f"`saki generate` moves the project to {sdk.version}; or set SAKI_HOME to an SDK of {lock.version}",
        )
