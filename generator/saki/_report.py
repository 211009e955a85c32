# SPDX-License-Identifier: Apache-2.0
"""Where every step of the front end puts what it finds. Knows the files' lines, so that a finding carries its excerpt."""

from __future__ import annotations

from ._diagnostics import Diagnostic, Diagnostics, Severity
from ._position import Span
from ._shown import masked, shown


class Report:
    """Collects the findings of one run over several files."""

    def __init__(self) -> None:
        self.found = Diagnostics()
        self._lines: dict[str, list[str]] = {}

    def know(self, file: str, lines: list[str]) -> None:
        """Remembers a file's lines for excerpts."""
        self._lines[file] = lines

    def line(self, file: str, number: int) -> str:
        """Line `number`, from 1, of a known file; empty when there is none."""
        lines = self._lines.get(file, [])
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def error(self, code: str, span: Span, text: str, hint: str = "") -> None:
        self._add(code, span, text, hint, Severity.ERROR)

    def warn(self, code: str, span: Span, text: str, hint: str = "") -> None:
        self._add(code, span, text, hint, Severity.WARNING)

    def _add(self, code: str, span: Span, text: str, hint: str, severity: Severity) -> None:
        excerpt = masked(self.line(span.start.file, span.start.line))
        hint = hint or f"`saki explain {code}` shows an example"
        self.found.add(Diagnostic(code, shown(text), span, severity, shown(hint), excerpt))

    @property
    def failed(self) -> bool:
        return bool(self.found.errors)
