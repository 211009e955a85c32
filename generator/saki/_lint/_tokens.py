# SPDX-License-Identifier: Apache-2.0
"""C++ text as tokens with their places, as far as the linter needs: comments, literals and directives are gone."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
    (?P<skip> \s+ | //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)* )
  | (?P<raw> (?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)" )
  | (?P<string> (?:u8|[uUL])?"(?:[^"\\\n]|\\.)*" | (?:u8|[uUL])?'(?:[^'\\\n]|\\.)+' )
  | (?P<number> \.?\d(?:'?[\w.]|(?<=[eEpP])[+-])* )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<sign> ::|->\*?|<=>|<<=|>>=|\.\.\.|[-+*/%&|^=!<>]=|&&|\|\||\+\+|--|<<|[^\w\s] )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

LITERALS = ("raw", "string", "number")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a literal (whose text is `literal`)."""

    kind: str
    text: str
    line: int
    column: int


def tokens_of(text: str) -> list[Token]:
    """The tokens in order; what is no C++ at all is passed over."""
    tokens: list[Token] = []
    line, line_start = 1, 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "mark":
            kind = "raw"
        if kind != "skip":
            literal = kind in LITERALS
            tokens.append(Token("literal" if literal else kind, "literal" if literal else match.group(), line, match.start() - line_start + 1))
        breaks = match.group().count("\n")
        if breaks:
            line += breaks
            line_start = match.start() + match.group().rindex("\n") + 1
    return tokens
