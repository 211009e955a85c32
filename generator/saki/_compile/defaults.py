# SPDX-License-Identifier: Apache-2.0
"""Reads the default of a field and holds it against the field's type and constraint; raises Fault."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Union

from .._fault import Fault
from .._grammar.pattern import matches, parse_pattern
from .._grammar.text_values import read_value
from .._suggest import did_you_mean
from .._types import Default, EnumType, FieldType, ListType, MapType, Scalar, ScalarType, StructType, Value
from .._yaml.nodes import Node, Seq, Text, shorten

TEXTUAL = (Scalar.STRING, Scalar.EMAIL, Scalar.URI, Scalar.PATH)
LONGEST_MATCHED = 10_000  # a longer default is not matched against a pattern


@dataclass(frozen=True, slots=True)
class One:
    """A value as written, without its quotes."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class ListOf:
    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    items: tuple[tuple[str, Literal], ...]


Literal = Union[One, ListOf, MapOf]


def read_default(text: str, of: FieldType) -> Default:
    """Reads what stands after `=` in the field notation."""
    if isinstance(of, ScalarType) and of.scalar is Scalar.JSON:
        return Default(convert_json(text), text)
    return Default(convert(literal(text, of), of), text)


def read_default_node(node: Node, of: FieldType) -> Default:
    """Reads the `default` of the long form."""
    if isinstance(of, ScalarType) and of.scalar is Scalar.JSON:
        if not isinstance(node, Text):
            raise Fault("bad-default", "a JSON default stands as text", hint="quote it: '{\"a\": 1}'")
        return Default(convert_json(node.value), node.value)
    found = from_node(node)
    return Default(convert(found, of), node.value if isinstance(node, Text) else show(found))


def literal(text: str, of: FieldType) -> Literal:
    """The literal a text spells: JSON for lists and maps, a quoted or bare word for the rest."""
    if isinstance(of, (ListType, MapType)):
        return from_json(parse_json(text))
    if text.startswith('"'):
        value = parse_json(text)
        return One(value, True) if isinstance(value, str) else from_json(value)
    if re.search(r"\s", text):
        word = next((word for word in ("optional", "readonly", "writeonly", "secret") if word in text.split()), None)
        hint = f"'{word}' stands before the '='" if word else f'quote the text: "{text}"'
        raise Fault("bad-notation", "a default without quotes is one word", hint=hint)
    return One(text, False)


def parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        known = (
            'write it as JSON, for example ["a", "b"]' if text[:1] in "[{" else 'close the quotes; a \\ or " inside stands as \\\\ or \\"'
        )
        if error.msg == "Extra data" and text.startswith('"'):
            known = "words such as `optional` stand before the '='"
        raise Fault("bad-default", f"'{shorten(text)}' is no value", hint=known) from None
    except RecursionError:
        raise Fault("bad-default", f"'{shorten(text)}' is nested too deeply") from None


def from_json(value: object) -> Literal:
    if isinstance(value, list):
        return ListOf(tuple(map(from_json, value)))
    if isinstance(value, dict):
        return MapOf(tuple((key, from_json(each)) for key, each in value.items()))
    return One(value, True) if isinstance(value, str) else One(json.dumps(value), False)


def from_node(node: Node) -> Literal:
    if isinstance(node, Text):
        return One(node.value, node.kind == "text")
    if isinstance(node, Seq):
        return ListOf(tuple(map(from_node, node.items)))
    return MapOf(tuple((entry.key.value, from_node(entry.value)) for entry in node.entries))


def show(value: Literal) -> str:
    """Spells a literal as the short form would."""
    if isinstance(value, One):
        return json.dumps(value.text) if value.quoted else value.text
    if isinstance(value, ListOf):
        return f"[{', '.join(map(show, value.items))}]"
    return "{" + ", ".join(f"{json.dumps(key)}: {show(each)}" for key, each in value.items) + "}"


def convert(value: Literal, of: FieldType) -> Value:
    """The value of a literal as one of type `of`, its constraint checked."""
    if isinstance(of, StructType):
        raise Fault("bad-default", "an object has no default", hint="make the field optional")
    if isinstance(of, ListType):
        if not isinstance(value, ListOf):
            raise Fault("bad-default", f"{show(value)} is no list", hint="write [] for an empty one")
        check_count(len(value.items), of.minimum, of.maximum, "entries")
        return tuple(convert_entry(item, of.item) for item in value.items)
    if isinstance(of, MapType):
        if not isinstance(value, MapOf):
            raise Fault("bad-default", f"{show(value)} is no map", hint="write {} for an empty one")
        check_count(len(value.items), of.minimum, of.maximum, "entries")
        return tuple((key, convert_entry(item, of.value)) for key, item in value.items)
    if not isinstance(value, One):
        raise Fault("bad-default", f"{show(value)} is no {describe(of)}")
    return convert_enum(value.text, of) if isinstance(of, EnumType) else convert_scalar(value, of)


def convert_entry(value: Literal, of: FieldType) -> Value:
    """An entry of a list or map, where a text is told from a number by its quotes."""
    if isinstance(value, One) and not value.quoted and isinstance(of, ScalarType) and of.scalar in TEXTUAL:
        raise Fault("bad-default", f"{value.text} is no {of.scalar.value}", hint=f'quote it: "{value.text}"')
    return convert(value, of)


def convert_enum(text: str, of: EnumType) -> str:
    names = [each.name for each in of.enum.values]
    if text not in names:
        raise Fault(
            "bad-default", f"'{shorten(text)}' is no value of this enum{did_you_mean(text, names)}", hint=f"it is one of {', '.join(names)}"
        )
    return text


def convert_scalar(value: One, of: ScalarType) -> Value:
    if value.quoted and of.scalar in (Scalar.BOOL, Scalar.DOUBLE, Scalar.INT32, Scalar.INT64, Scalar.UINT32, Scalar.UINT64):
        raise Fault("bad-default", f'"{shorten(value.text)}" is a text, no {of.scalar.value}', hint="remove the quotes")
    try:
        found = read_value(of.scalar, value.text)
    except ValueError as error:
        raise Fault("bad-default", f"'{shorten(value.text)}' is no {of.scalar.value}: {error}") from None
    check_range(found, of)
    return found


def check_range(value: Value, of: ScalarType) -> None:
    """Holds a value against `(min..max)` and `pattern`."""
    if isinstance(value, (str, bytes)) and (of.minimum is not None or of.maximum is not None):
        check_count(len(value), of.minimum, of.maximum, "bytes" if isinstance(value, bytes) else "characters")
    elif isinstance(value, (int, float)) and not inside(value, of.minimum, of.maximum):
        raise Fault("default-out-of-range", f"the default {value} is outside {tell_range(of.minimum, of.maximum)}")
    if (
        of.pattern is not None
        and isinstance(value, str)
        and len(value) <= LONGEST_MATCHED
        and not matches(parse_pattern(of.pattern), value)
    ):
        raise Fault("default-out-of-range", f"the default '{shorten(value)}' does not match the pattern {of.pattern}")


def check_count(count: int, low: int | float | None, high: int | float | None, what: str) -> None:
    if not inside(count, low, high):
        raise Fault("default-out-of-range", f"the default has {count} {what}, outside {tell_range(low, high)}")


def inside(value: int | float, low: int | float | None, high: int | float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def tell_range(low: int | float | None, high: int | float | None) -> str:
    return f"({'' if low is None else low}..{'' if high is None else high})"


def convert_json(text: str) -> str:
    try:
        value = read_value(Scalar.JSON, text)
    except ValueError as error:
        raise Fault("bad-default", f"'{shorten(text)}' is no value: {error}", hint="write it as JSON") from None
    assert isinstance(value, str)
    return value


def describe(of: FieldType) -> str:
    return of.scalar.value if isinstance(of, ScalarType) else "value of an enum"
