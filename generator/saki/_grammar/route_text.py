# SPDX-License-Identifier: Apache-2.0
"""Reads what stands before and after a route's colon: `GET /notes/{id:int64}`, `201 Note`, and the bodies it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .._fault import Fault
from .._suggest import did_you_mean
from .notation import Bounds, TypeExpr, Word, parse_type

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
KINDS = ("WS", "SSE", "STATIC", "REDIRECT", "HEALTH")
MEANT = {"WEBSOCKET": "WS", "WSS": "WS", "SOCKET": "WS", "EVENTS": "SSE", "EVENTSOURCE": "SSE", "STREAM": "SSE", "FILES": "STATIC"}  # what people write for a kind
AUTOMATIC = {"HEAD": "HEAD is answered by the GET route", "OPTIONS": "OPTIONS is answered from the routes of its path"}
SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@-]+", re.ASCII)
PARAMETER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
CONTENT_WORDS = ("text", "bytes", "stream")


@dataclass(frozen=True, slots=True)
class PartExpr:
    """One segment as written: a literal, or a parameter with an optional type."""

    literal: str | None
    name: Word | None = None
    type: TypeExpr | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class PathExpr:
    text: str
    parts: tuple[PartExpr, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class RouteKey:
    word: Word
    path: PathExpr


@dataclass(frozen=True, slots=True)
class BodyExpr:
    """A content word (`text`, `bytes`, `stream`, `form`), or `json` with a type; a typed form has both."""

    content: str
    type: TypeExpr | None


@dataclass(frozen=True, slots=True)
class ReturnExpr:
    status: int | None
    content: str  # none, json, text, bytes, stream
    type: TypeExpr | None


def parse_route_key(text: str) -> RouteKey:
    """Reads `METHOD /path`; raises Fault."""
    match = re.match(r"(\S+)( +)(\S.*)?\Z", text, re.DOTALL)
    if match is None or match[3] is None:
        known = text.strip() in METHODS + KINDS
        what = "its path is missing" if known else f"'{text}' is no route"
        raise Fault("bad-route", what, hint="a route reads `METHOD /path`, for example `GET /notes/{id:int64}`")
    word = Word(match[1], 0)
    if word.text not in METHODS + KINDS:
        raise method_fault(word)
    return RouteKey(word, parse_path(match[3], match.start(3)))


def method_fault(word: Word) -> Fault:
    if word.text in AUTOMATIC:
        return Fault("unknown-method", f"{AUTOMATIC[word.text]}, it has no route of its own", length=word.length, hint="remove the route")
    known = METHODS + KINDS
    upper = MEANT.get(word.text.upper(), word.text.upper())
    meant = f"; did you mean '{upper}'?" if upper in known else did_you_mean(word.text, known)
    return Fault("unknown-method", f"unknown method '{word.text}'{meant}", length=word.length, hint=f"known are {', '.join(known)}")


def parse_path(text: str, offset: int = 0) -> PathExpr:
    """Reads a path; raises Fault. `offset` is where it stands in its scalar."""
    if not text.startswith("/"):
        raise Fault("bad-path", f"the path '{text}' does not start with '/'", offset=offset, length=len(text), hint=f"write /{text}")
    if text == "/":
        return PathExpr(text, (), offset)
    parts: list[PartExpr] = []
    at = 1
    while True:
        part, at = parse_segment(text, at, offset)
        parts.append(part)
        if at == len(text):
            return PathExpr(text, tuple(parts), offset)
        if part.rest:
            raise Fault(
                "bad-path",
                "nothing can follow the rest of a path",
                offset=offset + at,
                length=len(text) - at,
                hint="`{name...}` stands last",
            )
        at += 1


def parse_segment(text: str, at: int, offset: int) -> tuple[PartExpr, int]:
    """Reads one segment from `at` on; returns it and where it ends."""
    if text[at : at + 1] == "{":
        return parse_parameter(text, at, offset)
    match = SEGMENT.match(text, at)
    if match is None:
        raise empty_segment(text, at, offset)
    end = match.end()
    if match.group() in (".", ".."):
        raise Fault("bad-path", f"'{match.group()}' cannot be a segment: clients resolve it", offset=offset + at, length=end - at)
    if end < len(text) and text[end] != "/":
        raise bad_character(text, end, offset)
    return PartExpr(match.group()), end


def empty_segment(text: str, at: int, offset: int) -> Fault:
    if at == len(text):
        return Fault("bad-path", "a path does not end in '/'", offset=offset + at - 1, length=1, hint=f"write {text.rstrip('/') or '/'}")
    if text[at] == "/":
        return Fault("bad-path", "an empty segment never matches", offset=offset + at, length=1, hint="remove one '/'")
    return bad_character(text, at, offset)


def bad_character(text: str, at: int, offset: int) -> Fault:
    character = text[at]
    known = {
        "{": ("a parameter is a whole segment", "write /files/{name}, not /files-{name}"),
        "?": ("'?' ends a path", "parameters of the query stand under `query`"),
        "#": ("'#' ends a path", ""),
        "%": ("a path is written decoded, without '%'", ""),
    }
    other = (f"the character '{character}' cannot stand in a path", "letters, digits and - . _ ~ ! $ & ' ( ) * + , ; = : @ can")
    said, hint = known.get(character, other)
    return Fault("bad-path", said, offset=offset + at, length=1, hint=hint)


def parse_parameter(text: str, at: int, offset: int) -> tuple[PartExpr, int]:
    """Reads `{name}`, `{name:TYPE}` or `{name...}`."""
    close = text.find("}", at)
    if close < 0:
        raise Fault("bad-path", "this '{' is never closed", offset=offset + at, length=1)
    end = close + 1
    if end < len(text) and text[end] != "/":
        raise Fault("bad-path", "a parameter is a whole segment", offset=offset + end, length=1, hint="put a '/' after the '}'")
    inside = text[at + 1 : close]
    match = PARAMETER.match(inside)
    if match is None:
        raise Fault("bad-path", "the parameter has no name", offset=offset + at, length=end - at, hint="write {name} or {name:TYPE}")
    name = Word(match.group(), offset + at + 1)
    after = inside[match.end() :]
    if not after:
        return PartExpr(None, name), end
    if after == "...":
        return PartExpr(None, name, rest=True), end
    if not after.startswith(":"):
        raise Fault(
            "bad-path",
            f"'{after}' is not expected after the parameter's name",
            offset=name.offset + name.length,
            length=len(after),
            hint="write {name}, {name:TYPE} or {name...}",
        )
    return PartExpr(None, name, shifted(after[1:], name.offset + name.length + 1)), end


def shifted(text: str, offset: int) -> TypeExpr:
    """Reads a type that stands `offset` characters into its scalar."""
    try:
        return moved(parse_type(text), offset)
    except Fault as fault:
        raise Fault(fault.code, fault.text, offset=fault.offset + offset, length=fault.length or len(text), hint=fault.hint) from None


def moved(expr: TypeExpr, by: int) -> TypeExpr:
    """The same type, its words `by` characters further on."""

    def word(each: Word) -> Word:
        return Word(each.text, each.offset + by)

    bounds = expr.bounds
    if bounds is not None:
        bounds = Bounds(bounds.low and word(bounds.low), bounds.high and word(bounds.high), bounds.offset + by, bounds.length)
    argument = moved(expr.argument, by) if expr.argument else None
    choices, without = tuple(map(word, expr.choices)), tuple(map(word, expr.without))
    return replace(expr, name=word(expr.name), argument=argument, choices=choices, bounds=bounds, without=without)


def parse_body(text: str) -> BodyExpr:
    """Reads what a body may be; raises Fault."""
    if text in CONTENT_WORDS:
        return BodyExpr(text, None)
    expr = parse_type(text)
    if expr.name.text == "form":
        return BodyExpr("form", expr.argument)
    return BodyExpr("json", expr)


def parse_content(text: str) -> BodyExpr:
    """Reads what one status answers, or a message holds: a type, `text`, `bytes` or `stream`; raises Fault."""
    return BodyExpr(text, None) if text in CONTENT_WORDS else BodyExpr("json", parse_type(text))


def parse_returns(text: str) -> ReturnExpr:
    """Reads `T`, `STATUS T`, `STATUS`, `text`, …; raises Fault."""
    match = re.match(r"(-?[0-9]+)(?:\s+|\Z)", text, re.ASCII)
    if match is None:
        content = parse_content(text)
        return ReturnExpr(None, content.content, content.type)
    status = parse_status(match[1])
    rest = text[match.end() :]
    if not rest:
        return ReturnExpr(status, "none", None)
    if rest in CONTENT_WORDS:
        return ReturnExpr(status, rest, None)
    return ReturnExpr(status, "json", shifted(rest, match.end()))


def parse_status(text: str) -> int:
    """Reads a status a handler may answer with, 200 to 599; raises Fault."""
    if not re.fullmatch(r"[0-9]+", text, re.ASCII):
        raise Fault("bad-status", f"'{text}' is no status", length=len(text), hint="a status is a number from 200 to 599")
    if not 200 <= int(text[:9]) <= 599:
        raise Fault("bad-status", f"the status {text} is out of range 200 to 599", length=len(text))
    return int(text)
