# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of the grammar: what kinds of value a key of the manifest can have.

Shapes are data. `walk.py` checks a file against them, `_schema.py` turns them into JSON Schema, `_reference.py` into the
reference page; nothing else knows what a manifest may say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Union


@dataclass(frozen=True, slots=True)
class Format:
    """A text with a grammar of its own. `parse` raises Fault; `pattern` is what an editor checks, never stricter than `parse`."""

    name: str  # as the reference page calls it
    parse: Callable[[str], Any]
    pattern: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Line:
    """A text; free when it has no format. The bounds are those of the number that the format makes of it."""

    format: Format | None = None
    low: str = ""  # as written: 1KiB, 0s
    high: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever YAML can say; checked elsewhere, against another part of the manifest."""

    what: str


@dataclass(frozen=True, slots=True)
class Many:
    """A list; `single` also takes one item that stands alone."""

    item: Shape
    single: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a closed map."""

    name: str
    shape: Shape
    meaning: str
    required: bool = False
    also: tuple[str, ...] = ()  # what people write for it, as other programs or other kinds of route have it


@dataclass(frozen=True, slots=True)
class Keys:
    """A map with a fixed set of keys."""

    name: str  # "route", "package": what an error calls it, and the name of its definition in the schema
    keys: tuple[Key, ...]
    meaning: str = ""
    secrets: tuple[str, ...] = ()  # keys that the section has in config.yaml alone

    def key(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A map whose keys the author chooses. `options` are words among the keys that are not names: `strict: true`."""

    name: str  # what an entry is called: "field"
    key: Format
    value: Shape
    options: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Routes:
    """A map of routes; which keys a route takes is decided by the first word of its name."""

    key: Format
    by_word: tuple[tuple[str, Keys], ...]  # "WS" …; the empty word stands for every method


@dataclass(frozen=True, slots=True)
class Kinds:
    """A short form and a long form: which shape applies is decided by whether a text, a list or a map stands there."""

    text: Shape | None = None
    many: Shape | None = None
    table: Shape | None = None
    nothing: bool = False  # also takes no value at all


@dataclass(frozen=True, slots=True)
class Named:
    """A shape used in several places or within itself, defined once under its name."""

    name: str
    get: Callable[[], Shape]


Shape = Union[Flag, Whole, Line, Word, Anything, Many, Keys, Table, Routes, Kinds, Named]


def resolve(shape: Shape) -> Shape:
    """Follows names to the shape they stand for."""
    while isinstance(shape, Named):
        shape = shape.get()
    return shape
