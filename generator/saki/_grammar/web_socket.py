# SPDX-License-Identifier: Apache-2.0
"""The keys of a WS route that no other route has."""

from __future__ import annotations

from . import formats as f
from .shapes import Flag, Key, Keys, Kinds, Line, Many, Whole, Word

INVALID_POLICIES = ("close", "error-frame")
FULL_POLICIES = ("close", "drop-oldest", "drop-newest")

SOCKET_LIMITS = Keys(
    "socket limits",
    (
        Key("message", Line(f.SIZE, "1", "1TiB"), "A larger message from the client closes the socket with 1009; by default limits.web_socket_message_bytes."),
        Key("full", Word(FULL_POLICIES), "What becomes of a message that finds the socket's queue full; by default `close`, with 1008."),
    ),
    "Bounds of one socket.",
)
DEFLATE = Kinds(
    text=Flag(),
    table=Keys(
        "deflate",
        (
            Key("context", Flag(), "Whether a message may refer to those before it: smaller messages, more memory for each socket. By default they do not."),
            Key("window", Whole(9, 15), "How far back they refer, as a power of two; by default 15."),
            Key("level", Whole(1, 9), "From fast to small; by default 1."),
            Key("least", Line(f.SIZE, "0", "1GiB"), "Shorter messages are sent as they are; by default 128."),
        ),
    ),
)
ORIGINS = Many(Line(f.SITE), single=True)

RECEIVE = Key("receive", Line(f.CONTENT), "What a message from the client holds: a type, `text` or `bytes`; none: either of the last two.", also=("body", "recv", "message"))
SEND = Key("send", Line(f.CONTENT), "What a message to it holds; likewise.", also=("returns",))
SOCKET_KEYS = (
    RECEIVE,
    SEND,
    Key("origins", ORIGINS, "Which other sites' pages may connect, `*` for all; those of the host that is asked always may. The rest is answered 403."),
    Key("protocols", Many(Line(f.SUBPROTOCOL), single=True), "The subprotocols it speaks, the best first: the first of them that the client offers is chosen."),
    Key("invalid", Word(INVALID_POLICIES), "What becomes of a message that `receive` does not fit: by default the socket is closed; or it is told as problem document."),
    Key("limits", SOCKET_LIMITS, "Bounds of one socket."),
    Key("deflate", DEFLATE, "Whether messages are compressed where the client offers it (RFC 7692), by default they are; or how."),
)
