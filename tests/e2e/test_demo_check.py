# SPDX-License-Identifier: Apache-2.0
"""`saki demo --check` passes for notes as it is, and fails for notes broken in each of twelve ways."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SDK = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")

BREAKS = {
    "a wrong field": ("src/create_note.cpp", "body.title, body.body", "body.title, body.title"),
    "a lost row": ("src/list_notes.cpp", "id > ?", "id > ? + 1"),
    "a 500": ("src/get_note.cpp", 'saki::NotFound("no such note")', '"no such note"'),
    "validation off": ("service.yaml", "title: string(1..200)", "title: string"),
    "a wrong status": ("service.yaml", "returns: 201 Note", "returns: Note"),
    "bounds of the query off": ("service.yaml", "int32(1..100)", "int32"),
    "data gone after a restart": ("sql/schema.sql", "create table", "drop table if exists notes;\ncreate table"),
    "a title taken twice": ("sql/schema.sql", "not null unique", "not null"),
    "a change not kept": ("src/replace_note.cpp", "state = ?", "state = coalesce(state, ?)"),
    "more deleted than asked": ("src/delete_note.cpp", "where id = ?", "where id >= ?"),
    "a note deleted twice": ("src/delete_note.cpp", "change.count() == 0", "change.count() < 0"),
    "no page": ("service.yaml", "index: index.html", "index: none.html"),
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of notes, built once; each break compiles only what it touches."""
    folder = tmp_path_factory.mktemp("broken") / "notes"
    shutil.copytree(ROOT / "samples" / "notes", folder, ignore=shutil.ignore_patterns("build*", "data"))
    command = ["cmake", "-S", folder, "-B", folder / "build", "-G", "Ninja", f"-Dsaki_DIR={SDK}", "-DCMAKE_BUILD_TYPE=Debug"]
    subprocess.run([*command, "-DBUILD_TESTING=OFF"], check=True, stdout=subprocess.DEVNULL)
    assert walk(folder).returncode == 0, "notes as it is passes"
    return folder


def walk(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds the copy and takes the walk with it."""
    built = subprocess.run(["cmake", "--build", folder / "build"], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    command = [ROOT / "saki", "demo", "--check", "--binary", folder / "build" / "notes"]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("name", BREAKS)
def test_the_walk_sees(name: str, notes: Path) -> None:
    file, old, new = BREAKS[name]
    path = notes / file
    good = path.read_text()
    assert good.count(old) == 1, f"{file} does not hold {old!r} once"
    path.write_text(good.replace(old, new))
    try:
        seen = walk(notes)
    finally:
        path.write_text(good)
    assert seen.returncode == 1, seen.stdout
    assert "FAILED" in seen.stdout
