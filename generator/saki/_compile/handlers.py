# SPDX-License-Identifier: Apache-2.0
"""Gathers the handlers of routes and jobs, and makes sure that those who share one agree on its signature."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from .._cpp_names import Scope
from .._model import Answer, Body, Content, Handler, Job, Parameter, Role, Route, RouteKind
from .._position import Position, Span
from .._report import Report
from .._types import EnumDecl, Struct, StructType
from .paths import Seen, place


@dataclass(frozen=True, slots=True)
class Claim:
    """One use of a handler."""

    handler: Handler
    label: str
    span: Span  # of the handler's name
    signature: Any


def gather(routes: list[Seen], jobs: list[tuple[Job, Span]], spans: dict[Position, Span], report: Report) -> tuple[Handler, ...]:
    """The handlers in order of first use. `spans` tells where each route's handler is named, by the route's position."""
    claims = [claim_route(seen.route, spans[seen.route.position]) for seen in routes if seen.route.handler and seen.route.position in spans]
    claims += [claim_job(job, span) for job, span in jobs]
    scope = Scope("handlers")
    first: dict[str, Claim] = {}
    used: dict[str, list[str]] = {}
    for claim in claims:
        name = claim.handler.name
        used.setdefault(name, []).append(claim.label)
        if name not in first:
            if scope.add(name, name, claim.span, report):
                first[name] = claim
        elif claim.signature != first[name].signature:
            report_difference(claim, first[name], report)
    wrappers = {name: seen.route.label for seen in routes for name in seen.route.middleware}
    for claim in first.values():
        check_names(claim, report)
        if claim.handler.name in wrappers:
            text = f"'{claim.handler.name}' is a handler here and middleware of '{wrappers[claim.handler.name]}'"
            report.error("name-collision", claim.span, text, "both would be written in one file; rename one of the two")
    return tuple(with_uses(claim.handler, used[name]) for name, claim in first.items())


def with_uses(handler: Handler, labels: list[str]) -> Handler:
    return Handler(
        handler.name, handler.kind, handler.parameters, handler.answers, handler.receive, handler.send, tuple(labels), handler.position
    )


def claim_route(route: Route, span: Span) -> Claim:
    assert route.handler is not None
    parameters = tuple(route_parameters(route))
    handler = Handler(route.handler, route.kind, parameters, route.answers, route.receive, route.send, (), route.position)
    structs = (route.query, route.headers, route.cookies)
    return Claim(handler, route.label, span, signature(handler, structs, route.body))


def claim_job(job: Job, span: Span) -> Claim:
    parameters = (Parameter(Role.ARGS, "args", Content.JSON, StructType(job.args.cpp)),) if job.args else ()
    handler = Handler(job.handler, None, parameters, (), None, None, (), job.position)
    return Claim(handler, f"job {job.name}", span, signature(handler, (job.args,), None))


def route_parameters(route: Route) -> list[Parameter]:
    """What a route hands to its handler after `Request&`, in order: the path's parameters, query, headers, cookies, body."""
    found = [Parameter(Role.PATH, part.cpp, Content.JSON, part.type) for part in route.path.parameters]
    for role, struct in ((Role.QUERY, route.query), (Role.HEADERS, route.headers), (Role.COOKIES, route.cookies)):
        if struct is not None:
            found.append(Parameter(role, role.value, Content.JSON, StructType(struct.cpp)))
    body = route.body
    if body is not None and body.content is not Content.STREAM:
        free = body.content is Content.FORM and body.type is None
        found.append(Parameter(Role.BODY, "form" if free else "body", body.content, body.type))
    return found


def signature(handler: Handler, structs: tuple[Struct | None, ...], body: Body | None) -> Any:
    """What two uses of a handler must have in common; positions do not count."""
    return (
        handler.kind or "job",
        tuple(bare(parameter) for parameter in handler.parameters),
        tuple(bare(struct) for struct in structs),
        tuple(bare(answer) for answer in handler.answers),
        bare(body),
        bare(handler.receive),
        bare(handler.send),
    )


def bare(value: Any) -> Any:
    """A value of the model without positions; an enum is told by its name and values."""
    if isinstance(value, EnumDecl):
        return value.cpp, tuple(each.name for each in value.values)
    if is_dataclass(value):
        return type(value).__name__, tuple(bare(getattr(value, each.name)) for each in fields(value) if each.name != "position")
    return tuple(map(bare, value)) if isinstance(value, tuple) else value


def report_difference(claim: Claim, other: Claim, report: Report) -> None:
    there = f"'{other.label}' ({place(other.span, claim.span)})"
    text = f"'{claim.label}' uses the handler '{claim.handler.name}' with another signature than {there}"
    report.error("handler-signature", claim.span, text, f"{difference(claim, other)}; give one of them a handler of its own")


def difference(claim: Claim, other: Claim) -> str:
    """What is different about two signatures, in a few words."""
    mine, theirs = claim.handler, other.handler
    if mine.kind is not theirs.kind:
        return f"one is {kind_of(mine)}, the other {kind_of(theirs)}"
    names, others = [each.cpp for each in mine.parameters], [each.cpp for each in theirs.parameters]
    if names != others:
        return f"one takes ({', '.join(names)}), the other ({', '.join(others)})"
    if [bare(answer) for answer in mine.answers] != [bare(answer) for answer in theirs.answers]:
        return f"one returns {told(mine.answers)}, the other {told(theirs.answers)}"
    return "their parameters have different types"


def kind_of(handler: Handler) -> str:
    if handler.kind is None:
        return "a job"
    return "a route of a method" if handler.kind is RouteKind.HTTP else f"a route of kind {handler.kind.value}"


def told(answers: tuple[Answer, ...]) -> str:
    if not answers:
        return "a Response"
    return " or ".join(f"{answer.status} {answer.content.value}" for answer in answers)


def check_names(claim: Claim, report: Report) -> None:
    """A path parameter must not be called like another argument of its handler."""
    names = [parameter.cpp for parameter in claim.handler.parameters if parameter.role is not Role.PATH]
    for parameter in claim.handler.parameters:
        if parameter.role is Role.PATH and parameter.cpp in names:
            text = f"the handler '{claim.handler.name}' gets two arguments called '{parameter.cpp}'"
            report.error("name-collision", claim.span, text, f"rename the path parameter {{{parameter.cpp}}}")
