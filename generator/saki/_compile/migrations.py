# SPDX-License-Identifier: Apache-2.0
"""Reads `migrations/*.sql`: the numbered steps of a database's schema, which are embedded in the program.

    0001_create_notes.sql              what brings the schema forward
    0001_create_notes.down.sql         what takes it back; need not be there
    0001_create_notes.mysql.sql        stands in for the first where the database is MySQL
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .._model import Migration
from .._position import Position, Span
from .._report import Report
from .._suggest import did_you_mean
from .._yaml.source import read_source

FOLDER = "migrations"
NAME = re.compile(r"(?P<number>[0-9]{1,9})_(?P<name>[a-z][a-z0-9_]*)(?:\.(?P<backend>[a-z][a-z0-9-]*?))??(?P<down>\.down)?\.sql")
STATEMENT = re.compile(r"[^\s;]")
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """One file: what its name says, and its text."""

    path: str  # in the project
    shown: str  # as messages call it
    number: int
    name: str
    backend: str
    down: bool
    text: str

    @property
    def span(self) -> Span:
        return Span(Position(self.shown, 1, 1))


def read_migrations(project: Path, manifest: str, packages: Iterable[str], report: Report, files: list[str]) -> tuple[Migration, ...]:
    """The steps by number, those for all databases first; what is wrong with them is reported. `manifest` is how messages call that file."""
    found = [file for path in sorted((project / FOLDER).glob("*.sql")) if (file := read_file(path, str(Path(manifest).parent / FOLDER / path.name), report, files)) is not None]
    known = tuple(packages)
    for file in found:
        if file.backend and file.backend not in known:
            text = f"the manifest has no package '{file.backend}'{did_you_mean(file.backend, known)}"
            report.error("bad-migration", file.span, text, f"its packages are {', '.join(known) or 'none'}; remove or rename the file")
    check_numbers(found, report)
    downs = {(file.number, file.backend): file for file in found if file.down}
    ups = sorted((file for file in found if not file.down), key=lambda file: (file.number, file.backend))
    for key in downs.keys() - {(up.number, up.backend) for up in ups}:
        text = "it takes back a step that is not there"
        report.error("bad-migration", downs[key].span, text, f"write {downs[key].path.replace('.down.sql', '.sql')}, or remove this file")
    return tuple(step(up, downs.get((up.number, up.backend))) for up in ups)


def step(up: File, down: File | None) -> Migration:
    return Migration(up.number, up.name, up.backend, up.path, up.text, down.text if down else "")


def read_file(path: Path, shown: str, report: Report, files: list[str]) -> File | None:
    """One file, or None when something is wrong with it."""
    name = f"{FOLDER}/{path.name}"
    files.append(str(path))
    start = Span(Position(shown, 1, 1))
    match = NAME.fullmatch(path.name)
    if match is None or int(match["number"]) == 0:
        hint = "0001_create_notes.sql; what takes it back 0001_create_notes.down.sql; one for MySQL alone 0001_create_notes.mysql.sql"
        report.error("bad-migration", start, f"'{path.name}' is no name of a migration", hint)
        return None
    source = read_source(path, shown, report)
    if source is None:
        return None
    if STATEMENT.search(COMMENT.sub("", source.text)) is None:
        report.error("bad-migration", start, "it holds no statement", "write SQL, or remove the file")
        return None
    return File(name, shown, int(match["number"]), match["name"], match["backend"] or "", match["down"] is not None, source.text)


def check_numbers(found: list[File], report: Report) -> None:
    """A number stands for one step, whatever its variants."""
    first: dict[int, File] = {}
    seen: dict[tuple[int, str, bool], File] = {}
    for file in sorted(found, key=lambda file: file.down):
        other = first.setdefault(file.number, file)
        if other.name != file.name:
            text = f"the number {file.number} is taken by {other.path}"
            report.error("bad-migration", file.span, text, f"give it the next one: {max(each.number for each in found) + 1:04}_{file.name}.sql")
            continue
        twin = seen.setdefault((file.number, file.backend, file.down), file)
        if twin is not file:
            report.error("bad-migration", file.span, f"it is the same step as {twin.path}", "remove one of the two")
