# SPDX-License-Identifier: Apache-2.0
"""Views of handlers: their declarations, as the author's sources ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .._model import Answer, Content, Handler, Manifest, Parameter, Role, RouteKind
from .declared import Definition, find_definition, same_signature
from .events import stream_headers, stream_type
from .sockets import socket_headers, socket_type
from .spelling import headers_of, spell

REASONS = {200: "ok", 201: "created", 202: "accepted", 203: "non_authoritative", 204: "no_content", 205: "reset_content", 304: "not_modified"}
CONTENT_TYPES = {Content.TEXT: "std::string", Content.BYTES: "saki::Bytes", Content.STREAM: "saki::Response", Content.FORM: "saki::Form"}


@dataclass(frozen=True, slots=True)
class ParameterView:
    type: str
    name: str
    parameter: Parameter


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One way to answer, of a handler that has several."""

    function: str  # `created`
    status: int
    type: str  # of the body; empty for none
    encoded: str  # the expression that makes the saki::Response
    argument: str  # `Note body` or nothing


@dataclass(frozen=True, slots=True)
class HandlerView:
    """A handler as C++ sees it."""

    name: str
    returns: str  # what it gives: `Note`, `void`, `saki::Response`
    is_task: bool
    socket: str  # the type of the WebSocket it is handed; empty for none
    stream: str  # likewise of the stream of events
    parameters: tuple[ParameterView, ...]
    used_by: tuple[str, ...]
    answers: tuple[AnswerView, ...]  # only when there are several
    file: str
    written: bool  # its file exists
    definition: Definition | None
    model: Handler

    @property
    def result(self) -> str:
        """The return type in full: `saki::Task<Note>` or `Note`."""
        if not self.is_task:
            return self.returns
        return "saki::Task<>" if self.returns == "void" else f"saki::Task<{self.returns}>"

    @property
    def declared(self) -> str:
        """The parameters with their names, `Request&` or `JobRun&` first."""
        return ", ".join(self.parameter_list)

    @property
    def parameter_list(self) -> tuple[str, ...]:
        return tuple(f"{type} {name}" for type, name in self.arguments)

    @property
    def unnamed(self) -> str:
        """The same for a definition that uses none of them."""
        return ", ".join(f"{type} /*{name}*/" for type, name in self.arguments)

    @property
    def arguments(self) -> tuple[tuple[str, str], ...]:
        """Types and names of what it takes."""
        channels = ((self.socket, "socket"), (self.stream, "stream"))
        asked = ("saki::JobRun&", "run") if self.model.kind is None else ("saki::Request&", "request")
        lead = (asked, *((f"{type}&", name) for type, name in channels if type))
        return (*lead, *((each.type, each.name) for each in self.parameters))

    @property
    def content(self) -> Content:
        """What it takes of the request's content."""
        return next((each.content for each in self.model.parameters if each.role is Role.BODY), Content.NONE)

    @property
    def several(self) -> bool:
        return bool(self.answers)

    def drifted(self, namespace: str) -> bool:
        """Whether the author's definition has another signature than the manifest asks for."""
        return self.definition is not None and not same_signature(self.definition, self.result, self.parameter_list, namespace)


def view_handlers(manifest: Manifest, sources: Mapping[str, str]) -> tuple[HandlerView, ...]:
    """All handlers. `sources` maps `src/NAME.cpp` to its text."""
    return tuple(view_handler(manifest, each, sources) for each in manifest.handlers)


def view_handler(manifest: Manifest, handler: Handler, sources: Mapping[str, str]) -> HandlerView:
    file = f"src/{handler.name}.cpp"
    definition = find_definition(sources[file], handler.name) if file in sources else None
    several = len(handler.answers) > 1
    socket = socket_type(handler) if handler.kind is RouteKind.WS else ""
    stream = stream_type(handler) if handler.kind is RouteKind.SSE else ""
    taken = {"request", "write_parameters"} | ({"socket"} if socket else set()) | ({"stream"} if stream else set())
    return HandlerView(
        name=handler.name,
        returns="void" if socket or stream or handler.kind is None else answer_class(manifest, handler) if several else returned(handler.answers),
        is_task=bool(socket or stream) or definition is None or definition.is_task,
        socket=socket,
        stream=stream,
        parameters=tuple(ParameterView(parameter_type(each), fresh_name(each.cpp, taken), each) for each in handler.parameters),
        used_by=handler.used_by,
        answers=tuple(view_answer(each) for each in handler.answers) if several else (),
        file=file,
        written=file in sources,
        definition=definition,
        model=handler,
    )


def fresh_name(name: str, taken: set[str]) -> str:
    """The name, or one like it that is not taken."""
    while name in taken:
        name += "_"
    return name


def returned(answers: tuple[Answer, ...]) -> str:
    """What a handler with at most one answer gives."""
    if not answers:
        return "saki::Response"
    return answer_type(answers[0]) or "void"


def answer_type(answer: Answer) -> str:
    """The C++ type of an answer's body; empty for none."""
    if answer.content is Content.JSON:
        assert answer.type is not None
        return spell(answer.type)
    return CONTENT_TYPES.get(answer.content, "")


def parameter_type(parameter: Parameter) -> str:
    """The C++ type of a handler's parameter."""
    if parameter.type is not None:
        return spell(parameter.type)
    return CONTENT_TYPES[parameter.content]


def answer_class(manifest: Manifest, handler: Handler) -> str:
    """The name of the class that holds one of several answers."""
    return class_of(manifest, handler.name, "Answer")


def class_of(manifest: Manifest, handler: str, what: str) -> str:
    """The name of a class that a handler has to itself: unlike every name of the manifest, and those of handlers such as `get2` beside `get_2`."""
    taken = {name.casefold() for name in manifest.declared}
    name = pascal_of(handler) + what
    twins = [each.name for each in manifest.handlers if pascal_of(each.name) == pascal_of(handler)]
    return fresh_name(name, {name} if name.casefold() in taken else set()) + "_" * twins.index(handler)


def pascal_of(handler: str) -> str:
    return "".join(word.capitalize() for word in handler.split("_"))


def view_answer(answer: Answer) -> AnswerView:
    type = answer_type(answer)
    return AnswerView(
        function=REASONS.get(answer.status, f"status_{answer.status}"),
        status=answer.status,
        type=type,
        encoded=encode_answer(answer, "body"),
        argument=f"{type} body" if type else "",
    )


def encode_answer(answer: Answer, value: str, *, request: str = "") -> str:
    """The expression that turns a handler's result into a saki::Response; JSON goes into the memory of `request`, where one is named."""
    match answer.content:
        case Content.NONE:
            return f"saki::empty_answer({answer.status})"
        case Content.JSON:
            return f"saki::json_answer({request + ', ' if request else ''}{answer.status}, {value})"
        case Content.TEXT:
            return f"saki::text_answer({answer.status}, std::move({value}))"
        case Content.BYTES:
            return f"saki::bytes_answer({answer.status}, {value})"
    return f"saki::stream_answer({answer.status}, std::move({value}))"


def handler_headers(handlers: tuple[HandlerView, ...]) -> set[str]:
    """What the declarations need beyond types.h."""
    types = [each.type for handler in handlers for each in handler.model.parameters if each.type is not None]
    types += [each.type for handler in handlers for each in handler.model.answers if each.type is not None]
    found = headers_of(types) | socket_headers(each.model for each in handlers if each.socket)
    found |= stream_headers(each.model for each in handlers if each.stream)
    spelled = {each.returns for each in handlers} | {each.type for handler in handlers for each in handler.parameters}
    spelled |= {each.type for handler in handlers for each in handler.answers}
    if "std::string" in spelled:
        found.add("<string>")
    if "saki::Bytes" in spelled:
        found.add('"saki/bytes.h"')
    if "saki::Form" in spelled:
        found.add('"saki/form.h"')
    return found
