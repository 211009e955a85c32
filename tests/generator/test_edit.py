# SPDX-License-Identifier: Apache-2.0
"""Additions to a manifest's text: the right place, and every other byte as it was."""

from __future__ import annotations

import pytest

from saki._edit import add_entry, add_item, flow_map, scalar
from saki._errors import InputError

BLOCK = """\
saki: 1  # the format
service: {name: notes}

routes:
  # the list
  GET /notes:   {handler: list_notes}

  POST /notes:  {handler: create_note}   # makes one
  # the end

# what follows are settings
settings:
    title: string = "x"
"""


def added(source: str, section: str, key: str, value: str) -> str:
    insertion = add_entry(source, section, key, value)
    result = insertion.apply(source)
    assert result.replace(insertion.text, "", 1) == source or source[: insertion.at] + source[insertion.at :] == source
    assert result[: insertion.at] == source[: insertion.at]
    assert result[insertion.at + len(insertion.text) :] == source[insertion.at :]
    return result


def test_an_entry_goes_behind_the_last_of_its_section() -> None:
    result = added(BLOCK, "routes", "GET /x", "{handler: x}")
    assert "  # the end\n  GET /x: {handler: x}\n\n# what follows" in result


def test_the_indentation_of_the_section_is_kept() -> None:
    assert '    title: string = "x"\n    size: int32 = 5' in added(BLOCK, "settings", "size", "int32 = 5")


def test_a_missing_section_is_made_where_it_usually_stands() -> None:
    result = added(BLOCK, "types", "Note", "\n  title: string")
    assert "service: {name: notes}\n\ntypes:\n  Note:\n    title: string\n\nroutes:" in result


def test_a_section_at_the_end_comes_behind_everything() -> None:
    source = "saki: 1\nservice: {name: n}"
    assert added(source, "settings", "a", "bool = true") == source + "\n\nsettings:\n  a: bool = true\n"


def test_comments_above_the_next_section_stay_with_it() -> None:
    source = "saki: 1\n\n# about settings\nsettings:\n  a: bool\n"
    assert added(source, "routes", "GET /", "{handler: h}").endswith("{handler: h}\n\n# about settings\nsettings:\n  a: bool\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("types: {A: {x: bool}}\nroutes: {}\n", "types: {A: {x: bool}, B: enum(a|b)}\nroutes: {}\n"),
        ("types: {}\n", "types: {B: enum(a|b)}\n"),
        ("types: {  # none yet\n}\n", None),
        ("types: {A: {x: 'a}b', y: string},\n        C: {z: bool}}\nroutes:\n", None),
        ("types: {A: {x: bool},}\n", "types: {A: {x: bool}, B: enum(a|b)}\n"),
    ],
)
def test_a_section_in_braces_grows_inside_them(source: str, expected: str | None) -> None:
    result = added(source, "types", "B", "enum(a|b)")
    assert expected is None or result == expected
    assert "B: enum(a|b)" in result


def test_an_empty_section_gets_its_first_entry() -> None:
    assert added("routes:\nsettings:\n  a: bool\n", "routes", "GET /", "{handler: h}") == "routes:\n  GET /: {handler: h}\nsettings:\n  a: bool\n"


def test_line_ends_of_windows_are_kept() -> None:
    result = added("saki: 1\r\nroutes:\r\n  GET /: {handler: h}\r\n", "routes", "GET /x", "{handler: x}")
    assert result == "saki: 1\r\nroutes:\r\n  GET /: {handler: h}\r\n  GET /x: {handler: x}\r\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("saki: 1\npackages: [a]\n", "saki: 1\npackages: [a, sqlite]\n"),
        ("saki: 1\npackages: []\n", "saki: 1\npackages: [sqlite]\n"),
        ("packages:\n- a\nroutes:\n", "packages:\n- a\n- sqlite\nroutes:\n"),
        ("packages:\n  - a\n", "packages:\n  - a\n  - sqlite\n"),
        ("saki: 1\nroutes:\n  GET /: {handler: h}\n", "saki: 1\npackages: [sqlite]\nroutes:\n  GET /: {handler: h}\n"),
    ],
)
def test_an_item_goes_to_the_end_of_its_list(source: str, expected: str) -> None:
    assert add_item(source, "packages", "sqlite").apply(source) == expected


def test_several_lines_have_no_place_in_braces() -> None:
    with pytest.raises(InputError):
        add_entry("types: {A: {x: bool}}\n", "types", "B", "\n  x: bool")


@pytest.mark.parametrize(
    ("text", "flow", "expected"),
    [
        ("list(Note)", True, "list(Note)"),
        ('string = "a"', False, 'string = "a"'),
        ('string = "a, b"', True, '"string = \\"a, b\\""'),
        ("a: b", False, '"a: b"'),
        ("[x]", False, '"[x]"'),
        ("GET /notes/{id:int64}", False, "GET /notes/{id:int64}"),
    ],
)
def test_values_are_quoted_only_where_yaml_would_tear_them(text: str, flow: bool, expected: str) -> None:
    assert scalar(text, flow=flow) == expected


def test_pairs_stand_in_braces() -> None:
    assert flow_map([("handler", "h"), ("returns", "T")]) == "{handler: h, returns: T}"
