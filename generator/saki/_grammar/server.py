# SPDX-License-Identifier: Apache-2.0
"""The keys of the `server` section: defaults of what the installation's config.yaml says under the same name.

The stack declares each of them once more, as data, where it reads them; a test holds the two lists together.
"""

from __future__ import annotations

from . import formats as f
from .hosts import HOST_KEYS, TLS_OF_HOST
from .shapes import Flag, Key, Keys, Line, Many, Shape, Whole, Word


def size(low: str, high: str) -> Line:
    return Line(f.SIZE, low, high)


DAY = Line(f.DURATION, "0s", "1d")


def keys(name: str, *rows: tuple[str, Shape, str]) -> Keys:
    return Keys(name, tuple(Key(key, shape, meaning) for key, shape, meaning in rows))


LIMITS = keys(
    "server.limits",
    ("head_bytes", size("1KiB", "1MiB"), "Request line and fields together; a longer head is answered 431."),
    ("request_line_bytes", size("64", "1MiB"), "The request line; a longer one is answered 414."),
    ("field_count", Whole(1, 10_000), "Fields in a head, and in trailers; more are answered 431."),
    ("body_bytes", size("0", "1TiB"), "Content of a request where its route sets no other bound; more is answered 413."),
    (
        "buffered_body_bytes",
        size("0", "1TiB"),
        "Content that is held whole, as JSON is, where its route sets no other bound; more is answered 413.",
    ),
    ("chunk_overhead_bytes", size("64", "1MiB"), "Framing of a chunked body beyond what is usual; more is answered 400."),
    ("trailer_bytes", size("0", "1MiB"), "Fields after a chunked body; more are answered 431."),
    ("proxy_header_bytes", size("536", "64KiB"), "A PROXY header of version 2; a connection that begins with a longer one is closed."),
    ("forwarded_hops", Whole(1, 1000), "Entries of Forwarded or X-Forwarded-For that are walked over."),
    ("drain_bytes", size("0", "1TiB"), "Content read and dropped after an early answer, so that the connection can be kept."),
    ("body_rate_bytes", size("0", "1MiB"), "Content per second that a client must send while it is waited for; slower is answered 408; 0 for no bound."),
    ("read_rate_bytes", size("0", "1MiB"), "Answer per second that a client must take while it is waited for; slower is reset; 0 for no bound."),
    ("output_bytes", size("4KiB", "64MiB"), "Answers that a connection holds before it waits for the client to read."),
    ("pipelined_requests", Whole(1, 10_000), "Answers to pipelined requests that are collected before they are sent."),
    ("requests_per_connection", Whole(1, 1_000_000_000_000), "Requests after which a connection is closed in order."),
    ("connections", Whole(1, 10_000_000), "Connections that the service holds at once; over_capacity says what becomes of further ones."),
    ("connections_per_address", Whole(0, 10_000_000), "Connections that one IPv4 address, or one IPv6 prefix, holds at once; 0 for no bound."),
    ("tls_handshakes", Whole(1, 1_000_000), "TLS handshakes that a worker has on its hands; beyond them the one that has taken longest is broken off."),
    ("web_socket_message_bytes", size("1", "1TiB"), "A message of a WebSocket where its route sets no other bound; a larger one ends it with 1009."),
    ("web_socket_frame_bytes", size("125", "1TiB"), "What one frame of a WebSocket carries; a larger one ends it with 1009."),
    ("web_socket_queue_bytes", size("1", "1TiB"), "Frames that wait in the queue of one WebSocket; past it the policy of its route decides."),
    ("web_socket_queue_count", Whole(1, 1_000_000), "Messages that wait in the queue of one WebSocket; past it the policy of its route decides."),
    ("spawned_tasks", Whole(1, 10_000_000), "Tasks that handlers of one worker have spawned and that have not ended; a further one is refused with 503."),
)
TIMEOUTS = keys(
    "server.timeouts",
    ("head", DAY, "From a request's first byte to the end of its head; then 408."),
    ("body_idle", DAY, "Without a byte of the content that is being waited for; then 408."),
    ("write_idle", DAY, "Without the client taking a byte of its answer; then the connection is reset."),
    ("rate_grace", DAY, "How far a client may fall behind body_rate_bytes or read_rate_bytes before it is cut off; 0s for no bound on rates."),
    ("keep_alive_idle", DAY, "Between an answer and the next request; then the connection is closed."),
    ("request", DAY, "From the end of a request's head to the end of its answer; 0s for no bound."),
    ("half_close_grace", DAY, "From the client's closing of its side to the cancelling of its handler."),
    ("linger", DAY, "For what the client still sends after a refusal."),
    ("tls_handshake", DAY, "From the accepting of a TLS connection to the end of its handshake; then it is closed."),
    ("web_socket_idle", DAY, "Without a frame from the other side of a WebSocket; then it is pinged; 0s for never."),
    ("web_socket_pong", DAY, "From such a ping to anything that comes; then the WebSocket is reset."),
    ("web_socket_close", DAY, "From the close of a WebSocket to the end of its connection; then it is reset."),
    ("web_socket_grace", DAY, "From the end of a WebSocket to the cancelling of its handler."),
)
COMPRESSION = keys(
    "server.compression",
    ("enabled", Flag(), "Whether answers are compressed for the clients that ask for it."),
    ("codings", Many(Word(("br", "gzip"))), "Codings on offer; the first is taken where a client likes several as much."),
    ("least", size("1", "1TiB"), "Smaller content goes out as it is."),
    ("gzip_level", Whole(1, 9), "From quick to small."),
    ("brotli_quality", Whole(0, 11), "From quick to small; from 10 on many times as slow."),
    ("inline", size("0", "1TiB"), "Larger content is compressed beside the workers, by a thread for work that blocks."),
    ("at_once", Whole(1, 65_536), "Answers of one worker that are being compressed; further ones go out as they are."),
    ("requests", Flag(), "Whether compressed content of requests is taken; otherwise it is answered 415."),
    ("request_ratio", Whole(1, 1100), "How many times its compressed size the content of a request may have; more is answered 413."),
)
EVENTS = keys(
    "server.events",
    ("heartbeat", Line(f.DURATION, "0s", "1h"), "A stream of events that had nothing to send for so long sends a comment; 0s for never."),
    ("queue_count", Whole(1, 1_000_000), "How many events may wait for a client that reads slowly."),
    ("queue_bytes", size("1KiB", "1GiB"), "How much may wait for a client that reads slowly."),
    ("overflow", Word(("drop-oldest", "drop-newest", "close")), "What becomes of a room's event for a client whose queue is full."),
)
ROOMS = keys(
    "server.rooms",
    ("replay_count", Whole(0, 1_000_000), "The last messages that a room keeps for streams of events that come back; 0 for none."),
    ("replay_bytes", size("1KiB", "1GiB"), "How much of them."),
    ("keep", DAY, "How long an empty room keeps them; then it is forgotten."),
    ("kept_rooms", Whole(0, 1_000_000), "Empty rooms that one worker keeps; past it the one that has been empty for longest is forgotten."),
    ("backlog_bytes", size("64KiB", "2GiB"), "Messages on their way to the members of one worker; what comes past it is lost."),
)
ACCESS_LOG = keys(
    "server.access_log",
    ("path", Line(), "A file below data_dir, `-` or `stdout`, `stderr`; without it there is no access log."),
    ("format", Word(("common", "combined", "json")), "What its lines look like; combined unless told otherwise."),
)
TLS = Keys(
    "server.tls",
    (
        *TLS_OF_HOST,
        Key("profile", Word(("intermediate", "modern")), "What is spoken, in Mozilla's words: TLS 1.2 and 1.3 for all clients of the last ten years, or TLS 1.3 alone."),
        Key("session_lifetime", Line(f.DURATION, "0s", "7d"), "How long a client that was here may come back without a whole handshake; 0 is never."),
        Key(
            "watch",
            DAY,
            "How often certificates, keys and the other files are looked at for changes; 0 is never, SIGHUP always works.",
        ),
    ),
)
HSTS = keys(
    "server.hsts",
    (
        "max_age",
        Line(f.DURATION, "0s", "1000d"),
        "How long browsers that came by https are told to come by it alone (Strict-Transport-Security); 0 is not at all.",
    ),
    ("subdomains", Flag(), "Whether that holds for every name below the host's as well."),
    ("preload", Flag(), "Whether browsers may learn it before the first visit, from a list that they bring; hard to take back."),
)
SERVER = Keys(
    "server",
    (
        Key("listen", Many(Line(f.LISTEN), single=True), "Where it listens: one address or several.", also=("port", "host", "address", "bind")),
        Key("trusted_proxies", Many(Line(f.NETWORK), single=True), "Proxies whose word is taken for who the client is: networks, addresses, `unix:`."),
        Key("forwarded", Word(("off", "forwarded", "x-forwarded")), "In which fields trusted proxies say it: `Forwarded`, or `X-Forwarded-For` and its like."),
        Key("proxy_protocol", Many(Line(f.PROXIED), single=True), "Where connections begin with a PROXY header."),
        Key("workers", Line(f.WORKERS), "How many threads serve."),
        Key("accept", Word(("per_worker", "shared")), "Who accepts: each worker for itself, or one that finds the least busy."),
        Key("over_capacity", Word(("answer", "refuse", "wait")), "Connections beyond a limit are answered 503, reset, or wait."),
        Key("retry_after", Line(f.DURATION, "1s", "1d"), "What Retry-After says in that answer; whole seconds."),
        Key("ip6_prefix", Whole(1, 128), "Bits of an IPv6 address that count as one client."),
        Key("ipv6_only", Flag(), "Whether [::] and * take IPv6 alone, not IPv4 as well."),
        Key("backlog", Whole(1, 1_000_000), "Connections that wait in the kernel to be accepted, for each listening socket."),
        Key("no_delay", Flag(), "TCP_NODELAY: small writes leave at once."),
        Key("fast_open", Whole(0, 1_000_000), "TCP_FASTOPEN: connections that may wait with data ahead of their handshake; 0 is off."),
        Key("defer_accept", Line(f.DURATION, "0s", "1h"), "TCP_DEFER_ACCEPT: how long the kernel keeps a connection that says nothing."),
        Key("drain_timeout", DAY, "How long requests in flight may take to finish when it stops."),
        Key("access_log", ACCESS_LOG, "A line for each request."),
        Key("limits", LIMITS, "Every bound on what a peer may send."),
        Key("timeouts", TIMEOUTS, "Every bound on how long a peer may take."),
        Key("compression", COMPRESSION, "Which answers are compressed, and how much work that may be."),
        Key("events", EVENTS, "Streams of server-sent events."),
        Key("rooms", ROOMS, "What rooms keep, and the bounds of it."),
        *HOST_KEYS,
        Key("tls", TLS, "Certificates, and what is spoken on addresses with tls:// in front.", also=("ssl", "https")),
        Key(
            "redirect_https",
            Many(Line(f.REDIRECTED), single=True),
            "Where every request is sent to the same place by https: all, or addresses of server.listen, told by their ports.",
        ),
        Key("https_port", Whole(0, 65_535), "The port of https as clients see it; 0 is that of the first tls:// address."),
        Key("hsts", HSTS, "Strict-Transport-Security."),
    ),
)
