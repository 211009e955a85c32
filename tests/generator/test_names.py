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


def calls(text: str) -> dict[str, str]:
    """From a route to the function that asks it, of client.h or test_client.h."""
    lines = [line.strip() for line in text.splitlines()]
    pairs = ((before.removeprefix("// "), line) for before, line in zip(lines, lines[1:]) if line.startswith("[[nodiscard]]"))
    return {label: line.split("(")[0].split()[-1] for label, line in pairs if label.split()[0].isupper()}


AWKWARD = {
    "fields of errors": """
errors:
  Busy: {status: 503, retry_after: 5s, fields: {error: string, member_json: string, retry_after: int64 optional, what: string}}
routes:
  GET /a: {handler: a, returns: Note, errors: [Busy]}
""",
    "a number that is a name": """
routes:
  GET /a/{x}: {handler: get, returns: Note}
  GET /b/{X}: {handler: get, returns: Note}
  GET /c/{x}: {handler: get_2, returns: Note}
""",
    "what the clients call": """
errors:
  Busy: {status: 503}
routes:
  GET /a: {handler: write_parameters, query: {page: int32 = 1}, returns: Note}
  GET /b: {handler: throw_declared, returns: Note, errors: [Busy]}
  GET /c: {handler: compose, returns: Note}
  GET /d: {handler: raw, returns: Note}
  GET /e/{write_parameters}: {handler: named, query: {page: int32 = 1}, returns: Note}
""",
    "classes of handlers": """
routes:
  GET /a: {handler: get2, returns: {200: Note, 202: text}}
  GET /b: {handler: get_2, returns: {200: Note, 202: text}}
""",
}


@pytest.mark.parametrize("manifest", AWKWARD.values(), ids=AWKWARD)
def test_awkward_names_compile(manifest: str, tmp_path: Path) -> None:
    generated(manifest, tmp_path)
    assert complaints(tmp_path) == ""


def test_routes_that_share_a_handler_are_numbered_past_the_names_of_others(tmp_path: Path) -> None:
    files = generated(AWKWARD["a number that is a name"], tmp_path)
    expected = {"GET /a/{x}": "get", "GET /b/{X}": "get_2_", "GET /c/{x}": "get_2"}
    assert calls(files["client.h"]) == calls(files["test_client.h"]) == expected
    assert all(f'"operationId": "{name}"' in files["openapi.json"] for name in expected.values())


def test_the_plain_name_is_that_of_the_first_route_that_is_shown_and_not_deprecated(tmp_path: Path) -> None:
    files = generated(
        """
routes:
  GET /old/{id}: {handler: show, returns: Note, deprecated: true}
  GET /secret/{id}: {handler: show, returns: Note, hidden: true}
  GET /notes/{id}: {handler: show, returns: Note}
  GET /more/{id}: {handler: show, returns: Note}
""",
        tmp_path,
    )
    expected = {"GET /old/{id}": "show_3", "GET /secret/{id}": "show_4", "GET /notes/{id}": "show", "GET /more/{id}": "show_2"}
    assert calls(files["client.h"]) == calls(files["test_client.h"]) == expected


def test_a_handler_called_as_a_part_of_the_clients_gets_another_name_there(tmp_path: Path) -> None:
    files = generated(AWKWARD["what the clients call"], tmp_path)
    assert calls(files["client.h"])["GET /a"] == "write_parameters_" and calls(files["client.h"])["GET /d"] == "raw_"
    assert '"operationId": "raw"' in files["openapi.json"]
