# SPDX-License-Identifier: Apache-2.0
"""Views of routes: for each a glue function that decodes, validates, calls and encodes, and its entry in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._model import Content, EnumType, Manifest, ParameterPart, Parameter, Role, Route, RouteKind, ScalarType, StaticMount
from .guards import Guards, cache_control
from .handlers import HandlerView, ParameterView, encode_answer, fresh_name
from .literal import quote
from .rules import Patterns, PatternView, rule
from .sockets import message_type, socket_options
from .spelling import is_cheap

READERS = {Role.QUERY: "read_query", Role.HEADERS: "read_headers", Role.COOKIES: "read_cookies"}
SYMLINKS = {"none": "None", "same-owner": "SameOwner", "within": "Within"}
CONTENT_KINDS = {Content.JSON: "JsonDocument", Content.TEXT: "Text", Content.BYTES: "Any"}
KIND_HEADERS = {RouteKind.WS: "saki/open_socket.h", RouteKind.SSE: "saki/open_events.h", RouteKind.HEALTH: "saki/health.h"}
METHODS = {"GET": "Get", "HEAD": "Head", "POST": "Post", "PUT": "Put", "PATCH": "Patch", "DELETE": "Delete", "OPTIONS": "Options"}


@dataclass(frozen=True, slots=True)
class GlueView:
    """A function from `saki::Request&` to `saki::Response`, around one handler."""

    function: str
    comment: str
    result: str
    parameters: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """One line of the route table: the call on `saki::Service` that adds it, options first."""

    comment: str
    options_type: str
    options: tuple[str, ...]  # statements that fill an object of that type, called `options`
    call: str


@dataclass(frozen=True, slots=True)
class RoutesView:
    """All of routes.cpp."""

    glue: tuple[GlueView, ...]
    entries: tuple[EntryView, ...]
    guards: tuple[str, ...]  # statements that make what stands around them
    headers: tuple[str, ...]  # of the SDK, in order
    patterns: tuple[PatternView, ...]
    hidden: bool  # there are functions that only this file sees


def view_routes(manifest: Manifest, handlers: tuple[HandlerView, ...]) -> RoutesView:
    """Decides everything about the routes of a manifest."""
    patterns = Patterns("route_")
    planner = _Planner(manifest, {each.name: each for each in handlers}, patterns)
    entries = tuple(map(planner.entry, manifest.routes))
    return RoutesView(
        glue=tuple(planner.glue.values()),
        entries=entries,
        guards=planner.guards.statements,
        headers=tuple(sorted({"saki/glue.h", "saki/service.h", *planner.guards.headers, *headers_of_kinds(manifest), *headers_of_forms(manifest)})),
        patterns=patterns.views,
        hidden=bool(planner.glue),
    )


def headers_of_kinds(manifest: Manifest) -> Iterator[str]:
    """What the kinds of its routes need."""
    yield from (KIND_HEADERS[route.kind] for route in manifest.routes if route.kind in KIND_HEADERS)


def headers_of_forms(manifest: Manifest) -> Iterator[str]:
    """What reads a form into a type."""
    if any(route.takes_form and route.body and route.body.type for route in manifest.routes):
        yield "saki/form_reader.h"


class _Planner:
    """Goes through the routes in order; routes that share a handler and the names of its parameters share the glue."""

    def __init__(self, manifest: Manifest, handlers: dict[str, HandlerView], patterns: Patterns) -> None:
        self.manifest = manifest
        self.handlers = handlers
        self.patterns = patterns
        self.guards = Guards(manifest)
        self.glue: dict[tuple[str, bool, tuple[str, ...]], GlueView] = {}

    def entry(self, route: Route) -> EntryView:
        """A route's place in the table."""
        pattern = quote(route_pattern(route))
        if route.kind is RouteKind.STATIC:
            return self.static_entry(route)
        if route.kind is RouteKind.REDIRECT:
            assert route.redirect
            options = tuple(self.middleware(route))
            call = f"service.redirect({pattern}, {quote(route.redirect.to)}, {route.redirect.status}{passed_on(options)})"
            return EntryView(route.label, "saki::RouteOptions", options, call)
        if route.kind is RouteKind.WS:
            options = (*socket_options(route), *route_options(route), *self.middleware(route))
            return EntryView(route.label, "saki::SocketOptions", options, f"service.web_socket({pattern}, {self.glued(route)}{passed_on(options)})")
        options = (*route_options(route), *self.middleware(route))
        target = f"saki::{route.health}" if route.kind is RouteKind.HEALTH else self.target(route)
        call = f"service.route(saki::Method::{METHODS[route.method]}, {pattern}, {target}{passed_on(options)})"
        return EntryView(route.label, "saki::RouteOptions", options, call)

    def static_entry(self, route: Route) -> EntryView:
        """A folder of files."""
        assert route.static
        static = route.static
        where = quote(static.directory) if static.directory is not None else f"saki::FromSetting({quote(static.setting or '')})"
        options = (*static_options(route, static), *self.middleware(route))
        call = f"service.static_files({quote(route_pattern(route))}, {where}{passed_on(options)})"
        return EntryView(route.label, "saki::StaticOptions", options, call)

    def middleware(self, route: Route) -> Iterator[str]:
        """What wraps a route of any kind, from the outside in."""
        yield from self.guards.before_identity(route)
        yield from self.guards.identity(route)
        yield from self.guards.behind_identity(route)
        for name in route.middleware:
            yield f"options.middleware.push_back(&middleware::{name});"

    def target(self, route: Route) -> str:
        """The function that serves a route: the handler itself where there is nothing to decode or encode."""
        assert route.handler
        handler = self.handlers[route.handler]
        if not handler.parameters and handler.returns == "saki::Response" and not handler.model.answers:
            return f"&handlers::{handler.name}"
        function = self.glued(route)
        content = handler.content
        return f"{{saki::ContentKind::{CONTENT_KINDS[content]}, {function}}}" if content in CONTENT_KINDS else function

    def glued(self, route: Route) -> str:
        """The glue around a route's handler."""
        assert route.handler
        handler = self.handlers[route.handler]
        key = (handler.name, route.csrf and route.takes_form, tuple(part.name for part in route.path.parameters))
        if key not in self.glue:
            self.glue[key] = Glue(handler, route, self.glue_name(handler), self.patterns).view()
        return self.glue[key].function

    def glue_name(self, handler: HandlerView) -> str:
        """The name of the next glue around a handler."""
        twins = sum(1 for name, *_ in self.glue if name == handler.name)
        if twins == 0:
            return f"serve_{handler.name}"
        taken = {f"serve_{name}" for name in self.handlers} | {each.function for each in self.glue.values()}
        return fresh_name(f"serve_{handler.name}_{twins + 1}", taken)


class Glue:
    """Writes the statements of one glue function."""

    def __init__(self, handler: HandlerView, route: Route, function: str, patterns: Patterns) -> None:
        self.handler = handler
        self.route = route
        self.function = function
        self.patterns = patterns
        taken = {each.name for each in handler.parameters}
        self.violations = fresh_name("violations", taken)
        self.text = fresh_name("text", taken)
        self.answer = fresh_name("answer", taken)
        self.reading = fresh_name("reading", taken)
        self.form = fresh_name("form", taken)

    @property
    def is_task(self) -> bool:
        """Whether it waits: for the handler, or for a form, which is read piece by piece."""
        return (self.handler.is_task and not self.handler.socket) or self.handler.content is Content.FORM

    def view(self) -> GlueView:
        statements = (*self.decoding(), *self.answering())
        result = "saki::Task<saki::Response>" if self.is_task else "saki::Response"
        parameters = "saki::Request& request" + (f", std::string_view {self.text}" if self.handler.content in CONTENT_KINDS else "")
        return GlueView(self.function, self.route.label, result, parameters, statements)

    def answering(self) -> Iterator[str]:
        """From the arguments to the response."""
        if self.handler.stream:
            return self.streaming()
        return self.opening() if self.handler.socket else self.calling()

    def decoding(self) -> Iterator[str]:
        """From the request to the handler's arguments."""
        parameters = self.handler.model.parameters
        checked = any(self.is_checked(each) for each in parameters)
        if checked:
            yield f"saki::Violations {self.violations};"
        for view in self.handler.parameters:
            yield from self.argument(view)
        if checked:
            yield f"{self.violations}.raise_if_any();"

    def is_checked(self, parameter: Parameter) -> bool:
        """Whether the parameter may break rules that are answered 422."""
        if parameter.role is Role.PATH:
            assert parameter.type
            return bool(rule(parameter.type, self.patterns))
        return parameter.content is Content.JSON or (parameter.content is Content.FORM and parameter.type is not None)

    def argument(self, view: ParameterView) -> Iterator[str]:
        """The statements that make one argument."""
        parameter, type, name = view.parameter, view.type, view.name
        if self.is_passed_on(view):
            return
        if parameter.role is Role.PATH:
            yield f"{'const ' if is_plain(view) else ''}{type} {name} = {self.path_value(parameter, type)};"
        elif parameter.role in READERS:
            yield f"{type} {name};"
            yield f"saki::{READERS[parameter.role]}(request, {name}, {self.violations});"
        elif parameter.content in (Content.TEXT, Content.BYTES):
            yield f"{type} {name}({self.text});"
        elif parameter.content is Content.FORM and parameter.type is None:
            yield from self.reading_form(name, "read_form")
        elif parameter.content is Content.FORM:
            yield from self.reading_form(self.form, "read_form_fields")
            yield f"{type} {name};"
            yield f"saki::read_fields({self.form}, {name}, {self.violations});"
        else:
            assert parameter.type
            check = rule(parameter.type, self.patterns)
            yield f"{type} {name}{{}};"
            yield f"saki::decode_body({self.text}, {name}, {self.violations}{', ' + check if check else ''});"

    def reading_form(self, name: str, reader: str) -> Iterator[str]:
        """A form, and the token in it where the route asks for one."""
        yield f"saki::Form {name} = co_await saki::{reader}(request);"
        if self.route.csrf:
            yield f"co_await saki::require_csrf_token(request, {name});"

    def is_passed_on(self, view: ParameterView) -> bool:
        """A text of the path that breaks no rule goes to a plain function as it is made; coroutines take what has a name."""
        return view.parameter.role is Role.PATH and view.type == "std::string" and not self.is_checked(view.parameter) and not self.handler.is_task

    def passed(self, view: ParameterView) -> str:
        """How an argument goes to the handler, which takes it by value."""
        if self.is_passed_on(view):
            return self.path_value(view.parameter, view.type)
        return view.name if is_plain(view) else f"std::move({view.name})"

    def path_value(self, parameter: Parameter, type: str) -> str:
        index, part = next(each for each in enumerate(self.route.path.parameters) if each[1].cpp == parameter.cpp)
        assert parameter.type
        check = rule(parameter.type, self.patterns)
        extra = f", {quote(part.name)}, {self.violations}, {check}" if check else ""
        return f"saki::path_value<{type}>(request, {index}{extra})"

    def opening(self) -> Iterator[str]:
        """From the arguments to the answer that opens a socket."""
        received = self.handler.model.receive
        check = rule(received.type, self.patterns) if received is not None and received.type is not None else ""
        arguments = ["request", f"handlers::{self.handler.name}", *map(self.passed, self.handler.parameters)]
        if check:
            type = message_type(received)
            yield f"constexpr auto {self.reading} = [](saki::Decoder& in, {type}& into) {{ return saki::read_value(in, into, {check}); }};"
            arguments.insert(1, f"saki::MessageReader<{type}>({self.reading})")
        yield f"return saki::open_socket({', '.join(arguments)});"

    def streaming(self) -> Iterator[str]:
        """From the arguments to the answer that sends events."""
        arguments = ("request", f"handlers::{self.handler.name}", *map(self.passed, self.handler.parameters))
        yield f"return saki::open_events({', '.join(arguments)});"

    def calling(self) -> Iterator[str]:
        """From the arguments to what the handler returns, and on to the response."""
        arguments = ", ".join(("request", *map(self.passed, self.handler.parameters)))
        call = f"{'co_await ' if self.handler.is_task else ''}handlers::{self.handler.name}({arguments})"
        leave = "co_return" if self.is_task else "return"
        answers = self.handler.model.answers
        if self.handler.returns == "void":
            yield f"{call};"
            yield f"{leave} {encode_answer(answers[0], '')};"
        elif not answers:
            yield f"{leave} {call};"
        elif self.handler.several:
            yield f"auto {self.answer} = {call};"
            yield f"{leave} std::move({self.answer}).response();"
        else:
            yield f"{self.handler.returns} {self.answer} = {call};"
            yield f"{leave} {encode_answer(answers[0], self.answer, request='request')};"


def is_plain(view: ParameterView) -> bool:
    """Whether copying costs nothing."""
    return view.parameter.type is not None and is_cheap(view.parameter.type)


def route_pattern(route: Route) -> str:
    """The path as the router takes it: types it knows, others left out."""
    segments = []
    for part in route.path.parts:
        if not isinstance(part, ParameterPart):
            segments.append(part.text)
        elif part.rest:
            segments.append(f"{{{part.name}...}}")
        else:
            segments.append(f"{{{part.name}{router_type(part)}}}")
    return "/" + "/".join(segments) + ("/" if segments and route.path.text.endswith("/") else "")


def router_type(part: ParameterPart) -> str:
    """`:int64` where the router tells values of the type from other texts."""
    if isinstance(part.type, EnumType):
        return f":enum({'|'.join(each.name for each in part.type.enum.values)})"
    assert isinstance(part.type, ScalarType)
    return "" if part.type.scalar.value == "string" else f":{part.type.scalar.value}"


def route_options(route: Route) -> Iterator[str]:
    """What a route asks for beyond its handler."""
    if route.timeout is not None:
        yield f"options.timeout = std::chrono::microseconds({route.timeout});"
    if route.max_body is not None:
        yield f"options.max_body = {route.max_body};"


def passed_on(options: tuple[str, ...]) -> str:
    """The last argument of a call that takes options, when there are any."""
    return ", std::move(options)" if options else ""


def static_options(route: Route, static: StaticMount) -> Iterator[str]:
    """What a mount asks for beyond its folder."""
    if static.index is not None:
        yield f"options.index = {quote(static.index)};"
    if static.listing:
        yield "options.listing = true;"
    if static.symlinks != "within":
        yield f"options.symlinks = saki::Symlinks::{SYMLINKS[static.symlinks]};"
    if not static.precompressed:
        yield "options.precompressed = false;"
    if route.cache is not None:
        yield f"options.cache_control = {quote(cache_control(route.cache))};"
