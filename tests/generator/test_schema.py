# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema and the reference page are made from the grammar, and what is committed is what it makes now."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

import saki
from saki._grammar.server import LIMITS, TIMEOUTS
from saki._reference import make_reference
from saki._schema import make_schema, schema_text

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(saki.__file__).parent


def test_the_schema_is_a_draft_7_schema() -> None:
    jsonschema.Draft7Validator.check_schema(make_schema())


def test_the_committed_schema_is_current() -> None:
    committed = (PACKAGE / "service.schema.json").read_text()
    assert committed == schema_text(), "run: ./saki schema > generator/saki/service.schema.json"


def test_the_committed_reference_is_current() -> None:
    committed = (ROOT / "docs/manifest.md").read_text()
    assert committed == make_reference(), "run: ./saki schema --markdown > docs/manifest.md"


def test_every_key_of_the_schema_says_what_it_means() -> None:
    schema = make_schema()
    for definition in [schema, *schema["definitions"].values()]:
        for name, key in definition.get("properties", {}).items():
            assert key.get("description"), name


def test_the_server_keys_are_those_the_stack_reads() -> None:
    source = ROOT / "stack/src/http/limits.cpp"
    declared = re.findall(r'(Limit|Timeout)Setting\{"([a-z_]+)"', source.read_text())
    assert [name for what, name in declared if what == "Limit"] == [key.name for key in LIMITS.keys]
    assert [name for what, name in declared if what == "Timeout"] == [key.name for key in TIMEOUTS.keys]


def test_the_schema_is_valid_json() -> None:
    assert json.loads(schema_text())["$schema"].startswith("http://json-schema.org/draft-07")
