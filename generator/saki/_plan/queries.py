# SPDX-License-Identifier: Apache-2.0
"""Views of the statements of `sql/`: for each a function template that any database, or transaction, can be given to."""

from __future__ import annotations

from dataclasses import dataclass

from .._model import FieldType, Manifest, Query, QueryParameter, Scalar, ScalarType, StructType, EnumType
from .literal import quote
from .spelling import headers_of, in_order, is_cheap, parts, spell

TEXTS = (Scalar.STRING, Scalar.EMAIL, Scalar.URI, Scalar.PATH)


@dataclass(frozen=True, slots=True)
class SpellingView:
    """One way to say a query, and what is given to it."""

    backend: str  # as literal; empty: of all others
    comment: str  # sql/notes.sql:3
    lines: tuple[str, ...]  # of the statement, as literals
    arguments: str  # with a comma before each


@dataclass(frozen=True, slots=True)
class QueryView:
    name: str
    tried: str  # the name of the form that gives an std::expected; empty where there is none
    parameters: str  # with a comma before each
    verb: str  # one, all, each, execute
    row: str  # <Note>, or nothing
    spellings: tuple[SpellingView, ...]  # those of one database first


@dataclass(frozen=True, slots=True)
class QueriesView:
    """All of queries.h."""

    queries: tuple[QueryView, ...]
    standard: tuple[str, ...]
    own: tuple[str, ...]


def view_queries(manifest: Manifest) -> QueriesView:
    names = dict.fromkeys(each.name for each in manifest.queries)
    views = tuple(view_query([each for each in manifest.queries if each.name == name]) for name in names)
    types = [each.type for query in manifest.queries for each in query.parameters] + [each.row for each in manifest.queries if each.row]
    headers = headers_of(types) | {"<string_view>"}
    if any(each.optional for query in manifest.queries for each in query.parameters):
        headers.add("<optional>")
    if any(isinstance(part, (StructType, EnumType)) for type in types for part in parts(type)):
        headers.add('"types.h"')
    standard, own = in_order(headers)
    return QueriesView(views, standard, own)


def view_query(variants: list[Query]) -> QueryView:
    """One query with all its variants, which have the same parameters and rows."""
    first = variants[0]
    spellings = sorted(variants, key=lambda each: not each.backend)
    row = f"<{spell(first.row)}>" if first.row else ""
    tried = f"try_{first.name}" if first.verb != "each" else ""
    return QueryView(first.name, tried, "".join(f", {declare(each)}" for each in first.parameters), first.verb, row, tuple(map(view_spelling, spellings)))


def view_spelling(query: Query) -> SpellingView:
    lines = tuple(quote(line) for line in query.sql.splitlines(keepends=True))
    return SpellingView(quote(query.backend) if query.backend else "", f"{query.file}:{query.line}", lines, "".join(f", {each}" for each in query.order))


def declare(parameter: QueryParameter) -> str:
    return f"{spell_parameter(parameter.type, parameter.optional)} {parameter.name}"


def spell_parameter(type: FieldType, optional: bool) -> str:
    """How an argument is taken: it is copied before the call returns."""
    if isinstance(type, ScalarType) and type.scalar in TEXTS:
        return "std::optional<std::string_view>" if optional else "std::string_view"
    if is_cheap(type):
        return f"std::optional<{spell(type)}>" if optional else spell(type)
    return f"const std::optional<{spell(type)}>&" if optional else f"const {spell(type)}&"
