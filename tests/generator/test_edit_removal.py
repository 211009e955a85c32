# SPDX-License-Identifier: Apache-2.0
"""An item leaves a manifest, and every other byte stays."""

from __future__ import annotations

import pytest
from saki._edit import add_item
from saki._edit_removal import has_item, remove_item
from saki._errors import InputError


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("saki: 1\npackages: [a, x]\n", "saki: 1\npackages: [a]\n"),
        ("packages: [x, a]  # why\n", "packages: [a]  # why\n"),
        ("packages: [ a, x, b ]\n", "packages: [ a, b ]\n"),
        ("packages: [a, {name: x, config: {path: 'a, b]'}}, b]\n", "packages: [a, b]\n"),
        ("packages: [a,\n  x,  # of course\n  b]\n", "packages: [a,\n  # of course\n  b]\n"),
        ("saki: 1\npackages: [x]\nroutes:\n", "saki: 1\nroutes:\n"),
        ("saki: 1\npackages: [x]", "saki: 1\n"),
        ("packages:\n  - a\n  - x\nroutes:\n", "packages:\n  - a\nroutes:\n"),
        ("packages:\n  - x  # one\n  # of b\n  - b\n", "packages:\n  # of b\n  - b\n"),
        ("packages:\n- name: x\n  config:\n    path: y\n\n- b\n", "packages:\n\n- b\n"),
        ("packages:\n  - {name: x, optional: true}\n  - b\n", "packages:\n  - b\n"),
        ("packages:\n  - 'x'\n  - b\n", "packages:\n  - b\n"),
        ("saki: 1\npackages:\n  - x\n\n# Routes.\nroutes: {}\n", "saki: 1\n\n# Routes.\nroutes: {}\n"),
        ("packages:\r\n  - x\r\n  - b\r\n", "packages:\r\n  - b\r\n"),
    ],
)
def test_an_item_leaves_alone(source: str, expected: str) -> None:
    assert remove_item(source, "packages", "x").apply(source) == expected


@pytest.mark.parametrize("source", ["saki: 1\n", "packages: [xx, a]\n", "packages:\n  - xx\n  - name: a\n    config: {b: x}\n", "packages: [{name: a, config: {title: x}}]\n"])
def test_what_is_not_there_cannot_leave(source: str) -> None:
    assert not has_item(source, "packages", "x")
    with pytest.raises(InputError, match="is not in `packages`"):
        remove_item(source, "packages", "x")


@pytest.mark.parametrize(
    "source",
    [
        "saki: 1\nservice: {name: a}\n\nroutes:\n  GET /: {handler: h}\n",
        "saki: 1\npackages: [a]\nroutes: {}\n",
        "saki: 1\npackages:\n  - a  # first\n  # and this\nroutes: {}\n",
        "saki: 1\npackages: [a, {name: b, optional: true}]  # two\n",
    ],
)
def test_what_was_added_leaves_no_trace(source: str) -> None:
    added = add_item(source, "packages", "x").apply(source)
    assert remove_item(added, "packages", "x").apply(added) == source
