# SPDX-License-Identifier: Apache-2.0
"""Text that somebody else wrote, made harmless to a terminal: nothing in it starts a line, moves the cursor or turns the writing round."""

from __future__ import annotations

import unicodedata

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def steers(character: str) -> bool:
    """Whether it acts on a terminal or a reader instead of being shown."""
    return character in TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def shown(text: str) -> str:
    r"""Each such character as `\u001b`."""
    return "".join(rf"\u{ord(each):04x}" if steers(each) else each for each in text)


def masked(line: str) -> str:
    """Each such character as U+FFFD, save tabs, so that columns stay what they are."""
    return "".join("\ufffd" if each != "\t" and steers(each) else each for each in line)
