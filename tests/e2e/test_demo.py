# SPDX-License-Identifier: Apache-2.0
"""`saki demo --check` passes for notes as it is; broken in each of these ways, it fails at the step that looks there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SDK = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")


@dataclass(frozen=True)
class Break:
    """What is done to notes, as (file, old, new), and how the step that must see it begins."""

    name: str
    step: str
    edits: tuple[tuple[str, str, str], ...]


def edit(name: str, step: str, file: str, old: str, new: str) -> Break:
    return Break(name, step, ((file, old, new),))


# Neighbours share a file where they can: putting it right for the next one then compiles nothing of its own.
BREAKS = (
    edit("a wrong field", "create a note", "src/create_note.cpp", "body.title, body.body", "body.title, body.title"),
    edit("a field that is lost", "create a note", "src/create_note.cpp", "body.tags, body.state", "std::vector<std::string>{}, body.state"),
    edit("a row that is lost", "list both", "src/list_notes.cpp", "id > ?", "id > ? + 1"),
    edit("the wrong order", "list both", "src/list_notes.cpp", "order by id limit", "order by id desc limit"),
    edit("a page that begins too early", "list page by page", "src/list_notes.cpp", "id > ?", "id >= ?"),
    edit("a 500", "answer 404", "src/get_note.cpp", 'saki::NotFound("no such note")', '"no such note"'),
    edit("a change that is not kept", "replace a note", "src/replace_note.cpp", "state = ?", "state = coalesce(state, ?)"),
    edit("more deleted than asked", "delete a note", "src/delete_note.cpp", "where id = ?", "where id >= ?"),
    edit("a note deleted twice", "delete a note", "src/delete_note.cpp", 'throw saki::NotFound("no such note")', "co_return"),
    edit("data gone after a restart", "start again", "service.yaml", "packages: [sqlite]", "packages: [{name: sqlite, config: {path: ':memory:'}}]"),
    edit("a title taken twice", "refuse a second note", "migrations/0001_notes.sql", "not null unique", "not null"),
    edit("validation off", "refuse a note that breaks", "service.yaml", "title: string(1..200)", "title: string"),
    edit("bounds of the query off", "list page by page", "service.yaml", "int32(1..100)", "int32"),
    edit("a wrong status", "create a note", "service.yaml", "returns: 201 Note", "returns: Note"),
    edit("no page", "answer 404", "service.yaml", "index: index.html", "index: none.html"),
    Break(
        "a readonly field taken from the request",
        "create a note",
        (
            ("service.yaml", "id: int64 readonly", "id: int64 = 0"),
            ("src/create_note.cpp", "if (!note) refuse", "if (note) (*note)->id = body.id;\n  if (!note) refuse"),
        ),
    ),
)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of notes, built once, as it is; each break compiles only what it touches."""
    folder = tmp_path_factory.mktemp("broken") / "notes"
    shutil.copytree(ROOT / "samples" / "notes", folder, ignore=shutil.ignore_patterns("build*", "data"))
    configure = ["cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja", f"-Dsaki_DIR={SDK}", "-DBUILD_TESTING=OFF"]
    faster = [f"-DCMAKE_CXX_COMPILER_LAUNCHER={ccache}"] if (ccache := shutil.which("ccache")) else []
    subprocess.run([*configure, *faster, "-DCMAKE_BUILD_TYPE=Debug"], check=True, stdout=subprocess.DEVNULL)
    seen = walk(folder)
    assert (seen.returncode, failed_steps(seen)) == (0, []), seen.stdout
    return folder


def walk(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds the copy and takes the walk with it."""
    built = subprocess.run(["cmake", "--build", folder / "build"], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    command = [ROOT / "saki", "demo", "--check", "--binary", folder / "build" / "notes"]
    return subprocess.run(command, capture_output=True, text=True)


def failed_steps(seen: subprocess.CompletedProcess[str]) -> list[str]:
    return re.findall(r"^  FAILED  (.*)$", seen.stdout, re.MULTILINE)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda each: each.name)
def test_the_walk_fails_where_notes_is_broken(broken: Break, notes: Path) -> None:
    good = {file: (notes / file).read_text() for file, _, _ in broken.edits}
    for file, old, _ in broken.edits:
        assert good[file].count(old) == 1, f"{file} does not hold {old!r} once"
    try:
        for file, old, new in broken.edits:
            (notes / file).write_text(good[file].replace(old, new))
        seen = walk(notes)
    finally:
        for file, text in good.items():
            (notes / file).write_text(text)
    assert seen.returncode == 1, seen.stdout + seen.stderr
    (failed,) = failed_steps(seen)
    assert failed.startswith(broken.step)
