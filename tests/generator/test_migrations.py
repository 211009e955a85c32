# SPDX-License-Identifier: Apache-2.0
"""The steps of a database's schema: which files they are, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from saki._load import LoadResult, load
from saki._model import Migration

MANIFEST = "saki: 1\nservice: {name: notes}\npackages: [sqlite]\n"


def project(tmp_path: Path, **files: str | bytes) -> LoadResult:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "service.yaml").write_text(MANIFEST)
    for name, text in files.items():
        path = tmp_path / "migrations" / name.replace("__", ".")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(tmp_path / "service.yaml", name="service.yaml")


def errors(result: LoadResult) -> list[str]:
    return [f"{each.span.start.file}: {each.code}: {each.text}" for each in result.diagnostics]


def test_steps_stand_by_number_each_with_its_way_back(tmp_path: Path) -> None:
    result = project(
        tmp_path, **{"0010_add_state__sql": "create table b (x);", "2_notes__sql": "create a;", "0002_notes__down__sql": "drop a;", "0002_notes__sqlite__sql": "create table s (x);"}
    )
    assert errors(result) == [] and result.manifest is not None
    assert result.manifest.migrations == (
        Migration(2, "notes", "", "migrations/2_notes.sql", "create a;", "drop a;"),
        Migration(2, "notes", "sqlite", "migrations/0002_notes.sqlite.sql", "create table s (x);", ""),
        Migration(10, "add_state", "", "migrations/0010_add_state.sql", "create table b (x);", ""),
    )
    assert str(tmp_path / "migrations/0010_add_state.sql") in result.files


def test_a_project_without_a_folder_has_none(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(MANIFEST)
    manifest = load(tmp_path / "service.yaml").manifest
    assert manifest is not None and manifest.migrations == ()


@pytest.mark.parametrize("name", ["create_notes.sql", "0001-notes.sql", "0000_notes.sql", "0001_Notes.sql", "0001_notes.up.down.mysql.sql", "1234567890_a.sql"])
def test_another_name_is_told_with_the_right_ones(tmp_path: Path, name: str) -> None:
    result = project(tmp_path, **{name.replace(".", "__"): "create a;"})
    assert errors(result) == [f"migrations/{name}: bad-migration: '{name}' is no name of a migration"]
    assert "0001_create_notes.down.sql" in (result.diagnostics[0].hint or "")


def test_a_number_is_given_once(tmp_path: Path) -> None:
    result = project(tmp_path, **{"0001_notes__sql": "create a;", "0001_tags__sql": "create b;", "0007_more__sql": "c;"})
    assert errors(result) == ["migrations/0001_tags.sql: bad-migration: the number 1 is taken by migrations/0001_notes.sql"]
    assert result.diagnostics[0].hint == "give it the next one: 0008_tags.sql"


def test_whose_number_it_is_is_told_by_the_step_forward(tmp_path: Path) -> None:
    result = project(tmp_path, **{"0001_notes__down__sql": "drop a;", "0001_notes__sql": "create a;", "0001_tags__sql": "create b;"})
    assert errors(result) == ["migrations/0001_tags.sql: bad-migration: the number 1 is taken by migrations/0001_notes.sql"]


def test_two_spellings_of_one_number_are_one_step(tmp_path: Path) -> None:
    result = project(tmp_path, **{"0001_notes__sql": "create a;", "1_notes__sql": "create b;"})
    assert errors(result) == ["migrations/1_notes.sql: bad-migration: it is the same step as migrations/0001_notes.sql"]


def test_a_way_back_needs_a_way_there(tmp_path: Path) -> None:
    result = project(tmp_path, **{"0001_notes__down__sql": "drop a;"})
    assert errors(result) == ["migrations/0001_notes.down.sql: bad-migration: it takes back a step that is not there"]


def test_a_variant_is_for_a_package_of_the_manifest(tmp_path: Path) -> None:
    result = project(tmp_path, **{"0001_notes__sql": "create a;", "0001_notes__sqlit__sql": "create b;"})
    assert errors(result) == ["migrations/0001_notes.sqlit.sql: bad-migration: the manifest has no package 'sqlit'; did you mean 'sqlite'?"]


@pytest.mark.parametrize("text", ["", "\n", "-- only said\n", "/* nothing\n here */ ;\n"])
def test_one_without_a_statement_is_refused(tmp_path: Path, text: str) -> None:
    assert errors(project(tmp_path, **{"0001_notes__sql": text})) == ["migrations/0001_notes.sql: bad-migration: it holds no statement"]


def test_one_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert [each.split(":")[1].strip() for each in errors(project(tmp_path, **{"0001_notes__sql": b"create \xff;"}))] == ["not-utf8"]
