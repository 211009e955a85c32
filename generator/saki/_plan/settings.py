# SPDX-License-Identifier: Apache-2.0
"""The service's own settings: a struct, and each field's declaration for the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._model import EnumType, Field, FieldType, ListType, MapType, Scalar, ScalarType, Setting
from .._types import innermost
from .literal import initializer, quote
from .rules import Patterns, rule
from .schema import json_value
from .spelling import INTEGERS, headers_of_fields, in_order, parts, spell_field
from .words import describe_field


FORMATS = (Scalar.EMAIL, Scalar.URI)  # a path in a setting is the operator's own: `..` is fine there
FORMS = (*FORMATS, Scalar.PATH)  # texts whose type has a name of its own


@dataclass(frozen=True, slots=True)
class SettingView:
    cpp: str
    type: str
    initializer: str
    comment: str
    rows: tuple[str, ...]  # designated initializers of its saki::Setting


@dataclass(frozen=True, slots=True)
class CheckView:
    """A rule that the configuration has no words for."""

    cpp: str
    expression: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All of settings.h and settings.cpp."""

    standard: tuple[str, ...]
    own: tuple[str, ...]
    settings: tuple[SettingView, ...]
    checks: tuple[CheckView, ...]
    typed: bool  # some setting's type is declared in types.h


def view_settings(settings: tuple[Setting, ...]) -> SettingsView:
    """Decides everything about the settings of a service, or of a package."""
    fields = tuple(each.field for each in settings)
    standard, own = in_order(headers_of_fields(fields) | ({'"saki/base/secret.h"'} if any(each.secret for each in fields) else set()))
    typed = any(isinstance(part, EnumType) for field in fields for part in parts(field.type))
    return SettingsView(standard, own, tuple(map(view_setting, settings)), tuple(checks(fields)), typed)


def checks(fields: tuple[Field, ...]) -> Iterator[CheckView]:
    """One function for each setting that needs it: patterns and formats."""
    for field in fields:
        type = innermost(field.type)
        if needs_check(type):
            assert isinstance(type, ScalarType)
            yield CheckView(field.cpp, check_of(type))


def check_of(type: ScalarType) -> str:
    """The call that says what is wrong with a text."""
    if type.scalar is Scalar.BYTES:
        return f"saki::check_setting<saki::Bytes>(text, {rule(type, Patterns(''))})"
    rules = [f"saki::Format::{type.scalar.value.capitalize()}"] if type.scalar in FORMATS else []
    rules += [quote(type.pattern)] if type.pattern is not None else []
    return f"saki::check_setting(text, {', '.join(rules)})"


def view_setting(setting: Setting) -> SettingView:
    field = setting.field
    value = field.default.value if field.default and not field.secret else None
    return SettingView(
        cpp=field.cpp,
        type=spell_setting(field),
        initializer=initializer(field.type, value, wrapped=field.optional or field.secret),
        comment=describe_field(field),
        rows=tuple(rows(setting)),
    )


def spell_setting(field: Field) -> str:
    """Secrets are kept in a type that is never printed."""
    return spell_field(field).replace("std::string", "saki::Secret") if field.secret else spell_field(field)


def rows(setting: Setting) -> Iterator[str]:
    """What the configuration has to know of a setting, in the order of saki::Setting's members."""
    field = setting.field
    inner = innermost(field.type)
    yield f".path = {quote(field.name)}"
    if field.default is not None:
        yield f".initial = {quote(as_yaml(field.type, field.default.value))}"
    if isinstance(inner, ScalarType) and inner.scalar is not Scalar.BYTES:
        if inner.minimum is not None:
            yield f".minimum = {quote(as_bound(inner, inner.minimum))}"
        if inner.maximum is not None:
            yield f".maximum = {quote(as_bound(inner, inner.maximum))}"
    if isinstance(field.type, ListType | MapType):
        if field.type.minimum is not None:
            yield f".min_count = {field.type.minimum}"
        if field.type.maximum is not None:
            yield f".max_count = {field.type.maximum}"
    if isinstance(inner, EnumType):
        yield f".words = {{{', '.join(quote(each.name) for each in inner.enum.values)}}}"
    if needs_check(inner):
        yield f".check = &check_{field.cpp}"
    if isinstance(inner, ScalarType) and inner.scalar in FORMS:
        yield f".form = {quote(inner.scalar.value)}"
    if setting.live:
        yield ".reload = saki::SettingReload::Live"
    if field.description:
        yield f".description = {quote(field.description)}"


def needs_check(type: FieldType) -> bool:
    """Whether the configuration's own words cannot say the rule."""
    if not isinstance(type, ScalarType):
        return False
    if type.scalar is Scalar.BYTES:
        return type.minimum is not None or type.maximum is not None
    return type.pattern is not None or type.scalar in FORMATS


def as_bound(type: ScalarType, bound: int | float) -> str:
    return repr(float(bound)) if type.scalar is Scalar.DOUBLE else str(int(bound))


def as_yaml(type: FieldType, value: object) -> str:
    """A default as the configuration file would hold it."""
    match type:
        case ListType():
            assert isinstance(value, tuple)
            return f"[{', '.join(as_yaml(type.item, each) for each in value)}]"
        case MapType():
            assert isinstance(value, tuple)
            return f"{{{', '.join(f'{yaml_text(key)}: {as_yaml(type.value, each)}' for key, each in value)}}}"
        case ScalarType() if type.scalar is Scalar.BOOL:
            return "true" if value else "false"
        case ScalarType() if type.scalar in (*INTEGERS, Scalar.DOUBLE, Scalar.DURATION):
            return str(json_value(type, value))
    return yaml_text(str(json_value(type, value)))


def yaml_text(text: str) -> str:
    """A double-quoted YAML scalar."""
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(marks.get(each) or (each if each >= " " and each != "\x7f" else f"\\x{ord(each):02x}") for each in text) + '"'
