# SPDX-License-Identifier: Apache-2.0
"""Views of declared errors: classes that handlers throw."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._model import ErrorDecl, Field, Manifest
from .handlers import fresh_name
from .literal import quote
from .spelling import headers_of_fields, in_order, spell_field


@dataclass(frozen=True, slots=True)
class MemberView:
    """A further member of the problem document."""

    cpp: str
    literal: str  # the name in JSON
    parameter: str  # `std::int64_t id`
    statement: str  # what puts it into the document


@dataclass(frozen=True, slots=True)
class ErrorView:
    cpp: str
    status: int
    comment: str
    title: str
    type: str
    members: tuple[MemberView, ...]
    explicit: str
    retry_after: int | None  # seconds

    @property
    def source(self) -> str:
        """What the client's class of it is made of: a name that no member has."""
        return fresh_name("error", {each.cpp for each in self.members})

    @property
    def declared(self) -> str:
        return ", ".join((*(each.parameter for each in self.members), "std::string detail = {}"))

    @property
    def defined(self) -> str:
        return ", ".join((*(each.parameter for each in self.members), "std::string detail"))


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """All of errors.h and errors.cpp."""

    standard: tuple[str, ...]
    own: tuple[str, ...]
    errors: tuple[ErrorView, ...]
    members: bool
    typed: bool  # some member's type is declared in types.h


def view_errors(manifest: Manifest, *, has_types: bool) -> ErrorsView:
    """Decides everything about the errors of a manifest."""
    errors = tuple(view_error(manifest, each) for each in manifest.errors)
    fields = [field for each in manifest.errors for field in each.fields]
    standard, own = in_order(headers_of_fields(fields) | {"<string>", '"saki/http_error.h"'})
    return ErrorsView(standard, own, errors, bool(fields), bool(fields) and has_types)


def view_error(manifest: Manifest, error: ErrorDecl) -> ErrorView:
    members = tuple(view_member(field) for field in error.fields)
    kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", error.name).lower()
    return ErrorView(
        cpp=error.cpp,
        status=error.status,
        comment=f"{error.status}: {error.title}" if error.title else str(error.status),
        title=quote(error.title) if error.title else "",
        type=quote(f"urn:problem-type:{manifest.service.name}:{kebab}"),
        members=members,
        explicit="" if members else "explicit ",
        retry_after=None if error.retry_after is None else -(-error.retry_after // 1_000_000),
    )


def view_member(field: Field) -> MemberView:
    type = spell_field(field)
    write = f"this->member_json({quote(field.name)}, saki::encode({{}}, saki::JsonForm::Answer));"
    if field.optional:
        return MemberView(field.cpp, quote(field.name), f"{type} {field.cpp}", f"if ({field.cpp}) {write.format('*' + field.cpp)}")
    return MemberView(field.cpp, quote(field.name), f"{type} {field.cpp}", write.format(field.cpp))
