# SPDX-License-Identifier: Apache-2.0
"""A thousand random manifests are clean, and each with one random mistake gives exactly that one; the schema agrees."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from random_manifest import Maker, write
from random_mistakes import IN_THE_FILE, MISTAKES, STRUCTURAL
from saki._load import LoadResult, load
from saki._schema import make_schema

HERE = Path(__file__).parent
ROUNDS = 1000
SEED = 20261120


def made(number: int) -> tuple[dict[str, Any], random.Random]:
    dice = random.Random(SEED + number)
    return Maker(dice).manifest(), dice


def compiled(text: str | bytes, folder: Path) -> LoadResult:
    path = folder / "service.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path, name="service.yaml", packages=HERE / "sdk_packages")


def told(result: LoadResult) -> list[str]:
    return [str(each) for each in result.diagnostics]


@pytest.mark.parametrize("hundred", range(ROUNDS // 100))
def test_random_manifests_are_clean_and_one_mistake_gives_one_error(hundred: int, tmp_path: Path) -> None:
    for number in range(hundred * 100, hundred * 100 + 100):
        data, dice = made(number)
        text = write(data, dice)
        assert told(compiled(text, tmp_path)) == [], f"manifest {number}:\n{text}"
        code, text = with_a_mistake(data, text, dice)
        result = compiled(text, tmp_path)
        assert [each.code for each in result.diagnostics] == [code], f"manifest {number}: {told(result)}\n{text!r}"


def with_a_mistake(data: dict[str, Any], text: str, dice: random.Random) -> tuple[str, str | bytes]:
    """The code of a random mistake and the manifest that has it: one in ten is in the file itself, the others in what it says."""
    if dice.random() < 0.1:
        spoil, code = dice.choice(IN_THE_FILE)
        return code, spoil(text)
    wrong = copy.deepcopy(data)
    code = dice.choice(MISTAKES)(wrong, dice)
    return code, write(wrong, dice)


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_each_kind_of_mistake_gives_one_error_in_either_style(number: int, tmp_path: Path) -> None:
    for style in range(2):
        data, dice = made(5000 + 10 * number + style)
        code = MISTAKES[number](data, dice)
        result = compiled(write(data, dice), tmp_path)
        assert [each.code for each in result.diagnostics] == [code], f"{told(result)}\n{write(data, dice)}"


VALIDATOR = jsonschema.Draft7Validator(make_schema())


def as_json(data: Any) -> Any:
    """The data as an editor's YAML reader hands it over: plain numbers are numbers."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    return int(data) if isinstance(data, str) and data.isdigit() else data


def test_the_schema_takes_what_the_checks_take() -> None:
    for number in range(60):
        data, _ = made(number)
        errors = [f"{list(error.path)}: {error.message}" for error in VALIDATOR.iter_errors(as_json(data))]
        assert errors == [], json.dumps(data, indent=1)


def test_the_schema_refuses_what_is_wrong_in_structure() -> None:
    checked = 0
    for number, mistake in enumerate(MISTAKES):
        data, dice = made(8000 + number)
        code = mistake(data, dice)
        across = "jobs" in data and "late" in data["jobs"] or "min" in json.dumps(data["types"]) and code == "wrong-kind"
        if code in STRUCTURAL and not across:
            checked += 1
            assert not VALIDATOR.is_valid(as_json(data)), (number, code)
    assert checked > 10
