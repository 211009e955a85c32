# SPDX-License-Identifier: Apache-2.0
"""The model's lower half: the types of values, and the structs made of them. Read `_model.py` first, it states the invariants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Union

from ._position import Position


class Scalar(Enum):
    """The built-in types that hold one value; the enumerator's value is the word in the manifest."""

    BOOL = "bool"
    INT32 = "int32"
    INT64 = "int64"
    UINT32 = "uint32"
    UINT64 = "uint64"
    DOUBLE = "double"
    STRING = "string"
    BYTES = "bytes"
    TIMESTAMP = "timestamp"
    DATE = "date"
    DURATION = "duration"
    UUID = "uuid"
    EMAIL = "email"
    URI = "uri"
    PATH = "path"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A built-in type. The bounds are inclusive: of the value for numbers, of code points for string, of bytes for bytes."""

    scalar: Scalar
    minimum: int | float | None = None
    maximum: int | float | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Enumerator:
    name: str  # as in JSON
    cpp: str


@dataclass(frozen=True, slots=True)
class EnumDecl:
    """An `enum class`: declared under `types`, or met in a field and named after it (`NoteState`)."""

    cpp: str
    values: tuple[Enumerator, ...]
    declared: bool
    position: Position


@dataclass(frozen=True, slots=True)
class EnumType:
    enum: EnumDecl


@dataclass(frozen=True, slots=True)
class ListType:
    item: FieldType
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class MapType:
    value: FieldType
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class StructType:
    """A use of a struct, by its C++ name; `Manifest.struct` gives the declaration (types may be recursive)."""

    cpp: str


FieldType = Union[ScalarType, EnumType, ListType, MapType, StructType]


def innermost(type: FieldType) -> FieldType:
    """The type of each value in a list or map; of anything else itself."""
    return type.item if isinstance(type, ListType) else type.value if isinstance(type, MapType) else type


class Access(Enum):
    BOTH = "both"
    READONLY = "readonly"  # ignored in requests
    WRITEONLY = "writeonly"  # never answered


# The value of a default, by the field's type: bool; int; float; str for string, email, uri, path, uuid (lower case) and enum (the
# name in JSON); bytes; int microseconds for duration, and since 1970 UTC for timestamp; (year, month, day) for date; a tuple of
# such values for a list; a tuple of (key, value) pairs for a map; JSON text for json.
Value = Union[bool, int, float, str, bytes, tuple]  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class Default:
    value: Value
    text: str  # as written


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a struct, a setting, or a parameter in query, headers or cookies."""

    name: str  # as in JSON, in the query, …; for headers the field name (`X-Request-Id`)
    cpp: str
    type: FieldType
    position: Position
    optional: bool = False
    access: Access = Access.BOTH
    secret: bool = False
    default: Default | None = None
    boxed: bool = False  # optional and leads back to its own struct: needs a pointer, `std::optional` would be incomplete
    description: str = ""
    example: str | None = None
    deprecated: bool = False

    @property
    def required(self) -> bool:
        return not self.optional and self.default is None


class Origin(Enum):
    DECLARED = "declared"  # under `types`
    DERIVED = "derived"  # `Note-id`, `patch(Note)`
    INLINE = "inline"  # fields written where they are used: named after their place


@dataclass(frozen=True, slots=True)
class Struct:
    """An object type with its fields resolved, derived types included."""

    name: str  # as the manifest spells it: `Note`, `Note-id`, `patch(Note)`; for inline ones the C++ name
    cpp: str  # `Note`, `NoteWithoutId`, `NotePatch`, `ListNotesQuery`
    fields: tuple[Field, ...]
    origin: Origin
    position: Position
    strict: bool = False
    description: str = ""
    patch: bool = False  # every field optional because of `patch(…)`
