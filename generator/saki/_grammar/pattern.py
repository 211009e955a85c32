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
from dataclasses import dataclass
from typing import Union

from .._fault import Fault

MAX_LENGTH = 1000
MAX_DEPTH = 32
MAX_REPEAT = 1000
MAX_STATES = 4096
SYNTAX = frozenset("^$\\.*+?()[]{}|/")
QUANTIFIERS = tuple("?*+{")
Ranges = tuple[tuple[int, int], ...]
DIGIT: Ranges = ((0x30, 0x39),)
WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
BLANK: Ranges = (
    *((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
    *((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
LINE_ENDS: Ranges = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
CLASSES = {"d": DIGIT, "D": DIGIT, "w": WORD, "W": WORD, "s": BLANK, "S": BLANK}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
BRACES = re.compile(r"\{([0-9]+)(,([0-9]*))?\}", re.ASCII)
REFUSED_GROUPS = {
    "?=": "look-ahead",
    "?!": "look-ahead",
    "?<=": "look-behind",
    "?<!": "look-behind",
    "?<": "a named group",
    "?": "this kind of group",
}
REFUSED_ESCAPES = {
    "b": "a word boundary",
    "B": "a word boundary",
    "k": "a back-reference",
    "p": "a Unicode property",
    "P": "a Unicode property",
}


@dataclass(frozen=True, slots=True)
class Chars:
    """One code point in (or, negated, outside) the ranges."""

    ranges: tuple[tuple[int, int], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    at_start: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Either:
    branches: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    item: Pattern
    low: int
    high: int | None


Pattern = Union[Chars, Anchor, Sequence, Either, Repeat]


def parse_pattern(text: str) -> Pattern:
    """Reads a pattern; raises Fault."""
    if not text:
        raise Fault("bad-pattern", "an empty pattern matches everything", hint="leave `pattern` out")
    if len(text) > MAX_LENGTH:
        raise Fault("bad-pattern", f"the pattern is longer than {MAX_LENGTH} characters")
    parser = Parser(text)
    pattern = parser.pattern(0)
    if parser.at < len(text):
        raise parser.fault("this ')' closes nothing", 1, "escape it: \\)")
    if (states := count_states(pattern) + 1) > MAX_STATES:
        raise Fault(
            "bad-pattern",
            f"the pattern needs {states} states, at most {MAX_STATES} are allowed",
            hint="repeat less, or check lengths by (min..max)",
        )
    return pattern


def count_states(pattern: Pattern) -> int:
    """How many states of an automaton a pattern costs; the run time allots as many."""
    if isinstance(pattern, Sequence):
        return sum(map(count_states, pattern.items))
    if isinstance(pattern, Either):
        return sum(map(count_states, pattern.branches)) + len(pattern.branches) - 1
    if not isinstance(pattern, Repeat):
        return 1
    item = count_states(pattern.item)
    if pattern.high is None:
        return max(pattern.low, 1) * item + 1
    return pattern.low * item + (pattern.high - pattern.low) * (item + 1)


def matches(pattern: Pattern, text: str) -> bool:
    """Whether the pattern matches somewhere in `text`. Time grows with the product of both lengths, whatever the pattern."""
    return bool(Walk(text).advance(pattern, frozenset(range(len(text) + 1))))


class Walk:
    """Follows a pattern through one text, all ways at once: sets of positions in, sets of positions out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[tuple[int, frozenset[int]], frozenset[int]] = {}  # of repetitions, which nest

    def advance(self, pattern: Pattern, starts: frozenset[int]) -> frozenset[int]:
        """Where a match that starts at one of `starts` may end."""
        if isinstance(pattern, Chars):
            return frozenset(at + 1 for at in starts if at < len(self.text) and contains(pattern, ord(self.text[at])))
        if isinstance(pattern, Anchor):
            return starts & {0 if pattern.at_start else len(self.text)}
        if isinstance(pattern, Either):
            return frozenset().union(*(self.advance(branch, starts) for branch in pattern.branches))
        if isinstance(pattern, Repeat):
            key = (id(pattern), starts)
            if key not in self.known:
                self.known[key] = self.repeat(pattern, starts)
            return self.known[key]
        for item in pattern.items:
            starts = self.advance(item, starts)
        return starts

    def repeat(self, pattern: Repeat, starts: frozenset[int]) -> frozenset[int]:
        for _ in range(pattern.low):
            starts = self.advance(pattern.item, starts)
        ends = fresh = starts
        count = pattern.low
        while fresh and (pattern.high is None or count < pattern.high):
            fresh = self.advance(pattern.item, fresh) - ends
            ends |= fresh
            count += 1
        return ends


def contains(chars: Chars, point: int) -> bool:
    return any(low <= point <= high for low, high in chars.ranges) != chars.negated


class Parser:
    """Recursive descent over the text of a pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def pattern(self, depth: int) -> Pattern:
        if depth > MAX_DEPTH:
            raise self.fault(f"groups are nested deeper than {MAX_DEPTH} levels", 1)
        branches = [self.alternative(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.alternative(depth))
        return Either(tuple(branches)) if len(branches) > 1 else branches[0]

    def alternative(self, depth: int) -> Pattern:
        items: list[Pattern] = []
        while self.peek() not in ("", "|", ")"):
            items.append(self.term(depth))
        return Sequence(tuple(items))

    def term(self, depth: int) -> Pattern:
        if self.peek() in "^$":
            self.at += 1
            if self.peek() in QUANTIFIERS:
                raise self.fault("an anchor cannot be repeated", 1)
            return Anchor(self.text[self.at - 1] == "^")
        item = self.quantified(self.atom(depth))
        if self.peek() in QUANTIFIERS and isinstance(item, Repeat):
            lazy = self.peek() == "?"
            raise self.fault(
                "a lazy quantifier is not supported" if lazy else "this repeats a repetition",
                1,
                "" if lazy else "put the inner one into ( )",
            )
        return item

    def quantified(self, item: Pattern) -> Pattern:
        """Wraps an atom in the quantifier that follows, if any."""
        character = self.peek()
        if character in tuple("?*+"):
            self.at += 1
            return Repeat(item, 1 if character == "+" else 0, 1 if character == "?" else None)
        if character != "{":
            return item
        braces = BRACES.match(self.text, self.at)
        if braces is None:
            raise self.fault("'{' starts no count here", 1, "write {n}, {n,} or {n,m}, or escape it: \\{")
        return self.counted(item, braces)

    def counted(self, item: Pattern, braces: re.Match[str]) -> Repeat:
        low = int(braces[1][:9])
        high = int(braces[3][:9]) if braces[3] else None
        if max(low, high or 0) > MAX_REPEAT:
            raise self.fault(f"a count is at most {MAX_REPEAT}", len(braces[0]))
        if high is not None and low > high:
            raise self.fault("the least count is above the greatest", len(braces[0]))
        self.at = braces.end()
        return Repeat(item, low, low if braces[2] is None else high)

    def atom(self, depth: int) -> Pattern:
        character = self.peek()
        if character == "(":
            return self.group(depth)
        if character == "[":
            return self.character_class()
        if character == "\\":
            return Chars(*self.escape(inside_class=False))
        if character in QUANTIFIERS:
            raise self.fault(f"'{character}' repeats nothing", 1, f"escape it: \\{character}")
        if character in tuple("]}"):
            raise self.fault(f"'{character}' closes nothing", 1, f"escape it: \\{character}")
        self.at += 1
        return Chars(LINE_ENDS, True) if character == "." else Chars(((ord(character), ord(character)),))

    def group(self, depth: int) -> Pattern:
        start = self.at
        self.at += 1
        if self.text.startswith("?:", self.at):
            self.at += 2
        for mark, what in REFUSED_GROUPS.items():
            if self.text.startswith(mark, self.at):
                raise self.fault(f"{what} is not supported", len(mark), "only ( ) and (?: ) group")
        inner = self.pattern(depth + 1)
        if self.peek() != ")":
            self.at = start
            raise self.fault("this '(' is never closed", 1)
        self.at += 1
        return inner if not isinstance(inner, Repeat) else Sequence((inner,))

    def character_class(self) -> Pattern:
        start = self.at
        self.at += 1
        negated = self.peek() == "^"
        self.at += negated
        if self.peek() == "]":
            self.at = start
            raise self.fault("this class is empty", 2, "escape a ']' that is meant: \\]")
        first = self.at
        ranges: Ranges = ()
        while self.peek() != "]":
            if not self.peek():
                self.at = start
                raise self.fault("this '[' is never closed", 1)
            ranges += self.class_item(is_first=self.at == first)
        self.at += 1
        return Chars(ranges, negated)

    def class_item(self, *, is_first: bool) -> Ranges:
        """A character, an escape, or a range of two characters."""
        start = self.at
        low, low_class = self.single()
        if self.peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            if self.text[start] == "-" and not is_first and self.peek() != "]":
                self.at = start
                raise self.fault("a '-' in the middle of a class is ambiguous", 1, "escape it: \\-")
            return low
        self.at += 1
        high, high_class = self.single()
        if low_class or high_class:
            raise self.range_fault(start, "a range needs a character at both ends")
        if low[0][0] > high[0][0]:
            raise self.range_fault(start, "this range runs backwards")
        return ((low[0][0], high[0][0]),)

    def range_fault(self, start: int, text: str) -> Fault:
        return Fault("bad-pattern", text, offset=start, length=self.at - start)

    def single(self) -> tuple[Ranges, bool]:
        """One member of a class: its ranges, and whether it is itself a class such as \\d."""
        if self.peek() == "\\":
            letter = self.text[self.at + 1 : self.at + 2]
            ranges, negated = self.escape(inside_class=True)
            return complement(ranges) if negated else ranges, letter in CLASSES and letter != ""
        self.at += 1
        point = ord(self.text[self.at - 1])
        return ((point, point),), False

    def escape(self, *, inside_class: bool) -> tuple[Ranges, bool]:
        """Reads an escape; returns its ranges and whether they are negated."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter == "u":
            return self.code_point(), False
        known = letter in SYNTAX or letter in CLASSES or letter in CONTROLS or (inside_class and letter == "-")
        if not letter or not known:
            raise self.refused_escape(letter)
        self.at += 2
        if letter in CLASSES:
            return CLASSES[letter.lower()], letter.isupper()
        point = ord(CONTROLS.get(letter, letter))
        return ((point, point),), False

    def refused_escape(self, letter: str) -> Fault:
        if not letter:
            return self.fault("a '\\' ends the pattern", 1, "write \\\\ for a backslash")
        what = "a back-reference" if letter.isdigit() else REFUSED_ESCAPES.get(letter, f"the escape \\{letter}")
        return self.fault(f"{what} is not supported", 2)

    def code_point(self) -> Ranges:
        digits = self.text[self.at + 2 : self.at + 6]
        if not re.fullmatch(r"[0-9A-Fa-f]{4}", digits, re.ASCII) or 0xD800 <= int(digits, 16) <= 0xDFFF:
            raise self.fault("\\u needs four hexadecimal digits, no surrogate", 2 + len(digits))
        self.at += 6
        return ((int(digits, 16), int(digits, 16)),)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def fault(self, text: str, length: int, hint: str = "") -> Fault:
        return Fault("bad-pattern", text, offset=self.at, length=max(1, length), hint=hint)


def complement(ranges: Ranges) -> Ranges:
    """Every code point outside the ranges."""
    found = []
    low = 0
    for first, last in sorted(ranges):
        if first > low:
            found.append((low, first - 1))
        low = last + 1
    return (*found, (low, 0x10FFFF))
