# SPDX-License-Identifier: Apache-2.0
"""How WebSockets are spelled in C++: what their messages hold, and what their routes ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._model import Body, Content, Deflate, Handler, Route
from .literal import quote
from .spelling import headers_of, spell

MESSAGES = {Content.TEXT: "saki::Text", Content.BYTES: "saki::Binary"}
INVALID = {"error-frame": "ErrorFrame"}
FULL = {"drop-oldest": "DropOldest", "drop-newest": "DropNewest"}


def socket_type(handler: Handler) -> str:
    """The type of the socket that a handler is given: `saki::WebSocket<Note, Note>`."""
    if handler.receive is None and handler.send is None:
        return "saki::WebSocket<>"
    return f"saki::WebSocket<{message_type(handler.receive)}, {message_type(handler.send)}>"


def message_type(message: Body | None) -> str:
    """The C++ type of what a message holds."""
    if message is None:
        return "saki::Message"
    return spell(message.type) if message.type is not None else MESSAGES[message.content]


def socket_headers(handlers: Iterable[Handler]) -> set[str]:
    """What the declarations of handlers that take sockets need beyond types.h."""
    listed = tuple(handlers)
    messages = [each.type for handler in listed for each in (handler.receive, handler.send) if each is not None and each.type is not None]
    return headers_of(messages) | ({'"saki/web_socket.h"'} if listed else set())


def socket_options(route: Route) -> Iterator[str]:
    """What a WS route asks for beyond its handler, as far as it differs from what goes without saying."""
    assert route.socket
    socket = route.socket
    if "*" in socket.origins:
        yield "options.origins.kind = saki::OriginPolicy::Kind::Any;"
    else:
        yield from (f"options.origins.listed.push_back({quote(origin)});" for origin in socket.origins)
    yield from (f"options.protocols.push_back({quote(protocol)});" for protocol in socket.protocols)
    if socket.invalid != "close":
        yield f"options.invalid = saki::InvalidMessage::{INVALID[socket.invalid]};"
    if socket.message is not None:
        yield f"options.message_bytes = {socket.message};"
    if socket.full != "close":
        yield f"options.queue_policy = saki::QueuePolicy::{FULL[socket.full]};"
    yield from deflate_options(socket.deflate)


def deflate_options(deflate: Deflate) -> Iterator[str]:
    """How messages are compressed."""
    if not deflate.enabled:
        yield "options.deflate.enabled = false;"
    if deflate.context:
        yield "options.deflate.keeps_context = true;"
    for member, value in (("window_bits", deflate.window), ("level", deflate.level), ("least_bytes", deflate.least)):
        if value is not None:
            yield f"options.deflate.{member} = {value};"
