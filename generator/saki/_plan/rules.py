# SPDX-License-Identifier: Apache-2.0
"""The constraints of a field as the rule object that checks them (saki/rules.h)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .._model import FieldType, ListType, MapType, Scalar, ScalarType
from .literal import integer, quote, real
from .spelling import INTEGERS, SCALARS

FORMATS = {Scalar.EMAIL: "saki::Format::Email", Scalar.URI: "saki::Format::Uri", Scalar.PATH: "saki::Format::Path"}


@dataclass(frozen=True, slots=True)
class PatternView:
    """A function that gives the rule of a pattern."""

    function: str
    literal: str


class Patterns:
    """Names the patterns of one generated file; equal texts share one."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[str, str] = {}

    def name(self, pattern: str) -> str:
        return self._names.setdefault(pattern, f"{self._prefix}pattern_{len(self._names) + 1}")

    @property
    def views(self) -> tuple[PatternView, ...]:
        return tuple(PatternView(name, quote(text)) for text, name in self._names.items())


def rule(type: FieldType, patterns: Patterns) -> str:
    """The rule of a type as a C++ expression; empty when every value will do."""
    match type:
        case ScalarType():
            return join(tuple(scalar_rules(type, patterns)))
        case ListType() | MapType():
            item = rule(type.item if isinstance(type, ListType) else type.value, patterns)
            count = bounded("saki::Count", type.minimum, type.maximum, integer)
            arguments = ", ".join(each for each in (count or ("saki::Count()" if item else ""), item) if each)
            return f"saki::Items({arguments})" if arguments else ""
    return ""


def scalar_rules(type: ScalarType, patterns: Patterns) -> Iterator[str]:
    """Each constraint of a built-in type."""
    if type.scalar in INTEGERS:
        yield bounded(f"saki::Range<{SCALARS[type.scalar]}>", type.minimum, type.maximum, integer)
    elif type.scalar is Scalar.DOUBLE:
        yield bounded("saki::Range<double>", type.minimum, type.maximum, real)
    else:
        yield bounded("saki::Length", type.minimum, type.maximum, integer)
    if type.pattern is not None:
        yield f"{patterns.name(type.pattern)}()"
    if type.scalar in FORMATS:
        yield FORMATS[type.scalar]


def bounded(name: str, minimum: int | float | None, maximum: int | float | None, spell) -> str:  # type: ignore[no-untyped-def]
    """`Range(1, 5)`, `Range::at_least(1)`, `Range::at_most(5)` or nothing."""
    if minimum is None and maximum is None:
        return ""
    if maximum is None:
        return f"{name}::at_least({spell(minimum)})"
    if minimum is None:
        return f"{name}::at_most({spell(maximum)})"
    return f"{name}({spell(minimum)}, {spell(maximum)})"


def join(rules: Iterable[str]) -> str:
    """Several rules as one."""
    held = [each for each in rules if each]
    return held[0] if len(held) == 1 else f"saki::All({', '.join(held)})" if held else ""
