# SPDX-License-Identifier: Apache-2.0
"""The last touch on a generated C++ text: lines that are too long are broken at their commas. Printing, not deciding."""

from __future__ import annotations

import re

WIDTH = 120
BREAKABLE = re.compile(r'"(?:\\.|[^"\\])*"|, ')


def lay_out(text: str) -> str:
    """The text with long lines broken, blank lines never doubled, and exactly one line end at its end."""
    lines = [piece for line in text.splitlines() for piece in break_line(line.rstrip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("{\n\n}", "{\n}").strip("\n") + "\n"


def break_line(line: str) -> list[str]:
    """One line, or several with the later ones indented."""
    if len(line) <= WIDTH or line.lstrip().startswith(("//", "#")):
        return [line]
    text = line.lstrip()
    indent = " " * (len(line) - len(text) + (2 if text.startswith(": ") else 4))
    pieces: list[str] = []
    start = 0
    last = 0
    for match in BREAKABLE.finditer(line):
        if match.group() != ", ":
            continue
        limit = WIDTH if not pieces else WIDTH - len(indent)
        if match.start() + 1 - start > limit and last > start:
            pieces.append(line[start:last].rstrip())
            start = last
        last = match.end()
    limit = WIDTH if not pieces else WIDTH - len(indent)
    if len(line) - start > limit and last > start:
        pieces.append(line[start:last].rstrip())
        start = last
    pieces.append(line[start:])
    return [pieces[0], *(indent + piece for piece in pieces[1:])]
