# SPDX-License-Identifier: Apache-2.0
"""Views of the typed client for other programs: a function for each route, a class for what may be answered in several ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .._model import Answer, Content, Manifest, Route, RouteKind
from .call_names import OF_CLIENTS, call_names
from .client import argument, path_statements, value_statements
from .events import event_type
from .handlers import REASONS, HandlerView, answer_type, class_of, fresh_name
from .records import Headers
from .sockets import message_type
from .spelling import headers_of, headers_of_fields, in_order

WITH_CONTENT = ("POST", "PUT", "PATCH")
CALLS = {Content.NONE: "nothing", Content.TEXT: "text", Content.BYTES: "bytes", Content.STREAM: "open"}
RESULTS = {Content.NONE: "void", Content.TEXT: "std::string", Content.BYTES: "saki::Bytes", Content.STREAM: "saki::ClientStream"}


@dataclass(frozen=True, slots=True)
class OutcomeCase:
    """One status of a route that answers in several ways."""

    status: int
    member: str  # that holds its content; empty for none
    type: str
    value: str  # the expression that makes it


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The class of what such a route gives."""

    cpp: str
    function: str
    cases: tuple[OutcomeCase, ...]


@dataclass(frozen=True, slots=True)
class RemoteCallView:
    function: str
    comment: str
    result: str  # `Note`, `void`, `saki::ClientStream`
    outside: str  # of a nested type: `ServiceClient::CreateNoteOutcome`
    declared: str
    defined: str
    statements: tuple[str, ...]

    @property
    def task(self) -> str:
        return "saki::Task<>" if self.result == "void" else f"saki::Task<{self.result}>"

    @property
    def defined_task(self) -> str:
        """The same outside of the class, which has to name whose a nested type is."""
        return f"saki::Task<{self.outside}>" if self.outside else self.task


@dataclass(frozen=True, slots=True)
class Extra:
    """A parameter that may be left out."""

    type: str
    name: str
    default: str


@dataclass(frozen=True, slots=True)
class ServiceClientView:
    """All of client.h and client.cpp."""

    name: str
    standard: tuple[str, ...]
    own: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]
    calls: tuple[RemoteCallView, ...]


def view_service_client(manifest: Manifest, handlers: tuple[HandlerView, ...]) -> ServiceClientView:
    """Decides everything about the client of a manifest's service."""
    known = {each.name: each for each in handlers}
    name = fresh_name("ServiceClient", set(manifest.declared))
    outcomes: dict[str, OutcomeView] = {}
    calls: list[RemoteCallView] = []
    names = call_names(manifest, OF_CLIENTS)
    served = [route for route in manifest.routes if route.handler in known]
    for route in served:
        handler = known[route.handler or ""]
        if is_varied(route) and handler.name not in outcomes:
            outcomes[handler.name] = view_outcome(manifest, route, handler)
        outcome = outcomes[handler.name] if is_varied(route) else None
        calls.append(view_remote_call(name, route, handler, names[route.label], outcome))
    used = {route.handler for route in served}
    headers = client_headers(manifest, [each for each in handlers if each.name in used], varied=bool(outcomes))
    return ServiceClientView(name, headers.standard, headers.own, tuple(outcomes.values()), tuple(calls))


def is_varied(route: Route) -> bool:
    """Whether what it gives depends on the status."""
    return route.kind is RouteKind.HTTP and route.method != "HEAD" and (len(route.answers) > 1 or any(each.status >= 300 for each in route.answers))


# ---- answers


def view_outcome(manifest: Manifest, route: Route, handler: HandlerView) -> OutcomeView:
    return OutcomeView(class_of(manifest, handler.name, "Outcome"), handler.name, tuple(view_case(each) for each in route.answers))


def view_case(answer: Answer) -> OutcomeCase:
    member = REASONS.get(answer.status, f"status_{answer.status}")
    match answer.content:
        case Content.NONE:
            return OutcomeCase(answer.status, "", "", "")
        case Content.JSON:
            type = answer_type(answer)
            return OutcomeCase(answer.status, member, type, f"response.json_of_any_status<{type}>()")
        case Content.BYTES:
            return OutcomeCase(answer.status, member, "saki::Bytes", "saki::Bytes(response.content())")
    return OutcomeCase(answer.status, member, "std::string", "response.content()")


# ---- calls


def view_remote_call(client: str, route: Route, handler: HandlerView, function: str, outcome: OutcomeView | None) -> RemoteCallView:
    names = {each.name for each in handler.parameters}
    local = fresh_name("call", names)
    extras = tuple(Extra(each.type, fresh_name(each.name, names), each.default) for each in extras_of(route))
    values = {each.parameter.cpp: each for each in handler.parameters}
    statements = [f"saki::Call {local}(saki::Method::{route.method.capitalize()});", *path_statements(route, values, local)]
    for each in handler.parameters:
        statements += value_statements(each, local)
    if extras and route.kind is RouteKind.HTTP:
        content, media_type = (each.name for each in extras)
        statements.append(f"if (!{content}.empty()) {local}.body({media_type}, std::move({content}));")
    result, asked = asked_for(route, local, extras, outcome)
    arguments = [argument(each) for each in handler.parameters]
    return RemoteCallView(
        function=function,
        comment=route.label,
        result=result,
        outside=f"{client}::{result}" if outcome else "",
        declared=", ".join((*arguments, *(f"{each.type} {each.name} = {each.default}" for each in extras))),
        defined=", ".join((*arguments, *(f"{each.type} {each.name}" for each in extras))),
        statements=(*statements, asked),
    )


def extras_of(route: Route) -> tuple[Extra, ...]:
    """What a call takes beyond the handler's parameters."""
    if route.kind is RouteKind.WS:
        return (Extra("saki::ClientSocketOptions", "options", "{}"),)
    if route.kind is RouteKind.SSE:
        return (Extra("std::string", "after", "{}"),)
    if takes_any_content(route):
        return (Extra("std::string", "content", "{}"), Extra("std::string_view", "media_type", '"application/octet-stream"'))
    return ()


def takes_any_content(route: Route) -> bool:
    """Whether the handler reads by itself what comes."""
    if route.body is None:
        return route.method in WITH_CONTENT
    return route.body.content is Content.STREAM


def asked_for(route: Route, local: str, extras: tuple[Extra, ...], outcome: OutcomeView | None) -> tuple[str, str]:
    """What a call gives, and the statement that gives it."""
    call = f"std::move({local})"
    if outcome:
        statuses = ", ".join(str(each.status) for each in outcome.cases)
        return outcome.cpp, f"return remote_.outcome<{outcome.cpp}>({call}, {{{statuses}}});"
    if route.kind is RouteKind.WS:
        type = f"saki::ClientSocket<{message_type(route.receive)}, {message_type(route.send)}>"
        return type, f"return {type}::open(remote_.http(), remote_.request({call}), std::move({extras[0].name}));"
    if route.kind is RouteKind.SSE:
        type = f"saki::ClientEvents<{event_type(route.send)}>"
        return type, f"return remote_.events<{type}>({call}, std::move({extras[0].name}));"
    if not route.answers or route.method == "HEAD":
        return "saki::ClientResponse", f"return remote_.ask({call});"
    answer = route.answers[0]
    if answer.content is Content.JSON:
        type = answer_type(answer)
        return type, f"return remote_.value<{type}>({call});"
    return RESULTS[answer.content], f"return remote_.{CALLS[answer.content]}({call});"


# ---- what it includes


def client_headers(manifest: Manifest, handlers: Iterable[HandlerView], *, varied: bool) -> Headers:
    listed = tuple(handlers)
    models = [each.model for each in listed]
    types = [parameter.type for each in models for parameter in each.parameters if parameter.type is not None]
    types += [answer.type for each in models for answer in each.answers if answer.type is not None]
    types += [message.type for each in models for message in (each.receive, each.send) if message is not None and message.type is not None]
    found = headers_of(types) | headers_of_fields(field for error in manifest.errors for field in error.fields)
    found |= {"<string>", "<string_view>", '"saki/remote.h"'}
    found |= {"<optional>"} if varied else set()
    found |= {'"saki/client_socket.h"'} if any(each.socket for each in listed) else set()
    found |= {'"saki/client_events.h"'} if any(each.stream for each in listed) else set()
    if manifest.structs or manifest.enums:
        found.add('"types.h"')
    return Headers(*in_order(found))
