# SPDX-License-Identifier: Apache-2.0
"""Values and texts as C++ literals."""

from __future__ import annotations

import math

from .._model import EnumType, FieldType, ListType, MapType, Scalar, ScalarType, Value
from .spelling import NEEDS_ZERO, TEXTS, spell

NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
INT64_MIN = -(1 << 63)
INT64_MAX = (1 << 63) - 1


def quote(text: str) -> str:
    """A C++ string literal. Control characters become three octal digits, which end by themselves; other text stays readable."""
    return '"' + "".join(NAMED_ESCAPES.get(each) or (each if each >= " " and each != "\x7f" else f"\\{ord(each):03o}") for each in text) + '"'


def quote_bytes(content: bytes) -> str:
    """A C++ string literal of any bytes."""
    return '"' + "".join(chr(each) if 0x20 <= each < 0x7F and chr(each) not in '"\\?' else f"\\{each:03o}" for each in content) + '"'


def integer(value: int) -> str:
    """An integer literal that is a constant expression without a warning: the smallest has no literal of its own."""
    if value == INT64_MIN:
        return "-9223372036854775807 - 1"
    return f"{value}u" if value > INT64_MAX else str(value)


def real(value: float) -> str:
    """A double literal that reads back as the same double."""
    text = repr(float(value))
    assert math.isfinite(value), text
    return text


def literal(type: FieldType, value: Value) -> str:
    """A default's value as a C++ expression of the type's C++ spelling."""
    match type:
        case ScalarType():
            return scalar_literal(type.scalar, value)
        case EnumType():
            return f"{type.enum.cpp}::{next(each.cpp for each in type.enum.values if each.name == value)}"
        case ListType():
            assert isinstance(value, tuple)
            return f"{spell(type)}{{{', '.join(literal(type.item, each) for each in value)}}}"
        case MapType():
            assert isinstance(value, tuple)
            pairs = (f"{{{quote(key)}, {literal(type.value, each)}}}" for key, each in value)
            return f"{spell(type)}{{{', '.join(pairs)}}}"
    raise AssertionError(f"a {type} has no default")


def scalar_literal(scalar: Scalar, value: Value) -> str:
    """A default of a built-in type."""
    if scalar in TEXTS:
        return quote(str(value))
    match scalar:
        case Scalar.BOOL:
            return "true" if value else "false"
        case Scalar.DOUBLE:
            return real(value)  # type: ignore[arg-type]
        case Scalar.BYTES:
            assert isinstance(value, bytes)
            return f"saki::Bytes(std::string_view({quote_bytes(value)}, {len(value)}))"
        case Scalar.TIMESTAMP:
            return f"saki::Timestamp(saki::WallTime(std::chrono::microseconds({integer(int(value))})))"  # type: ignore[arg-type]
        case Scalar.DATE:
            year, month, day = value  # type: ignore[misc]
            return f"std::chrono::year({year}) / {month} / {day}"
        case Scalar.DURATION:
            return f"std::chrono::microseconds({integer(int(value))})"  # type: ignore[arg-type]
        case Scalar.UUID:
            octets = bytes.fromhex(str(value).replace("-", ""))
            return f"saki::Uuid(saki::Uuid::Octets{{{', '.join(f'0x{each:02x}' for each in octets)}}})"
        case Scalar.JSON:
            return f"saki::Json::parse({quote(str(value))})"
    return integer(int(value))  # type: ignore[arg-type]


def initializer(type: FieldType, value: Value | None, *, wrapped: bool) -> str:
    """What stands behind a member's name: ` = …`, `{}` where a bare declaration would leave it unset, or nothing."""
    if value is None:
        unset = isinstance(type, EnumType) or isinstance(type, ScalarType) and type.scalar in NEEDS_ZERO
        return "{}" if unset and not wrapped else ""
    if wrapped:
        return f" = {literal(type, value)}"
    if value in ("", ()):
        return ""
    if isinstance(type, ScalarType) and type.scalar is Scalar.DURATION:
        return f"{{{integer(int(value))}}}"  # type: ignore[arg-type]
    if isinstance(type, ListType | MapType):
        return f" = {literal(type, value).removeprefix(spell(type))}"
    return f" = {literal(type, value)}"
