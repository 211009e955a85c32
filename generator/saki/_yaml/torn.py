# SPDX-License-Identifier: Apache-2.0
"""Recognises values that YAML tore apart: text that stood unquoted and met a character YAML keeps for itself.

YAML's own words about such a value ("expected ',' or '}'") help nobody. Here the value is found again in its line, so that the
error can name the cause and show the quoted spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BLOCK_KEY = re.compile(r"""\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s#'"\[\]{}&*!|>@%`,?-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)\s*""")
ITEM = re.compile(r"\s*(?:-\s+)+")
CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Torn:
    """A value torn apart, from column `start` to `end` (from 0) of its line, and what did it."""

    start: int
    end: int
    value: str
    cause: str

    @property
    def quoted(self) -> str:
        """The value as it has to be written."""
        return quote(self.value)


def quote(value: str) -> str:
    """Spells a value so that YAML leaves it alone."""
    return "'" + value.replace("'", "''") + "'"


def find_torn(line: str, column: int) -> Torn | None:
    """Returns the torn value around `column` (from 0) of a line that YAML gave up on, or None when the cause is another."""
    start = value_start(line)
    if start is None:
        return None
    if opens_flow(line, start):
        return in_flow(line, start, column) or after_value(line, start, column)
    if column < start:
        return None
    value = line[start:].rstrip()
    if cut := re.search(r"\s#", value):
        value = value[: cut.start()].rstrip()
    cause = cause_at(line, start, column)
    return Torn(start, start + len(value), value, cause) if value and cause else None


def value_start(line: str) -> int | None:
    """The column where the value of a block line `key: value` or `- value` begins."""
    if match := BLOCK_KEY.match(line):
        return match.end()
    match = ITEM.match(line)
    return match.end() if match else None


def opens_flow(line: str, start: int) -> bool:
    return line[start : start + 1] in ("{", "[")


def cause_at(line: str, start: int, column: int) -> str:
    """Which character of a block value YAML stumbled over."""
    first = line[start : start + 1]
    if first in ("'", '"'):
        return "what follows a quoted text"
    if first in tuple("@`%|>*&!"):
        return f"the leading '{first}'"
    return "': '" if line[column : column + 1] == ":" and column > start else ""


def after_value(line: str, start: int, column: int) -> Torn | None:
    """A block value such as `[a-z]+ more`: a list to YAML, and then something it does not expect."""
    value = line[start:].rstrip()
    return Torn(start, start + len(value), value, f"the leading '{line[start]}'") if column > start and value else None


def in_flow(line: str, start: int, column: int) -> Torn | None:
    """Finds the entry of `{…}` or `[…]` that holds `column`, and what of it was meant as one value."""
    first = entry_at(line, start, column)
    if first is None:
        return None
    entry = line[first:]
    lead = len(entry) - len(entry.lstrip())
    key = re.match(r"""\s*(?:"[^"]*"|'[^']*'|[^"'{}\[\],]*?)\s*:\s+""", entry)
    begin = first + (key.end() if key else lead)
    if begin > column:
        return None
    end = value_end(line, begin, stop_at_colon=key is None)
    value = line[begin:end].rstrip()
    culprit = line[column : column + 1]
    if begin == column or value[:1] in ("'", '"'):
        cause = "what follows a quoted text" if value[:1] in ("'", '"') else f"the leading '{culprit}'"
    else:
        cause = "': '" if culprit == ":" else f"'{culprit}'"
    return Torn(begin, begin + len(value), value, cause) if value else None


def entry_at(line: str, start: int, column: int) -> int | None:
    """Where the innermost flow entry that holds `column` begins."""
    entries: list[int] = []
    at = start
    fresh = True  # whether a token may begin here
    while at < min(column, len(line)):
        character = line[at]
        if fresh and character in "'\"":
            at = max(at, line.find(character, at + 1))
            fresh = False
        elif fresh and character in "{[":
            entries.append(at + 1)
        elif character in "}]" and entries:
            entries.pop()
            fresh = False
        elif character == "," and entries:
            entries[-1] = at + 1
            fresh = True
        elif character == ":" and line[at + 1 : at + 2] in (" ", ""):
            fresh = True
        elif not character.isspace():
            fresh = False
        at += 1
    return entries[-1] if entries else None


def value_end(line: str, begin: int, *, stop_at_colon: bool) -> int:
    """Where a value meant as one ends: at the comma or bracket that closes its entry, brackets and quotes inside skipped."""
    open_brackets: list[str] = []
    at = begin
    while at < len(line):
        character = line[at]
        if character in "\"'" and (close := line.find(character, at + 1)) > 0:
            at = close
        elif character in "([{":
            open_brackets.append(character)
        elif character in ")]}" and open_brackets and open_brackets[-1] == CLOSING[character]:
            open_brackets.pop()
        elif character in ",]}" and not open_brackets:
            return at
        elif stop_at_colon and character == ":" and line[at + 1 : at + 2] == " " and not open_brackets:
            return at
        at += 1
    return len(line)
