# SPDX-License-Identifier: Apache-2.0
"""Golden projects: a manifest, and beside it everything that is generated from it, reviewed like code.

    SAKI_UPDATE_GOLDEN=1 /usr/bin/python3 -m pytest tests/generator/test_golden.py      writes what is expected anew
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from saki._generate import generate_into, plan_project

GOLDEN = Path(__file__).parent / "golden"
PROJECTS = sorted(path.parent.name for path in GOLDEN.glob("*/service.yaml"))


def generated(project: Path, out: Path) -> dict[str, str]:
    """Everything that the generator makes of a project."""
    planned = plan_project(project / "service.yaml", "service.yaml")
    assert planned.plan is not None, planned.messages
    generate_into(out, planned)
    return {path.name: path.read_text() for path in sorted(out.iterdir())}


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_generated_is_as_reviewed(name: str, tmp_path: Path) -> None:
    found = generated(GOLDEN / name, tmp_path / "gen")
    expected = GOLDEN / name / "expected"
    if os.environ.get("SAKI_UPDATE_GOLDEN"):
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(tmp_path / "gen", expected)
    assert {path.name: path.read_text() for path in sorted(expected.iterdir())} == found


@pytest.mark.parametrize("name", PROJECTS)
def test_nothing_of_this_machine_or_day_is_in_it(name: str, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / name
    shutil.copytree(GOLDEN / name, moved)
    assert generated(moved, tmp_path / "a") == generated(GOLDEN / name, tmp_path / "b")


@pytest.mark.parametrize("name", PROJECTS)
def test_generating_again_writes_nothing(name: str, tmp_path: Path) -> None:
    planned = plan_project(GOLDEN / name / "service.yaml", "service.yaml")
    assert generate_into(tmp_path, planned)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert generate_into(tmp_path, planned) == []
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_files_that_are_no_longer_made_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "types.h").write_text("from an older manifest")
    planned = plan_project(GOLDEN / "hello" / "service.yaml", "service.yaml")
    assert "types.h" in generate_into(tmp_path, planned)
    assert not (tmp_path / "types.h").exists()


def test_the_openapi_document_names_every_route_that_is_shown() -> None:
    document = json.loads((GOLDEN / "everything" / "expected" / "openapi.json").read_text())
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]["/api/accounts"]) == {"get", "post"}
    assert "/old/{id}" not in document["paths"], "hidden routes are left out"
    answers = document["paths"]["/api/accounts"]["post"]["responses"]
    assert set(answers) == {"201", "202", "204", "409", "418", "429", "503", "default"}
    references = {part for part in str(document).replace("'", " ").split() if part.startswith("#/components")}
    assert {part.rsplit("/", 1)[1] for part in references} <= set(document["components"]["schemas"])
