# SPDX-License-Identifier: Apache-2.0
"""How a reader of one scalar's text says what is wrong with it, and where in it."""

from __future__ import annotations


class Fault(Exception):
    """A mistake in a text, `length` characters from `offset` on; `length` 0 means the whole text."""

    def __init__(self, code: str, text: str, *, offset: int = 0, length: int = 0, hint: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.offset = offset
        self.length = length
        self.hint = hint
