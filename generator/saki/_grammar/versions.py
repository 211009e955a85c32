# SPDX-License-Identifier: Apache-2.0
"""Versions, and the ranges of them that a package works with.

    0.1                what is compatible with it: from 0.1.0 to below 0.2.0; from 1.0 on, to below the next major version
    ">=0.1.2 <0.4"     every condition holds; quoted, for YAML takes a leading `>` for its own
    "*"                any
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .._fault import Fault
from .shapes import Format

Key = tuple[int, int, int, bool, str]
TERM = re.compile(r"(>=|<=|>|<|=)?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(-[0-9A-Za-z.-]+)?", re.ASCII)
HINT = 'write 0.1 for what is compatible with it, ">=0.1.2 <0.4", or "*"'
HOLDS: dict[str, Callable[[Key, Key], bool]] = {
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    "=": lambda left, right: left == right,
}


@dataclass(frozen=True, slots=True)
class Range:
    """Which versions are good: those for which every condition holds. `text` is how it was written."""

    text: str
    conditions: tuple[tuple[str, Key], ...]

    def admits(self, version: str) -> bool:
        found = TERM.fullmatch(version)
        return found is not None and all(HOLDS[sign](key_of(found), bound) for sign, bound in self.conditions)


ANY = Range("*", ())


def key_of(term: re.Match[str]) -> Key:
    """What a version is compared by: 1.0.0-beta comes before 1.0.0."""
    return (int(term[2]), int(term[3] or 0), int(term[4] or 0), term[5] is None, term[5] or "")


def parse_range(text: str) -> Range:
    """Reads a range; raises Fault."""
    if text.strip() == "*":
        return ANY
    conditions: list[tuple[str, Key]] = []
    for word in re.finditer(r"\S+", text):
        term = TERM.fullmatch(word.group())
        if term is None:
            raise Fault("bad-range", f"'{word.group()}' is no range of versions", offset=word.start(), length=len(word.group()), hint=HINT)
        conditions += [(term[1], key_of(term))] if term[1] else compatible(key_of(term))
    if not conditions:
        raise Fault("bad-range", "a range of versions is missing", hint=HINT)
    return Range(" ".join(text.split()), tuple(conditions))


def compatible(least: Key) -> list[tuple[str, Key]]:
    """From a version to below the next that may break what was made for it, release candidates of that one included."""
    major, minor = least[:2]
    end = (0, minor + 1) if major == 0 else (major + 1, 0)
    return [(">=", least), ("<", (*end, 0, False, ""))]


RANGE = Format("range", parse_range, r"^\s*(\*|([<>=]*[0-9][0-9A-Za-z.-]*)(\s+[<>=]*[0-9][0-9A-Za-z.-]*)*)\s*$", "versions that fit", ">=0.1.2 <0.4")
