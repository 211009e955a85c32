# SPDX-License-Identifier: Apache-2.0
"""A whole manifest, from file to model."""

from __future__ import annotations

from pathlib import Path

from saki._load import load
from saki._model import Content, Manifest, Role, RouteKind

NOTES = Path(__file__).with_name("notes.yaml")


def notes() -> Manifest:
    result = load(NOTES)
    assert [str(each) for each in result.diagnostics] == []
    assert result.manifest is not None
    return result.manifest


def test_the_example_of_the_documentation_is_clean() -> None:
    manifest = notes()
    assert manifest.service.name == "notes"
    assert [package.name for package in manifest.packages] == ["sqlite"]
    assert load(NOTES).warnings == ()


def test_routes_keep_their_order_and_kinds() -> None:
    labels = [route.label for route in notes().routes]
    assert labels[:2] == ["GET /notes", "POST /notes"]
    assert [route.kind for route in notes().routes[-3:]] == [RouteKind.WS, RouteKind.SSE, RouteKind.STATIC]


def test_a_handler_knows_its_parameters_and_answers() -> None:
    handler = notes().handler("replace_note")
    assert [(parameter.role, parameter.cpp) for parameter in handler.parameters] == [(Role.PATH, "id"), (Role.BODY, "body")]
    assert [(answer.status, answer.content) for answer in handler.answers] == [(200, Content.JSON)]
    assert handler.used_by == ("PUT /notes/{id:int64}",)
