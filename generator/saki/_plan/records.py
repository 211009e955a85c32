# SPDX-License-Identifier: Apache-2.0
"""Views of enumerations and structs: what types.h and types.cpp print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .._model import Access, EnumDecl, Field, Manifest, Origin, Struct, StructType
from .literal import initializer, quote
from .rules import Patterns, PatternView, rule
from .spelling import headers_of_fields, in_order, is_cheap, spell_field
from .words import describe_field

ACCESS = {Access.READONLY: "saki::FieldAccess::ReadOnly", Access.WRITEONLY: "saki::FieldAccess::WriteOnly"}
LEFT_OUT_OF = {Access.READONLY: "saki::JsonForm::Request", Access.WRITEONLY: "saki::JsonForm::Answer"}


@dataclass(frozen=True, slots=True)
class EnumeratorView:
    cpp: str
    literal: str


@dataclass(frozen=True, slots=True)
class EnumView:
    cpp: str
    underlying: str
    enumerators: tuple[EnumeratorView, ...]
    refusal: str  # what a text that names no enumerator is told, as a literal

    @property
    def all(self) -> str:
        return ", ".join(f"{self.cpp}::{each.cpp}" for each in self.enumerators)


@dataclass(frozen=True, slots=True)
class FieldView:
    index: int
    cpp: str
    type: str
    initializer: str
    comment: str
    literal: str  # the name in JSON
    row: str  # the arguments of its FieldRow
    rule: str  # `, saki::Length(1, 200)` or nothing
    argument: str  # in the constructor's definition
    transfer: str  # from that argument into the member
    asked: bool  # is in requests
    guard: str  # before what writes it: `if (form != …) ` or nothing
    parameter_need: str
    column: str  # what reads it from a row: `read_column`, `read_column_if_present`
    label: str  # `Note.title`, as a literal


@dataclass(frozen=True, slots=True)
class StructView:
    cpp: str
    name: str
    description: tuple[str, ...]
    fields: tuple[FieldView, ...]
    explicit: str  # before a constructor of one argument
    table: str  # the name of its table of fields
    unknown: str  # `, saki::UnknownMembers::Refused` or nothing
    json: bool  # is read from and written as JSON
    parameters: bool  # is read from a query, header fields, cookies or a form
    strict: bool
    row: bool  # is read from rows of a database

    @property
    def unused(self) -> str:
        """Before parameters that a type without members has no use for."""
        return "" if self.fields else "[[maybe_unused]] "

    @property
    def unasked(self) -> str:
        """The same for parameters that only fields of requests use."""
        return "" if any(field.asked for field in self.fields) else "[[maybe_unused]] "

    @property
    def declaration(self) -> str:
        return ", ".join(f"{field.type} {field.cpp}" for field in self.fields)

    @property
    def arguments(self) -> str:
        return ", ".join(field.argument for field in self.fields)

    @property
    def transfers(self) -> str:
        return ", ".join(field.transfer for field in self.fields)


@dataclass(frozen=True, slots=True)
class Headers:
    standard: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypesView:
    """All of types.h and types.cpp."""

    standard: tuple[str, ...]
    own: tuple[str, ...]
    source: Headers
    forward: tuple[str, ...]  # classes of namespace saki that only need declaring
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]
    patterns: tuple[PatternView, ...]
    rows: bool
    parameters: bool
    json: bool

    @property
    def empty(self) -> bool:
        return not self.structs and not self.enums


def view_types(manifest: Manifest) -> TypesView:
    """Decides everything about the types of a manifest."""
    patterns = Patterns("field_")
    roles = Roles.of(manifest)
    structs = tuple(view_struct(struct, roles, patterns) for struct in manifest.structs)
    headers = headers_of_fields(field for struct in manifest.structs for field in struct.fields)
    standard, own = in_order(headers | extra_headers(manifest, structs))
    return TypesView(
        standard=standard,
        own=own,
        source=source_headers(manifest, structs, patterns),
        forward=tuple(sorted(forward_classes(manifest, structs))),
        enums=tuple(view_enum(each) for each in manifest.enums),
        structs=structs,
        patterns=patterns.views,
        rows=any(struct.row for struct in structs),
        parameters=any(struct.parameters for struct in structs),
        json=any(struct.json for struct in structs),
    )


def extra_headers(manifest: Manifest, structs: tuple[StructView, ...]) -> set[str]:
    """The headers that come with what is declared beside the types' members."""
    found: set[str] = set()
    if structs:
        found.add("<type_traits>")
    if manifest.enums:
        found |= {"<cstdint>", "<string>", "<string_view>"}
    if manifest.enums or any(struct.json for struct in structs):
        found.add('"saki/json_form.h"')
    if any(struct.row for struct in structs):
        found |= {"<array>", "<span>", "<string_view>", '"saki/row.h"'}
    return found


def source_headers(manifest: Manifest, structs: tuple[StructView, ...], patterns: Patterns) -> Headers:
    """The headers of types.cpp alone."""
    found = {"<utility>"} if structs else set()
    if manifest.enums or any(struct.json for struct in structs):
        found |= {"<array>", '"saki/encode.h"', '"saki/object_decoder.h"'}
    if any(struct.parameters for struct in structs):
        found |= {"<array>", '"saki/parameter_reader.h"'}
    if any(struct.row for struct in structs):
        found.add('"saki/column_json.h"')
    if patterns.views:
        found |= {"<string_view>", '"saki/pattern.h"', '"saki/rules.h"'}
    return Headers(*in_order(found))


def forward_classes(manifest: Manifest, structs: tuple[StructView, ...]) -> set[str]:
    """The classes that types.h names without needing to know them."""
    found: set[str] = set()
    if manifest.enums:
        found |= {"Checker", "Decoder", "JsonWriter"}
    if any(struct.json for struct in structs):
        found |= {"Decoder", "JsonWriter"}
    if any(struct.parameters for struct in structs):
        found.add("ParameterReader")
    return found


@dataclass(frozen=True, slots=True)
class Roles:
    """Which structs are read from what."""

    parameters: frozenset[str]
    rows: frozenset[str]

    @classmethod
    def of(cls, manifest: Manifest) -> Roles:
        sides = [each for route in manifest.routes for each in (route.query, route.headers, route.cookies) if each]
        beside = frozenset(struct.cpp for struct in sides)
        bodies = [route.body for route in manifest.routes if route.body is not None and route.takes_form]
        forms = frozenset(body.type.cpp for body in bodies if isinstance(body.type, StructType))
        rows = frozenset(each.cpp for each in manifest.structs if each.origin is not Origin.INLINE and each.cpp not in beside)
        return cls(beside | forms, rows if manifest.packages else frozenset())


def view_enum(enum: EnumDecl) -> EnumView:
    """An enumeration and the sentence for what is none of its values."""
    values = tuple(EnumeratorView(each.cpp, quote(each.name)) for each in enum.values)
    refusal = quote("must be one of " + ", ".join(each.name for each in enum.values))
    return EnumView(enum.cpp, "std::uint8_t" if len(values) <= 256 else "std::uint16_t", values, refusal)


def view_struct(struct: Struct, roles: Roles, patterns: Patterns) -> StructView:
    """A struct and what is made for it."""
    parameters = struct.cpp in roles.parameters
    return StructView(
        cpp=struct.cpp,
        name=struct.name,
        description=tuple(struct.description.splitlines()),
        fields=tuple(view_field(struct, index, field, patterns) for index, field in enumerate(struct.fields)),
        explicit="explicit " if len(struct.fields) == 1 else "",
        table=f"k{struct.cpp}Fields",
        unknown=", saki::UnknownMembers::Refused" if struct.strict else "",
        json=not (parameters and struct.origin is Origin.INLINE),
        parameters=parameters,
        strict=struct.strict,
        row=struct.cpp in roles.rows,
    )


def view_field(struct: Struct, index: int, field: Field, patterns: Patterns) -> FieldView:
    """A member and each place where it is printed."""
    type = spell_field(field)
    wrapped = field.optional or field.boxed
    check = rule(field.type, patterns)
    cheap = is_cheap(field.type) and not wrapped
    return FieldView(
        index=index,
        cpp=field.cpp,
        type=type,
        initializer=initializer(field.type, field.default.value if field.default else None, wrapped=wrapped),
        comment=describe_field(field),
        literal=quote(field.name),
        row=", ".join(row_arguments(field)),
        rule=f", {check}" if check else "",
        argument=f"{type} {field.cpp}_",
        transfer=f"{field.cpp}({field.cpp}_)" if cheap else f"{field.cpp}(std::move({field.cpp}_))",
        asked=field.access is not Access.READONLY,
        guard=f"if (form != {LEFT_OUT_OF[field.access]}) " if field.access in LEFT_OUT_OF else "",
        parameter_need=f"saki::ParameterNeed::{'Required' if field.required else 'Optional'}",
        column="read_column" if field.required else "read_column_if_present",
        label=quote(f"{struct.cpp}.{field.name}"),
    )


def row_arguments(field: Field) -> Iterable[str]:
    """The arguments of a FieldRow, as few as say it."""
    yield quote(field.name)
    if field.required or field.access is not Access.BOTH:
        yield f"saki::FieldNeed::{'Required' if field.required else 'Optional'}"
    if field.access is not Access.BOTH:
        yield ACCESS[field.access]
