# SPDX-License-Identifier: Apache-2.0
"""Subjects: the servers that can be measured. Each is a TOML file in bench/servers (ours) or bench/peers (others)."""

from __future__ import annotations

import shlex
import shutil
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .places import BENCH, BUILD, CERTIFICATE, KEY, LARGE_FILE, BenchError
from .work import WORKS

FLOOR = "floor"


@dataclass(frozen=True)
class Subject:
    """A server: how it is started, what it can do and where."""

    name: str
    command: tuple[str, ...]
    works: dict[str, str]  # Name of the work: the path that asks for it.
    package: str = ""  # Debian's package that brings it.
    config: str = ""  # Text of its configuration file.
    files: dict[str, str] = field(default_factory=dict)  # What it serves.
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)  # Commands for particular works.
    alone: tuple[str, ...] = ()  # Further words that make it one process, for counting under a tool.

    def path(self, work: str) -> str:
        return self.works[work]

    def program(self) -> str:
        return self._filled(self.command[0], port=0, folder=Path())

    @property
    def missing(self) -> str:
        """Why it cannot run here; empty when it can."""
        if shutil.which(self.program()):
            return ""
        steps = [f"apt install {self.package}"] if self.package else []
        return ", then ".join(steps + (["./saki build"] if "@build@" in self.command[0] else []))

    def command_for(self, work: str, port: int, folder: Path, *, alone: bool = False) -> list[str]:
        """The command line that serves `work` on `port`; its configuration is written to `folder`."""
        words = self.variants.get(work, self.command) + (self.alone if alone else ())
        if self.config:
            ssl = "ssl" if WORKS[work].secure else ""
            (folder / "config").write_text(self._filled(self.config.replace("@ssl@", ssl), port, folder))
        for name, text in self.files.items():
            (folder / name).write_text(text)
        return [self._filled(word, port, folder) for word in words]

    @staticmethod
    def _filled(text: str, port: int, folder: Path) -> str:
        places = {
            "port": port,
            "folder": folder,
            "config": folder / "config",
            "build": BUILD,
            "large_file": LARGE_FILE,
            "public": LARGE_FILE.parent,
            "certificate": CERTIFICATE,
            "key": KEY,
        }
        for name, value in places.items():
            text = text.replace(f"@{name}@", str(value))
        return text


def subjects(extra: list[Path] | None = None) -> dict[str, Subject]:
    """All subjects by name, ours before the others, the floor first; `extra` files come on top."""
    files = [*sorted((BENCH / "servers").glob("*.toml")), *sorted((BENCH / "peers").glob("*.toml")), *(extra or [])]
    found = {file.stem: _read(file) for file in files}
    return {FLOOR: found.pop(FLOOR)} | found


def _read(file: Path) -> Subject:
    try:
        entries = tomllib.loads(file.read_text())
        return Subject(
            name=file.stem,
            command=tuple(shlex.split(entries["command"])),
            works=entries["works"],
            package=entries.get("package", ""),
            config=entries.get("config", ""),
            files=entries.get("files", {}),
            variants={work: tuple(shlex.split(words)) for work, words in entries.get("variants", {}).items()},
            alone=tuple(shlex.split(entries.get("alone", ""))),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise BenchError(f"{file}: {error}") from error
