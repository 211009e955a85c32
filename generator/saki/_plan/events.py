# SPDX-License-Identifier: Apache-2.0
"""How streams of server-sent events are spelled in C++."""

from __future__ import annotations

from collections.abc import Iterable

from .._model import Body, Handler
from .spelling import headers_of, spell


def stream_type(handler: Handler) -> str:
    """The type of the stream that a handler is given: `saki::EventStream<Note>`; text needs no word."""
    return f"saki::EventStream<{event_type(handler.send)}>"


def stream_headers(handlers: Iterable[Handler]) -> set[str]:
    """What the declarations of handlers that take streams need beyond types.h."""
    listed = tuple(handlers)
    events = [each.send.type for each in listed if each.send is not None and each.send.type is not None]
    return headers_of(events) | ({'"saki/event_stream.h"'} if listed else set())


def event_type(event: Body | None) -> str:
    """The C++ type of what an event holds; empty for text."""
    return spell(event.type) if event is not None and event.type is not None else ""


def events_result(event: Body | None) -> str:
    """What the test client gives for a route."""
    type = event_type(event)
    return f"saki::TypedTestEvents<{type}>" if type else "saki::TestEvents"
