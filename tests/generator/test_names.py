# SPDX-License-Identifier: Apache-2.0
"""Names that are the manifest's are good C++ beside those that the generator brings along."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_cpp import check
from saki._generate import generate_into, plan_project

HEAD = "saki: 1\nservice: {name: names}\ntypes:\n  Note: {text: string}\n"


def generated(manifest: str, folder: Path) -> dict[str, str]:
    """Everything that is made of a manifest, in the folder `gen`."""
    (folder / "service.yaml").write_text(HEAD + manifest)
    planned = plan_project(folder / "service.yaml", "service.yaml")
    assert planned.plan is not None, planned.messages
    generate_into(folder / "gen", planned)
    return {path.name: path.read_text() for path in (folder / "gen").iterdir()}


def complaints(folder: Path) -> str:
    """What the compiler says about all of it in one unit."""
    return check("g++", [*sorted((folder / "gen").glob("*.cpp")), folder / "gen" / "test_client.h"], folder / "gen")


AWKWARD = {
    "fields of errors": """
errors:
  Busy: {status: 503, retry_after: 5s, fields: {error: string, member_json: string, retry_after: int64 optional, what: string}}
routes:
  GET /a: {handler: a, returns: Note, errors: [Busy]}
""",
}


@pytest.mark.parametrize("manifest", AWKWARD.values(), ids=AWKWARD)
def test_awkward_names_compile(manifest: str, tmp_path: Path) -> None:
    generated(manifest, tmp_path)
    assert complaints(tmp_path) == ""
