# SPDX-License-Identifier: Apache-2.0
"""The keys of what stands around routes: rate limits, concurrency, other sites' pages; and of the sections that configure it.

The SDK declares the settings of `limits` and `security_headers` once more, as data, where it reads them; a test holds the lists together.
"""

from __future__ import annotations

from . import formats as f
from .server import keys
from .shapes import Flag, Key, Keys, Kinds, Line, Many, Whole, Word

NAME = Key("name", Line(f.LABEL), "What it is called, for clients and in metrics; by default the route, its group, or `service`.")

LIMIT_KEY = Keys(
    "limit key",
    (
        Key("header", Line(f.HTTP_TOKEN), "The value of a header."),
        Key("cookie", Line(f.HTTP_TOKEN), "The value of a cookie."),
        Key("path", Line(f.PARAMETER_NAME), "The value of a path parameter."),
    ),
    "What requests are counted by; one of these. Where a request has none of it, its client's address stands for it.",
)
LIMIT = Kinds(
    text=Line(f.LIMIT_RATE),
    table=Keys(
        "limit",
        (
            NAME,
            Key("rate", Line(f.RATE), "How many requests are let in over time.", required=True),
            Key("burst", Whole(1, 1_000_000), "How many at once after a pause; by default the count of the rate."),
            Key(
                "by",
                Kinds(text=Word(("client", "identity", "all")), table=LIMIT_KEY),
                "What is counted apart: `client`, by address, as by default; `identity`, who signed in; `all` is one count; or a map.",
            ),
            Key("scope", Word(("worker", "shared")), "`worker`: each counts by itself, as by default; `shared`: counted in the `store`."),
        ),
    ),
)
CONCURRENCY = Kinds(
    text=Line(f.MOST_AT_ONCE),
    table=Keys(
        "concurrency",
        (
            NAME,
            Key("max", Whole(1, 1_000_000), "How many requests are worked on at once.", required=True),
            Key("queue", Whole(0, 1_000_000), "How many more may wait; the rest is answered 503."),
            Key("wait", Line(f.DURATION, "1ms", "1h"), "How long each may wait; by default 1s."),
            Key("target", Line(f.DURATION, "1ms", "1h"), "Shed load once nobody was let in sooner than this for a whole interval; by default never."),
            Key("interval", Line(f.DURATION, "1ms", "1h"), "That interval; by default 100ms."),
        ),
    ),
)
CORS = Kinds(
    text=Line(f.SITES),
    many=Many(Line(f.ORIGIN)),
    table=Keys(
        "cors",
        (
            Key("origins", Many(Line(f.ORIGIN), single=True), "Which sites' pages may call.", required=True),
            Key("methods", Many(Line(f.HTTP_METHOD), single=True), "By default those of the path."),
            Key("headers", Many(Line(f.HTTP_TOKEN), single=True), "Request headers such a page may set."),
            Key("exposed", Many(Line(f.HTTP_TOKEN), single=True), "Answers' headers such a page may read."),
            Key("credentials", Flag(), "Whether cookies go along."),
            Key("max_age", Line(f.DURATION, "0s", "1d"), "How long a browser may remember this; by default 10m."),
        ),
    ),
)

LIMITS_SECTION = keys(
    "limits",
    ("enabled", Flag(), "Whether limits are held; false lets every request in, as for a load test."),
    (
        "ipv6_prefix",
        Whole(32, 128),
        "How much of an IPv6 address tells clients apart: providers give each of theirs a whole network, /64 or larger.",
    ),
    (
        "table_keys",
        Whole(64, 16_777_216),
        "How many clients each worker counts apart for each limit, 16 bytes each. Past it newcomers share their states.",
    ),
    (
        "unreachable",
        Word(("allow", "refuse")),
        "What becomes of requests under a shared limit while its store does not answer; refused ones get 503.",
    ),
    ("retry_after", Line(f.DURATION, "1s", "1h"), "When clients may come again that found all places taken, or were shed."),
)
LIMITS = Kinds(table=LIMITS_SECTION, nothing=True)

SECURITY_HEADERS_SECTION = keys(
    "security_headers",
    ("nosniff", Flag(), "Whether browsers must take the media type as told (X-Content-Type-Options: nosniff)."),
    ("frame", Line(), "Whether pages may stand in frames: DENY, SAMEORIGIN. Empty: no X-Frame-Options."),
    ("referrer", Line(), "What other sites learn of where a link stood. Empty: no Referrer-Policy."),
    (
        "content",
        Line(),
        "What pages may load and run. The default leaves scripts and styles alone: name their sources here. Empty: no Content-Security-Policy.",
    ),
    ("permissions", Line(), "Which powers of a browser pages may use. Empty: no Permissions-Policy."),
    ("opener", Line(), "Which pages share a group with one that opened them. Empty: no Cross-Origin-Opener-Policy."),
    (
        "resource",
        Line(),
        "Whose pages may embed what is answered: same-origin, same-site, cross-origin. Empty: no Cross-Origin-Resource-Policy.",
    ),
)
SECURITY_HEADERS = Kinds(table=SECURITY_HEADERS_SECTION, nothing=True)
