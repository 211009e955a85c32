# SPDX-License-Identifier: Apache-2.0
"""The tree a YAML file is read into: texts, lists and maps, each knowing where it stands. No value is interpreted here.

A node with `bad` set has been reported already; whoever meets one stays silent, so that a mistake is told once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Union

from .._position import Position, Span

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
INTEGER = re.compile(r"[-+]?[0-9]+\Z", re.ASCII)
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z", re.ASCII)
ESCAPE = re.compile(r"\\(x..|u....|U........|.)|''|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `raw` is its spelling in the file when that is one line, quotes included, else empty."""

    value: str
    start: Position
    raw: str
    style: str = ""  # "" plain, else the quote or the block indicator
    bad: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, max(1, len(self.raw)))

    def part(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters of the value from `offset` on; the whole when the text runs over several lines."""
        if not self.raw:
            return self.span
        if not self.style:
            return self._within(offset, offset + length)
        ends = [1]
        quoted = self.raw[1:-1]
        pieces = ESCAPE.finditer(quoted) if self.style == '"' or "''" in quoted else ()
        ends += [piece.end() + 1 for piece in pieces if self.style == '"' or piece.group()[0] != "\\"]
        if len(ends) <= len(self.value):
            ends = list(range(1, len(self.value) + 2))
        return self._within(ends[min(offset, len(ends) - 1)], ends[min(offset + length, len(ends) - 1)])

    def _within(self, first: int, last: int) -> Span:
        return Span(Position(self.start.file, self.start.line, self.start.column + first), max(1, last - first))

    @property
    def kind(self) -> str:
        """What YAML 1.2 takes it for: text, boolean, integer, number or nothing."""
        if self.style:
            return "text"
        if self.value in NULLS:
            return "nothing"
        if self.value in TRUE or self.value in FALSE:
            return "boolean"
        if INTEGER.match(self.value):
            return "integer"
        return "number" if NUMBER.match(self.value) else "text"

    @property
    def told(self) -> str:
        """How an error names it: the boolean 'true', nothing."""
        return "nothing" if self.kind == "nothing" else f"the {self.kind} '{shorten(self.value)}'"


@dataclass(frozen=True, slots=True)
class Seq:
    items: tuple[Node, ...]
    start: Position
    bad: bool = False
    kind: str = "list"
    told: str = "a list"

    @property
    def span(self) -> Span:
        return Span(self.start)


@dataclass(frozen=True, slots=True)
class Entry:
    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Map:
    entries: tuple[Entry, ...]
    start: Position
    bad: bool = False
    kind: str = "map"
    told: str = "a map"

    @property
    def span(self) -> Span:
        return Span(self.start)

    def get(self, name: str) -> Node | None:
        """Returns the value of key `name`, or None."""
        return next((entry.value for entry in self.entries if entry.key.value == name), None)


Node = Union[Text, Seq, Map]


def shorten(text: str, limit: int = 40) -> str:
    """Cuts what a message quotes, and keeps it on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
