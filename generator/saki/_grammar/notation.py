# SPDX-License-Identifier: Apache-2.0
"""The field notation: `TYPE[(constraint)] [optional] [readonly|writeonly|secret] [= default]`, read by recursive descent.

    field   = type *word [ "=" default ]
    type    = base *( "-" name )                         ; Note-id: without that field
    base    = name [ "(" argument ")" ]
    argument = bounds / choices / type                    ; which of them: by the name before it
    bounds  = [ number ] ".." [ number ]
    choices = choice *( "|" choice )

A list or map takes its item first and may take bounds after it: `list(string(1..30))(..16)`. Nothing is looked up here: whether
a name is a type, and whether the type takes such bounds, is asked where types are resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._fault import Fault
from .._suggest import did_you_mean

WORDS = ("optional", "readonly", "writeonly", "secret")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CHOICE = re.compile(r"[^\s|()=,]+")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
SPACE = re.compile(r"\s*")
MAX_DEPTH = 16
NESTING = ("list", "map", "patch", "form")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in its scalar."""

    text: str
    offset: int

    @property
    def length(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Bounds:
    """`(low..high)`, either may be missing; as written."""

    low: Word | None
    high: Word | None
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class TypeExpr:
    """A type as written."""

    name: Word
    length: int  # of the whole expression, from name.offset
    argument: TypeExpr | None = None  # of list, map, patch, form
    choices: tuple[Word, ...] = ()  # of enum
    bounds: Bounds | None = None
    without: tuple[Word, ...] = ()

    @property
    def offset(self) -> int:
        return self.name.offset


@dataclass(frozen=True, slots=True)
class FieldExpr:
    """A field as written. `default` is the rest of the text after `=`."""

    type: TypeExpr
    words: tuple[Word, ...]
    default: Word | None


def parse_field(text: str) -> FieldExpr:
    """Reads a whole field notation; raises Fault."""
    parser = Parser(text)
    parsed = parser.type()
    words = parser.words()
    default = parser.default()
    return FieldExpr(parsed, words, default)


def parse_type(text: str) -> TypeExpr:
    """Reads a type and nothing after it; raises Fault."""
    parser = Parser(text)
    parsed = parser.type()
    parser.end()
    return parsed


class Parser:
    """One pass over one scalar; `at` is the next character to read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def type(self) -> TypeExpr:
        self.space()
        start = self.at
        name = self.name("a type")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fault("types are nested too deeply here", name.offset, name.length)
        argument, choices, bounds = self.arguments(name)
        without = self.without()
        self.depth -= 1
        return TypeExpr(name, self.at - start, argument, choices, bounds, without)

    def arguments(self, name: Word) -> tuple[TypeExpr | None, tuple[Word, ...], Bounds | None]:
        """What stands in parentheses after a name."""
        if name.text in NESTING:
            argument = self.nested(name)
            return argument, (), self.bounds() if self.sees("(") else None
        if name.text == "enum":
            return None, self.choices(name), None
        return None, (), self.bounds() if self.sees("(") else None

    def nested(self, name: Word) -> TypeExpr | None:
        if not self.take("("):
            if name.text == "form":
                return None
            raise self.fault(
                f"{name.text} needs a type in parentheses", name.offset, name.length, f"for example {name.text}({example(name)})"
            )
        inner = self.type()
        self.close(f"{name.text}(")
        return inner

    def choices(self, name: Word) -> tuple[Word, ...]:
        if not self.take("("):
            raise self.fault("enum needs its values in parentheses", name.offset, name.length, "for example enum(open|done)")
        found = [self.choice()]
        while self.take("|"):
            found.append(self.choice())
        if self.peek() == ",":
            raise self.fault("the values of an enum are separated by '|'", self.at, 1, "for example enum(open|done)")
        self.close("enum(")
        return tuple(found)

    def choice(self) -> Word:
        self.space()
        return self.match(CHOICE, "a value of the enum")

    def bounds(self) -> Bounds:
        start = self.at
        self.take("(")
        low = self.number()
        if not self.take(".."):
            raise self.no_bounds(start, low)
        high = self.number()
        self.close("(")
        if low is None and high is None:
            raise self.fault("a constraint needs at least one bound", start, self.at - start, "for example (1..200), (1..) or (..200)")
        return Bounds(low, high, start, self.at - start)

    def no_bounds(self, start: int, low: Word | None) -> Fault:
        """A parenthesis that holds no `min..max`."""
        end = self.text.find(")", start)
        inside = self.text[start + 1 : end if end >= 0 else len(self.text)]
        length = len(inside) + (2 if end >= 0 else 1)
        if low and inside.strip() == low.text:
            return self.fault(
                "a constraint has two ends", start, length, f"write ({low.text}..), (..{low.text}) or ({low.text}..{low.text})"
            )
        if low and re.match(r"\s*[,:-]", self.text[self.at :]):
            return self.fault("the two ends of a constraint stand with '..' between them", start, length, "for example (1..200)")
        return self.fault(f"'{inside.strip()}' is no constraint", start, length, "a constraint reads (min..max), for example (1..200)")

    def number(self) -> Word | None:
        self.space()
        match = NUMBER.match(self.text, self.at)
        if not match:
            return None
        text = match.group()
        if "." in text and self.text.startswith("..", self.at + text.index(".")):
            text = text[: text.index(".")]
        word = Word(text, self.at)
        self.at += len(text)
        return word

    def without(self) -> tuple[Word, ...]:
        found = []
        while self.peek() == "-":
            self.at += 1
            found.append(self.name("a field to leave out"))
        return tuple(found)

    def words(self) -> tuple[Word, ...]:
        found: list[Word] = []
        while not self.finished() and self.peek() != "=":
            word = self.match(re.compile(r"[^\s=]+"), "a word")
            if word.text not in WORDS:
                raise self.stray(word)
            if word.text in [each.text for each in found]:
                raise self.fault(f"'{word.text}' stands here twice", word.offset, word.length)
            found.append(word)
        return tuple(found)

    def stray(self, word: Word) -> Fault:
        """Something between type and default that is no word of the notation."""
        hint = f"after the type come {', '.join(WORDS)} and `= default`"
        if NAME.fullmatch(word.text):
            text = f"unknown word '{word.text}'{did_you_mean(word.text, WORDS)}"
            return Fault("unknown-word", text, offset=word.offset, length=word.length, hint=hint)
        return self.fault(f"'{word.text}' is not expected here", word.offset, word.length, hint)

    def default(self) -> Word | None:
        if not self.take("="):
            return None
        self.space()
        text = self.text[self.at :].rstrip()
        if not text:
            raise self.fault("a default is missing after '='", self.at - 1, 1, 'write the value, "" for an empty text')
        return Word(text, self.at)

    # ---- characters

    def space(self) -> None:
        match = SPACE.match(self.text, self.at)
        assert match
        self.at = match.end()

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def sees(self, text: str) -> bool:
        """Whether `text` comes next, blanks aside."""
        match = SPACE.match(self.text, self.at)
        assert match
        return self.text.startswith(text, match.end())

    def take(self, text: str) -> bool:
        if not self.sees(text):
            return False
        self.space()
        self.at += len(text)
        return True

    def finished(self) -> bool:
        self.space()
        return self.at == len(self.text)

    def name(self, what: str) -> Word:
        return self.match(NAME, what)

    def match(self, pattern: re.Pattern[str], what: str) -> Word:
        found = pattern.match(self.text, self.at)
        if not found:
            raise self.expected(what)
        self.at = found.end()
        return Word(found.group(), found.start())

    def close(self, opened: str) -> None:
        if not self.take(")"):
            if self.finished():
                raise self.fault(f"'{opened}' is never closed", max(0, self.at - 1), 1, "add the ')'")
            raise self.fault(f"')' is missing before '{self.peek()}'", self.at, 1)

    def end(self) -> None:
        if not self.finished():
            rest = self.text[self.at :].split()[0]
            raise self.fault(f"'{rest}' is not expected after the type", self.at, len(rest), "only a type may stand here")

    def expected(self, what: str) -> Fault:
        if self.at >= len(self.text):
            return self.fault(f"{what} is missing at the end", max(0, len(self.text) - 1), 1)
        return self.fault(f"{what} is expected here, not '{self.peek()}'", self.at, 1)

    def fault(self, text: str, offset: int, length: int, hint: str = "") -> Fault:
        return Fault("bad-notation", text, offset=offset, length=length, hint=hint)


def example(name: Word) -> str:
    return "string" if name.text in ("list", "map") else "Note"
