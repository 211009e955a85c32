# SPDX-License-Identifier: Apache-2.0
"""How findings look: to people, to editors, to tools."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from saki._diagnostics import Diagnostic, Diagnostics, Severity
from saki._position import Position, Span
from saki._render import Style, render_gcc, render_json, render_sarif, render_text, style_for, tally
from saki._report import Report


def finding(column: int = 5, length: int = 4, excerpt: str = "key: valu # comment", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("bad-value", "it is wrong", Span(Position("a.yaml", 3, column), length), severity, "write it right", excerpt)


def test_text_shows_place_excerpt_caret_and_hint() -> None:
    assert render_text([finding(6)]) == (
        "a.yaml:3:6: error[bad-value]: it is wrong\n 3 | key: valu # comment\n   |      ^~~~\n hint: write it right\n"
    )


def test_the_caret_stands_under_wide_and_combined_characters() -> None:
    excerpt = "日本: e\u0301 wrong"
    _, line, caret, _ = render_text([finding(excerpt.index("wrong") + 1, 5, excerpt)]).splitlines()
    assert caret.index("^") == len(" 3 | ") + 4 + len(": ") + 1 + 1
    assert line.endswith("wrong") and caret.endswith("^~~~~")


def test_a_long_line_is_cut_around_the_caret() -> None:
    excerpt = "x" * 400 + "wrong" + "y" * 400
    _, line, caret, _ = render_text([finding(401, 5, excerpt)]).splitlines()
    assert len(line) < 180
    assert line[caret.index("^") :].startswith("wrong")


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in render_text([finding()], style_for(io.StringIO()))
    assert "\x1b[1;31merror[bad-value]\x1b[0m" in render_text([finding()], Style(True))
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert style_for(io.StringIO()).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not style_for(io.StringIO()).colour


def test_gcc_lines_are_understood_by_every_editor() -> None:
    assert render_gcc([finding()]) == "a.yaml:3:5: error: it is wrong [bad-value]\n"


def test_json_tells_everything() -> None:
    data = json.loads(render_json([finding(), finding(7, severity=Severity.WARNING)], file="a.yaml"))
    assert data["ok"] is False and data["file"] == "a.yaml"
    assert data["errors"] == [
        {
            "code": "bad-value",
            "severity": "error",
            "text": "it is wrong",
            "hint": "write it right",
            "file": "a.yaml",
            "line": 3,
            "column": 5,
            "length": 4,
            "excerpt": "key: valu # comment",
        }
    ]
    assert [each["column"] for each in data["warnings"]] == [7]


def test_sarif_has_a_rule_and_a_region_for_each_result() -> None:
    run: dict[str, Any] = json.loads(render_sarif([finding()]))["runs"][0]
    assert run["tool"]["driver"]["rules"] == [{"id": "bad-value"}]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert (result["ruleId"], result["level"]) == ("bad-value", "error")


def test_findings_are_sorted_and_a_place_is_told_once() -> None:
    found = Diagnostics()
    for diagnostic in (finding(9), finding(5), finding(5)):
        found.add(diagnostic)
    assert [each.position.column for each in found] == [5, 9]


@pytest.mark.parametrize(
    ("counts", "text"), [((0, 0), "no errors"), ((1, 0), "1 error"), ((2, 1), "2 errors, 1 warning"), ((0, 3), "3 warnings")]
)
def test_counts_are_words(counts: tuple[int, int], text: str) -> None:
    assert tally(*counts) == text


def test_what_findings_quote_cannot_steer_a_terminal() -> None:
    report = Report()
    report.know("a.yaml", ["key\u202e:\tvalue"])
    report.error("unknown-key", Span(Position("a.yaml", 1, 1), 4), "unknown key '\x1b[2J\u202e\n'", "not '\x9b' but 'é'")
    (found,) = report.found.errors
    assert found.text == r"unknown key '\u001b[2J\u202e\u000a'"
    assert found.hint == r"not '\u009b' but 'é'"
    assert found.excerpt == "key\ufffd:\tvalue"
