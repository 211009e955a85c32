# SPDX-License-Identifier: Apache-2.0
"""Views of the typed test client: a function for each route, named after its handler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._model import Content, LiteralPart, Manifest, Role, Route, RouteKind
from .call_names import OF_CLIENTS, call_names
from .events import events_result
from .handlers import HandlerView, ParameterView, answer_type, fresh_name
from .literal import quote
from .routes import is_plain
from .sockets import message_type


@dataclass(frozen=True, slots=True)
class CallView:
    function: str
    comment: str
    result: str  # `saki::TestAnswer<Note>`, `saki::TestSocket<Note, Note>`
    is_socket: bool
    is_stream: bool
    arguments: str
    statements: tuple[str, ...]


def view_calls(manifest: Manifest, handlers: tuple[HandlerView, ...]) -> tuple[CallView, ...]:
    """One call for each served route."""
    known = {each.name: each for each in handlers}
    names = call_names(manifest, OF_CLIENTS)
    return tuple(view_call(route, known[route.handler], names[route.label]) for route in manifest.routes if route.handler in known)


def view_call(route: Route, handler: HandlerView, function: str) -> CallView:
    values = {each.parameter.cpp: each for each in handler.parameters}
    local = fresh_name("call", {each.name for each in handler.parameters})
    arguments = ", ".join(map(argument, handler.parameters))
    result, done = result_of(route, local)
    statements = [f"saki::Call {local}(saki::Method::{route.method.capitalize()});"]
    statements += path_statements(route, values, local)
    for each in handler.parameters:
        statements += value_statements(each, local)
    return CallView(
        function=function,
        comment=route.label,
        result=result,
        is_socket=route.kind is RouteKind.WS,
        is_stream=route.kind is RouteKind.SSE,
        arguments=arguments,
        statements=(*statements, f"return {result}({done});"),
    )


def argument(view: ParameterView) -> str:
    """How a call takes it; a free form as it is put together."""
    type = "saki::FormContent" if view.type == "saki::Form" else view.type
    return f"{type} {view.name}" if is_plain(view) else f"const {type}& {view.name}"


def result_of(route: Route, call: str) -> tuple[str, str]:
    """What a call gives, and what that is made of."""
    asked = f"this->raw(), {call}.target(), {call}.header_fields()"
    if route.kind is RouteKind.WS:
        return socket_result(route), asked
    if route.kind is RouteKind.SSE:
        return events_result(route.send), asked
    return f"saki::TestAnswer<{good_answer(route)}>", f"saki::send(this->raw(), {call})"


def path_statements(route: Route, values: dict[str, ParameterView], local: str) -> Iterator[str]:
    """The path, piece by piece."""
    text = ""
    for part in route.path.parts:
        text += "/"
        if isinstance(part, LiteralPart):
            text += part.text
            continue
        yield f"{local}.literal({quote(text)});"
        yield f"{local}.{'rest' if part.rest else 'segment'}({values[part.cpp].name});"
        text = ""
    if route.path.text.endswith("/") or not route.path.parts:
        text += "/"
    if text:
        yield f"{local}.literal({quote(text)});"


def value_statements(view: ParameterView, local: str) -> Iterator[str]:
    """Query, header fields, cookies and body."""
    parameter = view.parameter
    if parameter.role is Role.BODY:
        call = {Content.TEXT: "text", Content.BYTES: "bytes", Content.FORM: "form"}.get(parameter.content, "json")
        yield f"{local}.{call}({view.name});"
    elif parameter.role is not Role.PATH:
        yield f"write_parameters({local}.{parameter.role.value}(), {view.name});"


def good_answer(route: Route) -> str:
    """What the first answer with a JSON body holds."""
    typed = next((each for each in route.answers if each.content is Content.JSON), None)
    return answer_type(typed) if typed else "void"


def socket_result(route: Route) -> str:
    """The other end of a route's socket: it sends what the service receives."""
    return f"saki::TestSocket<{message_type(route.receive)}, {message_type(route.send)}>"
