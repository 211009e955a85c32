# SPDX-License-Identifier: Apache-2.0
"""Makes the model's routes: parameters, bodies, answers, policies; group by group, with everything resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .._cpp_names import pascal
from .._grammar.route_text import BodyExpr, ReturnExpr
from .._grammar.walk import Got, Rows
from .._model import Answer, Body, Content, Path, Redirect, Route, RouteKind
from .._position import Span
from .._suggest import did_you_mean
from .._types import Field, FieldType, Origin, Scalar, ScalarType, Struct, StructType
from .._yaml.nodes import Map, Text
from .auth import build_auth
from .fields import Place, build_fields, check_flat
from .guards import build_concurrency, build_cors, build_csrf, build_limits, check_method
from .paths import Seen, build_path
from .placed import Placed
from .policies import build_cache, build_mount, build_redirect, build_socket
from .type_table import TypeTable, Use, note_use

KINDS = {"WS": RouteKind.WS, "SSE": RouteKind.SSE, "STATIC": RouteKind.STATIC, "REDIRECT": RouteKind.REDIRECT, "HEALTH": RouteKind.HEALTH}
NO_BODY = ("GET", "DELETE")
NO_CONTENT = (204, 205, 304)


@dataclass(slots=True)
class RouteTable:
    """What routes refer to, and what they refer to in vain."""

    types: TypeTable
    errors: frozenset[str]
    settings: dict[str, Field | None]
    live_settings: frozenset[str] = frozenset()
    owners: dict[str, str] = field(default_factory=dict)  # from a package's file to its name
    unknown_errors: dict[str, Use] = field(default_factory=dict)
    used_errors: set[str] = field(default_factory=set)
    schemes: frozenset[str] = frozenset()  # by which callers prove who they are
    unknown_schemes: dict[str, Use] = field(default_factory=dict)
    sessions: bool = False  # whether the service has them


def build_routes(placed: Iterable[Placed], table: RouteTable) -> list[Seen]:
    """Makes every route; those with a part that was reported are left out."""
    found: list[Seen] = []
    for each in placed:
        route = build_route(each, table)
        if route is not None:
            found.append(Seen(route, each.row.key.span))
    return found


def build_route(placed: Placed, table: RouteTable) -> Route | None:
    types = table.types
    section = placed.section
    kind = KINDS.get(placed.key.word.text, RouteKind.HTTP)
    method = placed.key.word.text if kind is RouteKind.HTTP else "GET"
    handler: str | None = section.value("handler")
    owner = pascal(handler) if handler else pascal(method + "_" + re.sub(r"[^A-Za-z0-9]+", "_", placed.key.path.text))
    types.begin_handler(owner)
    path = build_path(placed, owner, types)
    body = build_body(section.get("body"), owner, method, types)
    answers = build_answers(section.get("returns"), owner, types)
    structs = {
        place: build_parameters(section.get(place.name.lower()), owner, place, types)
        for place in (Place.QUERY, Place.HEADERS, Place.COOKIES)
    }
    messages = {name: build_message(section.get(name), kind, owner + pascal(name), types) for name in ("receive", "send")}
    errors = build_errors(placed, table)
    auth = build_auth(placed.get("auth"), table.schemes, table.unknown_schemes)
    package = table.owners.get(placed.row.key.start.file, "")
    check_method(section, method, types.report)
    redirect = build_redirect(section)
    mount = build_mount(section) if kind is RouteKind.STATIC else None
    if path is not None:
        check_target(path, redirect, placed, types)
    if mount is not None:
        check_mount(placed, table)
    if path is None or answers is None or not section.complete or (section.has("body") and body is None):
        return None
    made: dict[str, object] = {**messages, **{place.name.lower(): struct for place, struct in structs.items()}}
    if any(section.has(name) and value is None for name, value in made.items()):
        return None
    return Route(
        kind=kind,
        method=method,
        path=path,
        position=placed.row.key.start,
        handler=handler,
        summary=section.value("summary", ""),
        description=section.value("description", ""),
        tags=tuple(entry.value for entry in placed.collected("tags")),
        query=structs[Place.QUERY],
        headers=structs[Place.HEADERS],
        cookies=structs[Place.COOKIES],
        body=body,
        answers=answers,
        errors=errors,
        receive=messages["receive"],
        send=messages["send"],
        timeout=placed.value("timeout"),
        max_body=placed.value("max_body"),
        middleware=tuple(entry.value for entry in placed.collected("middleware")),
        auth=auth,
        limits=build_limits(placed, kind, path, types.report),
        concurrency=build_concurrency(placed, kind),
        cache=build_cache(placed.get("cache"), personal=auth is not None and bool(auth.schemes)),
        cors=build_cors(placed, kind, types.report),
        csrf=not package and build_csrf(placed, method, body, sessions=table.sessions),
        static=mount,
        redirect=redirect,
        health=section.value("tells"),
        socket=build_socket(section) if kind is RouteKind.WS else None,
        hidden=placed.value("hidden", False),
        deprecated=placed.value("deprecated", False),
        groups=tuple(group.name for group in placed.groups),
        package=package,
    )


# ---------------------------------------------------------------- parameters


def build_parameters(got: Got | None, owner: str, place: Place, types: TypeTable) -> Struct | None:
    """The struct of query, headers, cookies or arguments: a declared one, or made of the fields that stand there."""
    if got is None:
        return None
    if isinstance(got.value, Rows):
        cpp = owner + pascal(place.name)
        fields = build_fields(got.value, cpp, place, types)
        if len(fields) != len(got.value.rows):
            return None
        struct = Struct(cpp, cpp, fields, Origin.INLINE, got.node.start)
        return add_inline(struct, got, types)
    assert isinstance(got.node, Text)
    of = types.resolve(got.value, got.node, owner + pascal(place.name))
    if of is None:
        return None
    if not isinstance(of, StructType):
        types.report.error("type-not-here", got.span, f"{place.value} needs a type with fields, '{got.node.value}' has none")
        return None
    return declared_parameters(of.cpp, got, place, types)


def declared_parameters(cpp: str, got: Got, place: Place, types: TypeTable) -> Struct | None:
    """A declared type used for parameters: all its fields have to be plain."""
    struct = types.structs.get(cpp) or base_struct(cpp, types)
    if struct is None:
        return None
    return struct if check_flat(struct.fields, place, got.span, struct.name, types) else None


def base_struct(cpp: str, types: TypeTable) -> Struct | None:
    """A derived struct is made on the spot when its base is there."""
    if cpp in types.derivations:
        types.build_derived()
    return types.structs.get(cpp)


def add_inline(struct: Struct, got: Got, types: TypeTable) -> Struct | None:
    """Declares an inline struct. Two routes of one handler may spell the same one; whether they do is asked with the handler."""
    known = types.structs.get(struct.cpp)
    if known is not None and known.origin is Origin.INLINE:
        return struct
    if not types.scope.add(struct.cpp, struct.cpp, got.span, types.report):
        return None
    types.structs[struct.cpp] = struct
    return struct


# ---------------------------------------------------------------- bodies and answers


def build_body(got: Got | None, owner: str, method: str, types: TypeTable) -> Body | None:
    if got is None:
        return None
    if method in NO_BODY:
        text = f"a {method} request has no body that servers may count on (RFC 9110 section 9.3)"
        types.report.error("body-not-allowed", got.span, text, "use POST, PUT or PATCH, or move the fields to `query`")
        return None
    expr: BodyExpr = got.value
    assert isinstance(got.node, Text)
    content = Content(expr.content)
    if expr.type is None:
        return Body(content, None, got.node.start)
    of = types.resolve(expr.type, got.node, owner + "Body")
    if of is None or (content is Content.FORM and not fits_form(of, got, types)):
        return None
    return Body(content, of, got.node.start)


def fits_form(of: FieldType, got: Got, types: TypeTable) -> bool:
    """Whether a form can carry a type: an object of plain fields."""
    struct = (types.structs.get(of.cpp) or base_struct(of.cpp, types)) if isinstance(of, StructType) else None
    if not isinstance(of, StructType):
        types.report.error("type-not-here", got.span, "a form needs a type with fields")
        return False
    return struct is not None and check_flat(struct.fields, Place.FORM, got.span, struct.name, types)


def build_answers(got: Got | None, owner: str, types: TypeTable) -> tuple[Answer, ...] | None:
    """What a route returns; None when part of it was reported."""
    if got is None:
        return ()
    if isinstance(got.value, Rows):
        found: list[Answer | None] = []
        for row in got.value.rows:
            if row.name is None or row.value is None:
                return None
            content: BodyExpr | None = row.value.value
            expr = ReturnExpr(row.name, content.content if content else "none", content.type if content else None)
            found.append(build_answer(expr, row.value.node, row.key.span, owner + str(row.name), types))
    else:
        found = [build_answer(got.value, got.node, got.span, owner + "Answer", types)]
    return None if None in found else tuple(answer for answer in found if answer is not None)


def build_answer(expr: ReturnExpr, node: object, span: Span, owner: str, types: TypeTable) -> Answer | None:
    assert isinstance(node, Text)
    status = expr.status or 200
    if status in NO_CONTENT and expr.content != "none":
        types.report.error("bad-status", span, f"an answer with status {status} has no content", f"write {status} alone, or another status")
        return None
    of = types.resolve(expr.type, node, owner) if expr.type else None
    if expr.type is not None and of is None:
        return None
    return Answer(status, Content(expr.content), of, span.start)


def build_message(got: Got | None, kind: RouteKind, owner: str, types: TypeTable) -> Body | None:
    """What a WebSocket message or an event holds."""
    if got is None:
        return None
    assert isinstance(got.node, Text)
    expr: BodyExpr = got.value
    if expr.content == "stream":
        types.report.error("type-not-here", got.span, "a message cannot be a stream", "write its type, `text` or `bytes`")
        return None
    if expr.content == "bytes" and kind is RouteKind.SSE:
        types.report.error("type-not-here", got.span, "an event is text", "write its type, or `text`; a field of type `bytes` goes as Base64")
        return None
    of = types.resolve(expr.type, got.node, owner) if expr.type else None
    return None if expr.type is not None and of is None else Body(Content(expr.content), of, got.node.start)


def build_errors(placed: Placed, table: RouteTable) -> tuple[str, ...]:
    """The names of the errors a route may answer, the known ones."""
    found: list[str] = []
    for entry in placed.collected("errors"):
        if entry.value in table.errors:
            found.append(entry.value)
            table.used_errors.add(entry.value)
        else:
            text = f"unknown error '{entry.value}'{did_you_mean(entry.value, table.errors)}"
            note_use(table.unknown_errors, entry.value, entry.span, text)
    return tuple(found)


# ---------------------------------------------------------------- redirects and mounts


def check_target(path: Path, redirect: Redirect | None, placed: Placed, types: TypeTable) -> None:
    """Holds the parameters of a redirect's path and those of its target against each other."""
    if redirect is None:
        return
    got = placed.section.get("to")
    assert got is not None and isinstance(got.node, Text)
    names = [part.name for part in path.parameters]
    for match in re.finditer(r"\{([^}]*)\}?", redirect.to):
        name = match[1].removesuffix("...")
        if name not in names:
            text = f"the path has no parameter '{name}'{did_you_mean(name, names)}"
            types.report.error(
                "unknown-parameter", got.node.part(match.start(), len(match[0])), text, f"its parameters are {', '.join(names) or 'none'}"
            )
            return
    for part in path.parameters:
        if "{" + part.name not in redirect.to:
            text = f"the parameter '{part.name}' is declared but not used in `to`"
            types.report.error(
                "unused-parameter", parameter_span(placed, part.name), text, f"write {{{part.name}}} in `to`, or a literal in the path"
            )


def parameter_span(placed: Placed, name: str) -> Span:
    """Where a path parameter is declared."""
    nodes = [(group.prefix, group.prefix_node) for group in placed.groups] + [(placed.key.path, placed.row.key)]
    for path, node in nodes:
        for part in path.parts if path else ():
            if part.name is not None and part.name.text == name and node is not None:
                return node.part(part.name.offset, part.name.length)
    return placed.row.key.span


def check_mount(placed: Placed, table: RouteTable) -> None:
    """A mount has a plain path, and its setting exists and holds a folder."""
    report = table.types.report
    for part in placed.key.path.parts:
        if part.name is not None:
            span = placed.row.key.part(part.name.offset, part.name.length)
            report.error("bad-path", span, "the path of a mount has no parameters", "what follows the path names the file")
            return
    directory = placed.section.get("directory")
    if directory is None or not isinstance(directory.node, Map):
        return
    got = directory.value.get("setting")
    if got is None:
        return
    if got.value not in table.settings:
        text = f"unknown setting '{got.value}'{did_you_mean(got.value, table.settings)}"
        report.error("unknown-setting", got.span, text, f"declare it: settings: {{{got.value}: path = public}}")
        return
    setting = table.settings[got.value]
    if setting is not None and not (isinstance(setting.type, ScalarType) and setting.type.scalar in (Scalar.PATH, Scalar.STRING)):
        report.error("type-not-here", got.span, f"the setting '{got.value}' does not hold a folder", "declare it as a path")
    elif got.value in table.live_settings:
        text = f"the setting '{got.value}' is `reload: live`, but a folder is opened once, at the start"
        report.error("never-live", got.span, text, "remove `reload: live` there: the folder changes at the next start or with SIGHUP")
