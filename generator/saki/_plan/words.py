# SPDX-License-Identifier: Apache-2.0
"""Fields in the words of the manifest, for the comments of generated code: `string(1..200), readonly`."""

from __future__ import annotations

from .._model import Access, EnumType, Field, FieldType, ListType, MapType, ScalarType, StructType


def bounds(minimum: int | float | None, maximum: int | float | None) -> str:
    """`(1..200)`, or nothing."""
    if minimum is None and maximum is None:
        return ""
    return f"({'' if minimum is None else minimum}..{'' if maximum is None else maximum})"


def describe(type: FieldType) -> str:
    """A type as the manifest would spell it."""
    match type:
        case ScalarType():
            return type.scalar.value + bounds(type.minimum, type.maximum)
        case EnumType():
            return "enum(" + "|".join(each.name for each in type.enum.values) + ")"
        case ListType():
            return f"list({describe(type.item)}){bounds(type.minimum, type.maximum)}"
        case MapType():
            return f"map({describe(type.value)}){bounds(type.minimum, type.maximum)}"
        case StructType():
            return type.cpp


def describe_field(field: Field) -> str:
    """A field's type and words; the default stands in the code itself."""
    words = [describe(field.type)]
    words += ["optional"] if field.optional else []
    words += [field.access.value] if field.access is not Access.BOTH else []
    words += ["secret"] if field.secret else []
    return " ".join(words)
