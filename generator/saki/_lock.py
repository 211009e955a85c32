# SPDX-License-Identifier: Apache-2.0
"""`.saki/lock.json`: what saki knows of a project beyond its manifest. Committed with it.

    {
      "format": 1,                         of the manifest
      "saki": "0.1.0",                     the version that wrote this
      "sdk": "/usr/local/share/saki",      where the SDK was; relative when it lies beside or above the project
      "packages": {
        "sqlite": "0.1.0",                 one of Saki's own
        "greeting": {"version": "0.2.0", "source": "../greeting", "hash": "sha256:…"}    one below packages/, as it was when added
      },
      "handlers": {"get_note": "…"}        each handler's name and the hash of its stub as made; empty when the author wrote the file
    }
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from . import __version__
from ._errors import InputError
from ._model import FORMAT_VERSION

LOCK_NAME = ".saki/lock.json"


@dataclass(frozen=True, slots=True)
class Pin:
    """What the lock says of a package: of Saki's own its version alone."""

    version: str
    source: str = ""  # where it came from: a folder, an archive, a git URL
    commit: str = ""  # of a git source
    hash: str = ""  # of its tree

    def as_data(self) -> object:
        told = {"version": self.version, "source": self.source, "commit": self.commit, "hash": self.hash}
        return {key: value for key, value in told.items() if value} if self.hash else self.version


def read_pin(data: object) -> Pin:
    """A pin from the lock's JSON; raises TypeError for what is none."""
    if isinstance(data, str):
        return Pin(data)
    if not isinstance(data, dict):
        raise TypeError("a package's entry is a version or a map")
    return Pin(**{key: str(data.get(key, "")) for key in ("version", "source", "commit", "hash")})


@dataclass(frozen=True, slots=True)
class Lock:
    """The contents of the lock file."""

    sdk: str = ""
    version: str = __version__
    format: int = FORMAT_VERSION
    packages: dict[str, Pin] = field(default_factory=dict)
    handlers: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        data = {
            "format": self.format,
            "saki": self.version,
            "sdk": self.sdk,
            "packages": {name: pin.as_data() for name, pin in sorted(self.packages.items())},
            "handlers": dict(sorted(self.handlers.items())),
        }
        return json.dumps(data, indent=2) + "\n"


def read_lock(project: Path) -> Lock | None:
    """The project's lock, or None when it has none. Raises InputError for one that cannot be understood."""
    path = project / LOCK_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        lock = Lock(
            sdk=str(data.get("sdk", "")),
            version=str(data["saki"]),
            format=int(data["format"]),
            packages={str(name): read_pin(pin) for name, pin in data.get("packages", {}).items()},
            handlers={str(name): str(hash) for name, hash in data.get("handlers", {}).items()},
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"cannot read {path}: {error}", hint="delete it; `saki generate` writes it again") from error
    return lock


def hash_of(text: str) -> str:
    """What tells an untouched stub from an edited one."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def sdk_path(home: Path, project: Path) -> str:
    """How the lock names the SDK: relative where project and SDK are likely to move together, else absolute."""
    home, project = home.resolve(), project.resolve()
    common = Path(os.path.commonpath([home, project]))
    near = common == home or common == project.parent or common == home.parent
    return os.path.relpath(home, project) if near and common != Path("/") else str(home)
