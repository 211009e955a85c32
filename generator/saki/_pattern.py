# SPDX-License-Identifier: Apache-2.0
"""The regular expressions of `pattern:`: exactly what the run time's linear-time matcher takes.

    pattern     = alternative *( "|" alternative )
    alternative = *( "^" / "$" / atom [ "?" / "*" / "+" / "{n}" / "{n,}" / "{n,m}" ] )
    atom        = "." / class / "(" pattern ")" / "(?:" pattern ")" / escape / literal
    class       = "[" [ "^" ] 1*( single [ "-" single ] / "\\" one of dDwWsS ) "]"
    escape      = "\\" one of dDwWsS tnrfv, a syntax character or "/" / "\\u" 4HEX

Every such pattern means the same in ECMAScript with the `u` flag, so it can stand in OpenAPI unchanged. It is searched for in the
text, by code points. No back-references and no look-around: they cannot be matched in linear time.
"""

from __future__ import annotations

import re

from ._fault import Fault

MAX_LENGTH = 1000
MAX_DEPTH = 32
MAX_REPEAT = 1000
MAX_STATES = 4096
SYNTAX = frozenset("^$\\.*+?()[]{}|/")
CLASSES = frozenset("dDwWsS")
CONTROLS = frozenset("tnrfv")
BRACES = re.compile(r"\{([0-9]+)(,([0-9]*))?\}", re.ASCII)
REFUSED_GROUPS = {"?=": "look-ahead", "?!": "look-ahead", "?<=": "look-behind", "?<!": "look-behind", "?<": "a named group", "?": "this kind of group"}
REFUSED_ESCAPES = {"b": "a word boundary", "B": "a word boundary", "k": "a back-reference", "p": "a Unicode property", "P": "a Unicode property"}


def parse_pattern(text: str) -> int:
    """Checks a pattern; returns the number of states of its automaton; raises Fault."""
    if not text:
        raise Fault("bad-pattern", "an empty pattern matches everything", hint="leave `pattern` out")
    if len(text) > MAX_LENGTH:
        raise Fault("bad-pattern", f"the pattern is longer than {MAX_LENGTH} characters")
    parser = Parser(text)
    states = parser.pattern(0) + 1
    if parser.at < len(text):
        raise parser.fault("this ')' closes nothing", 1, "escape it: \\)")
    if states > MAX_STATES:
        raise Fault("bad-pattern", f"the pattern needs {states} states, at most {MAX_STATES} are allowed", hint="repeat less, or check lengths by (min..max)")
    return states


class Parser:
    """Recursive descent; each production returns how many states it costs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def pattern(self, depth: int) -> int:
        if depth > MAX_DEPTH:
            raise self.fault(f"groups are nested deeper than {MAX_DEPTH} levels", 1)
        states = self.alternative(depth)
        while self.peek() == "|":
            self.at += 1
            states += 1 + self.alternative(depth)
        return states

    def alternative(self, depth: int) -> int:
        states = 0
        while self.peek() not in ("", "|", ")"):
            states += self.term(depth)
        return states

    def term(self, depth: int) -> int:
        if self.peek() in "^$":
            self.at += 1
            if self.peek() in tuple("?*+{"):
                raise self.fault("an anchor cannot be repeated", 1)
            return 1
        states = self.atom(depth)
        states = self.quantified(states)
        if self.peek() in tuple("?*+{"):
            lazy = self.peek() == "?"
            raise self.fault("a lazy quantifier is not supported" if lazy else "this repeats a repetition", 1, "put the inner one into ( )" if not lazy else "")
        return states

    def quantified(self, states: int) -> int:
        """The cost of an atom of `states` with the quantifier that follows, if any."""
        character = self.peek()
        if character in tuple("?*+"):
            self.at += 1
            return states + 1
        if character != "{":
            return states
        braces = BRACES.match(self.text, self.at)
        if braces is None:
            raise self.fault("'{' starts no count here", 1, "write {n}, {n,} or {n,m}, or escape it: \\{")
        return self.counted(states, braces)

    def counted(self, states: int, braces: re.Match[str]) -> int:
        low = int(braces[1][:9])
        high = int(braces[3][:9]) if braces[3] else None
        if max(low, high or 0) > MAX_REPEAT:
            raise self.fault(f"a count is at most {MAX_REPEAT}", len(braces[0]))
        if high is not None and low > high:
            raise self.fault("the least count is above the greatest", len(braces[0]))
        self.at = braces.end()
        if braces[2] is None:
            return low * states
        if high is None:
            return low * states + 1 if low else states + 1
        return low * states + (high - low) * (states + 1)

    def atom(self, depth: int) -> int:
        character = self.peek()
        if character == "(":
            return self.group(depth)
        if character == "[":
            return self.character_class()
        if character == "\\":
            self.escape(inside_class=False)
            return 1
        if character in tuple("?*+{"):
            raise self.fault(f"'{character}' repeats nothing", 1, f"escape it: \\{character}")
        if character in tuple("]}"):
            raise self.fault(f"'{character}' closes nothing", 1, f"escape it: \\{character}")
        self.at += 1
        return 1

    def group(self, depth: int) -> int:
        start = self.at
        self.at += 1
        if self.text.startswith("?:", self.at):
            self.at += 2
        for mark, what in REFUSED_GROUPS.items():
            if self.text.startswith(mark, self.at):
                raise self.fault(f"{what} is not supported", len(mark), "only ( ) and (?: ) group")
        states = self.pattern(depth + 1)
        if self.peek() != ")":
            self.at = start
            raise self.fault("this '(' is never closed", 1)
        self.at += 1
        return states

    def character_class(self) -> int:
        start = self.at
        self.at += 1
        if self.peek() == "^":
            self.at += 1
        if self.peek() == "]":
            self.at = start
            raise self.fault("this class is empty", 2, "escape a ']' that is meant: \\]")
        while self.peek() != "]":
            if not self.peek():
                self.at = start
                raise self.fault("this '[' is never closed", 1)
            self.class_item()
        self.at += 1
        return 1

    def class_item(self) -> None:
        """A character, an escape, or a range of two characters."""
        start = self.at
        first = self.single()
        if self.peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            if self.text[start] == "-" and self.text[start - 1] not in "[^" and self.peek() != "]":
                self.at = start
                raise self.fault("a '-' in the middle of a class is ambiguous", 1, "escape it: \\-")
            return
        self.at += 1
        last = self.single()
        if first is None or last is None:
            raise self.range_fault(start, "a range needs a character at both ends")
        if first > last:
            raise self.range_fault(start, "this range runs backwards")

    def range_fault(self, start: int, text: str) -> Fault:
        return Fault("bad-pattern", text, offset=start, length=self.at - start)

    def single(self) -> int | None:
        """One character of a class as its code point; None for a class such as \\d."""
        if self.peek() == "\\":
            return self.escape(inside_class=True)
        self.at += 1
        return ord(self.text[self.at - 1])

    def escape(self, *, inside_class: bool) -> int | None:
        """Reads an escape; returns its code point, None for a class."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter == "u":
            return self.code_point()
        known = letter in SYNTAX or letter in CLASSES or letter in CONTROLS or (inside_class and letter == "-")
        if not letter or not known:
            raise self.refused_escape(letter)
        self.at += 2
        if letter in CLASSES:
            return None
        return ord("\t\n\r\f\v"["tnrfv".index(letter)]) if letter in CONTROLS else ord(letter)

    def refused_escape(self, letter: str) -> Fault:
        if not letter:
            return self.fault("a '\\' ends the pattern", 1, "write \\\\ for a backslash")
        what = "a back-reference" if letter.isdigit() else REFUSED_ESCAPES.get(letter, f"the escape \\{letter}")
        return self.fault(f"{what} is not supported", 2)

    def code_point(self) -> int:
        digits = self.text[self.at + 2 : self.at + 6]
        if not re.fullmatch(r"[0-9A-Fa-f]{4}", digits, re.ASCII) or 0xD800 <= int(digits, 16) <= 0xDFFF:
            raise self.fault("\\u needs four hexadecimal digits, no surrogate", 2 + len(digits))
        self.at += 6
        return int(digits, 16)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def fault(self, text: str, length: int, hint: str = "") -> Fault:
        return Fault("bad-pattern", text, offset=self.at, length=max(1, length), hint=hint)
