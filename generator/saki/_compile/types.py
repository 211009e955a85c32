# SPDX-License-Identifier: Apache-2.0
"""Declares and resolves everything under `types`, then finds recursion and the order of definition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .._grammar.notation import TypeExpr
from .._grammar.walk import Row, Rows
from .._position import Span
from .._report import Report
from .._types import Field, Origin, Struct, StructType
from .._yaml.nodes import Text
from .fields import Place, build_fields
from .type_table import TypeTable


def declare_types(rows: Iterable[Row], types: TypeTable) -> list[Row]:
    """Takes the names of all types; returns the rows whose name is good and new. Enums and derived types are known after it."""
    good: list[Row] = []
    for row in rows:
        types.declared.add(row.key.value)
        types.field_names.setdefault(row.key.value, None)
        if row.name is not None and types.scope.add(row.name, row.name, row.key.span, types.report):
            good.append(row)
    for row in good:
        if row.value is not None and isinstance(row.value.value, Rows):
            types.field_names[row.name] = tuple(field.key.value for field in row.value.value.rows)
    declare_short(good, types)
    return good


def declare_short(rows: list[Row], types: TypeTable) -> None:
    """Declares `State: enum(…)` and `NewNote: Note-id`, the latter after the types they are derived from."""
    waiting = {row.name: row for row in rows if row.value is not None and isinstance(row.value.value, TypeExpr)}
    for row in waiting.values():
        assert row.value is not None and isinstance(row.value.node, Text)
        if row.value.value.name.text == "enum" and not row.value.value.without:
            types.enum(row.value.value, row.value.node, row.name, declared=True)
    derived = {name: row for name, row in waiting.items() if is_derived(row.value.value)}  # type: ignore[union-attr]
    for name, row in waiting.items():
        if name not in derived and row.value is not None and row.value.value.name.text != "enum":
            text = f"the type '{name}' is no more than another name"
            types.report.error(
                "type-not-here", row.value.span, text, "a type is a map of fields, enum(a|b), or derived: Note-id, patch(Note)"
            )
    while derived:
        ready = [name for name, row in derived.items() if base_name(row.value.value) not in derived]  # type: ignore[union-attr]
        if not ready:
            report_circle(derived, types.report)
            return
        for name in ready:
            row = derived.pop(name)
            assert row.value is not None and isinstance(row.value.node, Text)
            types.derive(row.value.value, row.value.node, named=name)


def is_derived(expr: TypeExpr) -> bool:
    return bool(expr.without) or expr.name.text == "patch"


def base_name(expr: TypeExpr) -> str:
    """The declared type that a derived one is made of in the end."""
    while expr.name.text == "patch" and expr.argument is not None:
        expr = expr.argument
    return expr.name.text


def report_circle(rows: dict[str, Row], report: Report) -> None:
    first = min(rows.values(), key=lambda row: row.key.start)
    report.error(
        "recursive-type", first.key.span, f"'{first.name}' is derived from itself", "declare the fields of one of the types in the circle"
    )


def build_structs(rows: list[Row], types: TypeTable) -> None:
    """Resolves the fields of every declared struct, then the derived ones."""
    for row in rows:
        if row.value is not None and isinstance(row.value.value, Rows):
            fields = build_fields(row.value.value, row.name, Place.TYPE, types)
            strict = row.value.value.options.get("strict")
            types.structs[row.name] = Struct(row.name, row.name, fields, Origin.DECLARED, row.key.start, bool(strict and strict.value))


def held(struct: Struct, *, required_only: bool = False) -> list[tuple[Field, str]]:
    """The fields that hold another struct by value, and which."""
    return [
        (field, field.type.cpp)
        for field in struct.fields
        if isinstance(field.type, StructType) and not field.boxed and not (required_only and field.optional)
    ]


def check_recursion(types: TypeTable) -> None:
    """Reports each circle of structs that hold each other with no way out: no value of them could ever end."""
    told: set[str] = set()
    for start in sorted(types.structs.values(), key=lambda struct: struct.position):
        circle = find_circle(start.cpp, types.structs)
        if not circle or told & {name for name, _ in circle}:
            continue
        told |= {name for name, _ in circle}
        if start.origin is Origin.DERIVED:
            continue  # its base is told
        field = circle[0][1]
        way = " → ".join([*(name for name, _ in circle), start.cpp])
        text = f"{start.name} holds itself: {way}" if len(circle) > 1 else f"{start.name} holds itself"
        types.report.error("recursive-type", Span(field.position, len(field.name)), text, "make the field optional, or a list")


def find_circle(start: str, structs: dict[str, Struct]) -> list[tuple[str, Field]]:
    """The shortest way from a struct back to itself through required fields, as the structs passed and the field taken."""
    ways: list[list[tuple[str, Field]]] = [[(start, field)] for field, _ in held(structs[start], required_only=True)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        last = way[-1][1].type
        assert isinstance(last, StructType)
        if last.cpp == start:
            return way
        if last.cpp not in seen and last.cpp in structs:
            seen.add(last.cpp)
            ways += [[*way, (last.cpp, field)] for field, _ in held(structs[last.cpp], required_only=True)]
    return []


def box_recursion(types: TypeTable) -> None:
    """Marks the optional fields that lead back to their own struct."""
    structs = types.structs
    reach = {name: reachable(name, structs) | {name} for name in structs}

    def leads_back(field: Field, owner: str) -> bool:
        return field.optional and isinstance(field.type, StructType) and owner in reach.get(field.type.cpp, ())

    for name, struct in list(structs.items()):
        fields = tuple(replace(field, boxed=True) if leads_back(field, name) else field for field in struct.fields)
        structs[name] = replace(struct, fields=fields)


def reachable(start: str, structs: dict[str, Struct]) -> set[str]:
    """Every struct that a struct holds by value, directly or through others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for _, other in held(structs[waiting.pop()]):
            if other not in found and other in structs:
                found.add(other)
                waiting.append(other)
    return found


def in_definition_order(structs: dict[str, Struct]) -> tuple[Struct, ...]:
    """Sorts structs so that each follows those it holds by value; otherwise as they stand in the manifest."""
    order: dict[str, Struct] = {}
    waiting = sorted(structs.values(), key=lambda each: each.position, reverse=True)
    while waiting:
        struct = waiting[-1]
        before = [structs[other] for _, other in held(struct) if other not in order]
        if struct.cpp not in order and before:
            waiting += reversed(before)
        else:
            order.setdefault(struct.cpp, waiting.pop())
    return tuple(order.values())
