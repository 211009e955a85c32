# SPDX-License-Identifier: Apache-2.0
"""Shows diagnostics: to people with excerpt and caret, to tools as JSON, SARIF 2.1.0, or lines as GCC writes them."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from . import __version__
from ._diagnostics import Diagnostic, Severity, in_order

FORMATS = ("text", "json", "sarif", "gcc")
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Style:
    """Whether, and how, words are coloured."""

    colour: bool

    def paint(self, text: str, *codes: int) -> str:
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.colour and text else text


def style_for(stream: TextIO) -> Style:
    """Colour on a terminal that can show it, unless NO_COLOR is set (to anything); FORCE_COLOR turns it on elsewhere."""
    if os.environ.get("NO_COLOR"):
        return Style(False)
    if os.environ.get("FORCE_COLOR"):
        return Style(True)
    return Style(stream.isatty() and os.environ.get("TERM") != "dumb")


def render_text(diagnostics: Sequence[Diagnostic], style: Style = Style(False)) -> str:
    """One paragraph for each finding, in the order of the file."""
    return "\n".join(render_one(diagnostic, style) for diagnostic in in_order(diagnostics))


def render_one(diagnostic: Diagnostic, style: Style) -> str:
    red_or_yellow = 31 if diagnostic.severity is Severity.ERROR else 33
    label = style.paint(f"{diagnostic.severity.value}[{diagnostic.code}]", 1, red_or_yellow)
    lines = [f"{style.paint(str(diagnostic.position), 1)}: {label}: {diagnostic.text}"]
    if diagnostic.excerpt.strip():
        number = str(diagnostic.position.line)
        shown, caret = excerpt(diagnostic)
        lines.append(f" {style.paint(number + ' |', 34)} {shown}")
        lines.append(f" {' ' * len(number)} {style.paint('|', 34)} {style.paint(caret, 1, red_or_yellow)}")
    if diagnostic.hint:
        lines.append(f" {style.paint('hint:', 36)} {diagnostic.hint}")
    return "\n".join(lines) + "\n"


def excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The source line and the line with the caret, aligned by the width characters have on a terminal."""
    line = diagnostic.excerpt.replace("\t", " ")
    begin = min(diagnostic.position.column - 1, len(line))
    if begin > MAX_EXCERPT - 40:
        line = "…" + line[begin - 40 :]
        begin = 41
    cut = line if len(line) <= MAX_EXCERPT else line[: MAX_EXCERPT - 1] + "…"
    end = max(begin + 1, min(begin + diagnostic.span.length, len(cut)))
    return cut, " " * width(cut[:begin]) + "^" + "~" * (max(1, width(cut[begin:end])) - 1)


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def render_gcc(diagnostics: Sequence[Diagnostic]) -> str:
    """`file:line:column: error: text [code]`, which every editor understands."""
    return "".join(f"{each.position}: {each.severity.value}: {each.text} [{each.code}]\n" for each in in_order(diagnostics))


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "text": diagnostic.text,
        "hint": diagnostic.hint,
        "file": diagnostic.position.file,
        "line": diagnostic.position.line,
        "column": diagnostic.position.column,
        "length": diagnostic.span.length,
        "excerpt": diagnostic.excerpt,
    }


def render_json(diagnostics: Sequence[Diagnostic], **more: Any) -> str:
    """One object; `more` adds members to it."""
    found = in_order(diagnostics)
    errors = [as_data(each) for each in found if each.severity is Severity.ERROR]
    warnings = [as_data(each) for each in found if each.severity is Severity.WARNING]
    return json.dumps({"ok": not errors, "errors": errors, "warnings": warnings, **more}, indent=2, ensure_ascii=False) + "\n"


def render_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A SARIF log with one run."""
    found = in_order(diagnostics)
    rules = [{"id": code} for code in sorted({each.code for each in found})]
    driver = {"name": "saki", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [sarif_result(each) for each in found]}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def sarif_result(diagnostic: Diagnostic) -> dict[str, Any]:
    start = diagnostic.position
    region = {"startLine": start.line, "startColumn": start.column, "endColumn": start.column + diagnostic.span.length}
    location = {"physicalLocation": {"artifactLocation": {"uri": start.file}, "region": region}}
    text = f"{diagnostic.text} ({diagnostic.hint})" if diagnostic.hint else diagnostic.text
    return {"ruleId": diagnostic.code, "level": diagnostic.severity.value, "message": {"text": text}, "locations": [location]}


def tally(errors: int, warnings: int) -> str:
    """`2 errors, 1 warning`."""
    counted = [(errors, "error"), (warnings, "warning")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counted if count) or "no errors"
