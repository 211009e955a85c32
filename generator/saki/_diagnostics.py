# SPDX-License-Identifier: Apache-2.0
"""What the compiler says about a manifest: coded, placed, with a hint; collected, never raised one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ._position import Position, Span


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `excerpt` is the source line the span lies on, without its line end."""

    code: str
    text: str
    span: Span
    severity: Severity = Severity.ERROR
    hint: str = ""
    excerpt: str = ""

    @property
    def position(self) -> Position:
        return self.span.start

    def __str__(self) -> str:
        return f"{self.position}: {self.severity.value}[{self.code}]: {self.text}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorts by place, then code, so that a run's output is stable."""
    return tuple(sorted(diagnostics, key=lambda each: (each.position, each.code, each.text)))


class Diagnostics:
    """Collects findings during one run. At most one error is kept for each place: the first is the cause, more are echoes."""

    def __init__(self) -> None:
        self._found: dict[tuple[Position, Severity], Diagnostic] = {}

    def add(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault((diagnostic.position, diagnostic.severity), diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(in_order(self._found.values()))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self if each.severity is Severity.WARNING)
