# SPDX-License-Identifier: Apache-2.0
"""A manifest with planted mistakes gives exactly those, each on its line, and no echo of any."""

from __future__ import annotations

import re
from pathlib import Path

from saki._load import load
from saki._render import render_text

HERE = Path(__file__).parent
PLANTED = HERE / "planted.yaml"
MARK = re.compile(r"\s+#! ([a-z-]+)$")


def test_thirty_mistakes_give_exactly_those_thirty_errors() -> None:
    lines = PLANTED.read_text().splitlines()
    planted = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := MARK.search(line))]
    result = load(PLANTED, packages=HERE / "sdk_packages")
    assert [(each.position.line, each.code) for each in result.diagnostics] == planted
    assert len(planted) == 30


def test_every_error_has_a_place_an_excerpt_and_a_hint() -> None:
    for each in load(PLANTED, packages=HERE / "sdk_packages").diagnostics:
        marked = PLANTED.read_text().splitlines()[each.position.line - 1]
        assert each.excerpt == marked
        covered = marked[each.position.column - 1 :][: each.span.length]
        assert covered.strip() and "#!" not in covered, str(each)


def test_the_text_of_all_of_them_is_as_recorded() -> None:
    text = render_text(load(PLANTED, name="planted.yaml", packages=HERE / "sdk_packages").diagnostics)
    recorded = HERE / "planted.txt"
    assert text == recorded.read_text(), "look at the difference; then: saki check tests/generator/planted.yaml"
