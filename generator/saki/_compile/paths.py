# SPDX-License-Identifier: Apache-2.0
"""Makes the model's paths, group prefixes included, and finds routes that nobody could tell apart or ever reach."""

from __future__ import annotations

from dataclasses import dataclass

from .._cpp_names import is_taken, pascal, snake
from .._grammar.route_text import PartExpr, PathExpr
from .._model import LiteralPart, ParameterPart, Path, PathPart, Route, RouteKind
from .._position import Span
from .._report import Report
from .._types import EnumType, FieldType, Scalar, ScalarType
from .._yaml.nodes import Text
from .placed import Placed
from .type_table import TypeTable

ALLOWED = frozenset(Scalar) - {Scalar.BYTES, Scalar.JSON, Scalar.PATH, Scalar.URI}


def build_path(placed: Placed, owner: str, types: TypeTable) -> Path | None:
    """The full path of a route; None when one of its parts was reported. `owner` names the enums it declares."""
    pieces: list[tuple[PathExpr, Text]] = []
    for group in placed.groups:
        if group.prefix is not None and group.prefix_node is not None:
            pieces.append((group.prefix, group.prefix_node))
        elif group.section.has("prefix"):
            return None
    pieces.append((placed.key.path, placed.row.key))
    parts: list[PathPart] = []
    for path, node in pieces:
        for part in path.parts:
            made = build_part(part, node, owner, parts, types)
            if made is None:
                return None
            parts.append(made)
    if any(isinstance(part, ParameterPart) and part.rest for part in parts[:-1]):
        span = pieces[0][1].span
        types.report.error("bad-path", span, "nothing can follow the rest of a path", "`{name...}` cannot stand in the prefix of a group")
        return None
    text = "".join(path.text for path, _ in pieces if path.parts) or "/"
    return Path(text, tuple(parts))


def build_part(part: PartExpr, node: Text, owner: str, before: list[PathPart], types: TypeTable) -> PathPart | None:
    if part.literal is not None:
        return LiteralPart(part.literal)
    assert part.name is not None
    span = node.part(part.name.offset, part.name.length)
    cpp = snake(part.name.text)
    if is_taken(cpp) or cpp == "request":
        types.report.error(
            "cpp-keyword", span, f"'{part.name.text}' cannot name a parameter: the word is taken in C++", "find another name"
        )
        return None
    if any(isinstance(other, ParameterPart) and other.cpp == cpp for other in before):
        types.report.error("duplicate-parameter", span, f"the path has a second parameter '{part.name.text}'", "rename one of the two")
        return None
    of = types.resolve(part.type, node, owner + pascal(part.name.text)) if part.type else ScalarType(Scalar.STRING)
    if of is None:
        return None
    if not fits_path(of):
        assert part.type is not None
        where = node.part(part.type.offset, part.type.length)
        types.report.error(
            "type-not-here",
            where,
            f"'{part.type.name.text}' cannot stand in a path",
            "numbers, string, bool, date, timestamp, duration, uuid, email and enums can",
        )
        return None
    assert isinstance(of, (ScalarType, EnumType))
    return ParameterPart(part.name.text, cpp, of, part.rest)


def fits_path(of: FieldType) -> bool:
    return isinstance(of, EnumType) or (isinstance(of, ScalarType) and of.scalar in ALLOWED)


# ---------------------------------------------------------------- precedence


@dataclass(frozen=True, slots=True)
class Seen:
    """A route that was met, for comparison with later ones."""

    route: Route
    span: Span


def shape(path: Path) -> tuple[str, ...]:
    """A path as the router tells paths apart: literals by their text, parameters by their rank."""
    return tuple(f"/{part.text}" if isinstance(part, LiteralPart) else rank(part) for part in path.parts)


def rank(part: ParameterPart) -> str:
    if part.rest:
        return "rest"
    plain = isinstance(part.type, ScalarType) and part.type.scalar is Scalar.STRING
    return "string" if plain else "typed"


def check_routes(routes: list[Seen], report: Report) -> None:
    """Reports routes that meet on the same requests, and mounts that a route hides."""
    first: dict[tuple[str, bool, tuple[str, ...]], Seen] = {}
    for seen in routes:
        route = seen.route
        key = (route.method, route.kind is RouteKind.STATIC, shape(route.path))
        other = first.setdefault(key, seen)
        if other is not seen:
            report_meeting(seen, other, report)
    for mount in routes:
        if mount.route.kind is RouteKind.STATIC:
            report_hidden(mount, routes, report)


def report_meeting(later: Seen, earlier: Seen, report: Report) -> None:
    there = f"'{earlier.route.label}' ({place(earlier.span, later.span)})"
    if later.route.path.text == earlier.route.path.text:
        report.error(
            "duplicate-route", later.span, f"'{later.route.label}' answers the same requests as {there}", "remove or rename one of the two"
        )
    else:
        hint = "give one of them another literal, or parameters of different rank: literal, typed, string, rest"
        report.error("ambiguous-route", later.span, f"'{later.route.label}' and {there} match the same paths", hint)


def report_hidden(mount: Seen, routes: list[Seen], report: Report) -> None:
    """A mount is asked after all routes: one that takes the rest of the same path leaves nothing to it."""
    below = shape(mount.route.path)
    for other in routes:
        parts = shape(other.route.path)
        takes_rest = parts[-1:] == ("rest",) and other.route.method == "GET"
        if takes_rest and covers(parts[:-1], below):
            there = f"'{other.route.label}' ({place(other.span, mount.span)})"
            report.error(
                "shadowed-route",
                mount.span,
                f"'{mount.route.label}' is never reached: {there} takes every path below it",
                "mounts are asked after all routes; narrow the route",
            )
            return


def covers(parts: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether every path that starts like `path` starts like `parts` as well."""
    return len(parts) <= len(path) and all(part in ("string", own) for part, own in zip(parts, path))


def place(other: Span, here: Span) -> str:
    return f"line {other.start.line}" if other.start.file == here.start.file else str(other.start)
