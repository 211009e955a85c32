# SPDX-License-Identifier: Apache-2.0
"""How the manifest's types are spelled in C++, and what has to be included for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._model import EnumType, Field, FieldType, ListType, MapType, Scalar, ScalarType, StructType

SCALARS = {
    Scalar.BOOL: "bool",
    Scalar.INT32: "std::int32_t",
    Scalar.INT64: "std::int64_t",
    Scalar.UINT32: "std::uint32_t",
    Scalar.UINT64: "std::uint64_t",
    Scalar.DOUBLE: "double",
    Scalar.STRING: "std::string",
    Scalar.BYTES: "saki::Bytes",
    Scalar.TIMESTAMP: "saki::Timestamp",
    Scalar.DATE: "std::chrono::year_month_day",
    Scalar.DURATION: "std::chrono::microseconds",
    Scalar.UUID: "saki::Uuid",
    Scalar.EMAIL: "std::string",
    Scalar.URI: "std::string",
    Scalar.PATH: "std::string",
    Scalar.JSON: "saki::Json",
}

INTEGERS = (Scalar.INT32, Scalar.INT64, Scalar.UINT32, Scalar.UINT64)
TEXTS = (Scalar.STRING, Scalar.EMAIL, Scalar.URI, Scalar.PATH)

# What a bare `Type name;` would leave unset.
NEEDS_ZERO = (Scalar.BOOL, *INTEGERS, Scalar.DOUBLE, Scalar.DATE, Scalar.DURATION)

# Passed by value where it costs no more than a reference.
CHEAP = (Scalar.BOOL, *INTEGERS, Scalar.DOUBLE, Scalar.TIMESTAMP, Scalar.DATE, Scalar.DURATION)

HEADERS = {
    Scalar.BYTES: '"saki/bytes.h"',
    Scalar.TIMESTAMP: '"saki/timestamp.h"',
    Scalar.UUID: '"saki/uuid.h"',
    Scalar.JSON: '"saki/json.h"',
    Scalar.DATE: "<chrono>",
    Scalar.DURATION: "<chrono>",
}


def spell(type: FieldType) -> str:
    """The C++ type of a value."""
    match type:
        case ScalarType():
            return SCALARS[type.scalar]
        case EnumType():
            return type.enum.cpp
        case ListType():
            return f"std::vector<{spell(type.item)}>"
        case MapType():
            return f"std::map<std::string, {spell(type.value)}>"
        case StructType():
            return type.cpp


def spell_field(field: Field) -> str:
    """The C++ type of a member: the value's, or one that may be absent."""
    if field.boxed:
        return f"saki::Box<{spell(field.type)}>"
    return f"std::optional<{spell(field.type)}>" if field.optional else spell(field.type)


def is_cheap(type: FieldType) -> bool:
    """Whether the type is passed by value rather than by reference to const."""
    return isinstance(type, EnumType) or isinstance(type, ScalarType) and type.scalar in CHEAP


def parts(type: FieldType) -> Iterator[FieldType]:
    """The type and every type inside it; a struct's members are not looked into."""
    yield type
    match type:
        case ListType():
            yield from parts(type.item)
        case MapType():
            yield from parts(type.value)


def headers_of(types: Iterable[FieldType]) -> set[str]:
    """The headers that declare these types, as they stand behind `#include`."""
    found: set[str] = set()
    for part in (part for type in types for part in parts(type)):
        match part:
            case ListType():
                found.add("<vector>")
            case MapType():
                found |= {"<map>", "<string>"}
            case ScalarType() if part.scalar in HEADERS:
                found.add(HEADERS[part.scalar])
            case ScalarType() if part.scalar in TEXTS:
                found.add("<string>")
            case ScalarType() if part.scalar in INTEGERS:
                found.add("<cstdint>")
    return found


def headers_of_fields(fields: Iterable[Field]) -> set[str]:
    """The headers that members need, those of their wrappers included."""
    listed = tuple(fields)
    found = headers_of(field.type for field in listed)
    if any(field.boxed for field in listed):
        found.add('"saki/box.h"')
    if any(field.optional and not field.boxed for field in listed):
        found.add("<optional>")
    return found


def in_order(headers: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Splits headers into the standard ones and our own, each sorted."""
    known = set(headers)
    standard = sorted(header for header in known if header.startswith("<"))
    return tuple(standard), tuple(sorted(known.difference(standard)))
