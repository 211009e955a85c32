# SPDX-License-Identifier: Apache-2.0
"""Finds in an author's C++ what GCC 12 compiles into a double destruction: tokens → traps → findings. No compiler is asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .._diagnostics import Diagnostic
from .._position import Position, Span
from .._report import Report
from ._tokens import tokens_of
from ._traps import LINT_CODES as LINT_CODES
from ._traps import find_traps


def lint(paths: Iterable[tuple[Path, str]]) -> tuple[Diagnostic, ...]:
    """The findings of the files, each given with the name it is shown by."""
    report = Report()
    for path, name in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        report.know(name, text.splitlines())
        for trap in find_traps(tokens_of(text)):
            place = Position(name, trap.token.line, trap.token.column)
            report.error(trap.code, Span(place, len(trap.token.text)), trap.text, trap.hint)
    return tuple(report.found)
