# SPDX-License-Identifier: Apache-2.0
"""Places in the user's files. Every datum of the model and every diagnostic carries one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column count from 1, columns in code points."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Span:
    """A position and how many code points of its line it covers (at least 1)."""

    start: Position
    length: int = 1
