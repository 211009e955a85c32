# SPDX-License-Identifier: Apache-2.0
"""Makes what stands around routes: rate limits, concurrency, the sites whose pages may call.

Limits and concurrency of the service, of groups and of a route hold beside one another; each is counted where it was declared. `none` lifts
those around. Of sites the innermost level decides. What is declared around reaches routes with a handler: a page's files and a monitor's
questions are limited only where they say so themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from .._grammar.walk import Got, Section
from .._model import Body, Concurrency, Content, Cors, Limit, Path, RouteKind
from .._report import Report
from .._suggest import did_you_mean
from .paths import Seen
from .placed import Placed
from .policies import values

WITH_HANDLER = (RouteKind.HTTP, RouteKind.WS, RouteKind.SSE)
SHARED_BY_SITES = (RouteKind.HTTP, RouteKind.SSE, RouteKind.STATIC, RouteKind.REDIRECT)
LONGEST_REFILL = 366 * 86_400_000_000
TIMES = ("wait", "target", "interval")
READING = ("GET",)  # HEAD and OPTIONS are answered by themselves


def guards_of(routes: Iterable[Seen]) -> frozenset[str]:
    """The packages of the SDK that some route needs for what stands around it."""
    made = [seen.route for seen in routes]
    needs = {
        "limits": any(each.limits or each.concurrency for each in made),
        "store": any(limit.shared for each in made for limit in each.limits),
        "cors": any(each.cors for each in made),
        "session": any(each.csrf for each in made),
    }
    return frozenset(name for name, needed in needs.items() if needed)


# ---------------------------------------------------------------- limits


def build_limits(placed: Placed, kind: RouteKind, path: Path | None, report: Report) -> tuple[Limit, ...]:
    found: list[Limit] = []
    for level, got in placed.levels("limit", inherits=kind in WITH_HANDLER):
        limit = build_limit(level, got, report)
        found = [*found, limit] if limit else [] if got.value is None else found
        if limit is not None and path is not None:
            check_parameter(limit, got, path, report)
    return tuple(found)


def build_limit(level: str, got: Got, report: Report) -> Limit | None:
    """None for `none`, and for what was reported."""
    section = got.value if isinstance(got.value, Section) else None
    rate = section.value("rate") if section else got.value
    if rate is None:
        return None
    count, per = rate
    burst = section.value("burst", count) if section else count
    if -(-per // count) * burst > LONGEST_REFILL:
        report.error("out-of-range", got.span, f"a burst of {burst} takes longer than a year to refill at this rate", "make the burst smaller")
        return None
    by, key = build_key(section.get("by"), report) if section else ("client", "")
    shared = section is not None and section.value("scope") == "shared"
    name = section.value("name", level) if section else level
    return Limit(name, count, per, burst, by, key, shared, got.node.start)


def build_key(got: Got | None, report: Report) -> tuple[str, str]:
    """What is counted apart, and the name of a header, cookie or parameter."""
    if got is None:
        return "client", ""
    if not isinstance(got.value, Section):
        return got.value, ""
    given = list(got.value.values.items())
    if len(given) != 1:
        report.error("conflicting-keys", got.span, "requests are counted by one thing", "write header, cookie or path, and one of them")
        return "client", ""
    return given[0][0], given[0][1].value


def check_parameter(limit: Limit, got: Got, path: Path, report: Report) -> None:
    """A limit by a path parameter stands only around routes that have it."""
    names = [part.name for part in path.parameters]
    if limit.by == "path" and limit.key not in names:
        span = got.value.get("by").value.get("path").span
        text = f"the path {path.text} has no parameter '{limit.key}'{did_you_mean(limit.key, names)}"
        report.error("unknown-parameter", span, text, f"its parameters are {', '.join(names) or 'none'}")


# ---------------------------------------------------------------- concurrency


def build_concurrency(placed: Placed, kind: RouteKind) -> tuple[Concurrency, ...]:
    found: list[Concurrency] = []
    for level, got in placed.levels("concurrency", inherits=kind in WITH_HANDLER):
        found = [*found, build_places(level, got)] if got.value is not None else []
    return tuple(found)


def build_places(level: str, got: Got) -> Concurrency:
    if not isinstance(got.value, Section):
        return Concurrency(level, got.value, 0, (), got.node.start)
    section = got.value
    times = tuple((name, section.value(name)) for name in TIMES if section.has(name) and section.get(name) is not None)
    return Concurrency(section.value("name", level), section.value("max", 1), section.value("queue", 0), times, got.node.start)


# ---------------------------------------------------------------- other sites


def build_cors(placed: Placed, kind: RouteKind, report: Report) -> Cors | None:
    """Also refuses credentials for every site at once, which browsers refuse as well."""
    levels = placed.levels("cors", inherits=True) if kind in SHARED_BY_SITES else ()
    if not levels or levels[-1][1].value is None:
        return None
    got = levels[-1][1]
    if not isinstance(got.value, Section):
        origins = values(got) if isinstance(got.value, tuple) else (got.value,)
        return Cors(origins, (), (), (), False, None, got.node.start)
    section = got.value
    origins = values(section.get("origins"))
    if "*" in origins and section.value("credentials", False):
        credentials = section.get("credentials")
        assert credentials is not None
        report.error(
            "conflicting-keys",
            credentials.span,
            "credentials cannot go to every site: origins is '*'",
            "name the sites that may call with credentials",
        )
    methods, headers, exposed = (values(section.get(name)) for name in ("methods", "headers", "exposed"))
    return Cors(origins, methods, headers, exposed, section.value("credentials", False), section.value("max_age"), got.node.start)


# ---------------------------------------------------------------- forged requests and caches


def build_csrf(placed: Placed, method: str, body: Body | None, *, sessions: bool) -> bool:
    """Whether requests need a token of their session: as the innermost level says, else where a browser can be made to send a form."""
    if method in READING:
        return False
    levels = placed.levels("csrf", inherits=True)
    if levels:
        return bool(levels[-1][1].value)
    return sessions and body is not None and body.content is Content.FORM


def check_method(section: Section, method: str, report: Report) -> None:
    """What a route says itself of caches is for reading, what it says of forged requests is not. Groups may say either of all they hold."""
    for key, fits, text in (("csrf", method not in READING, "is only read"), ("cache", method in READING, "changes something")):
        got = section.get(key)
        if got is not None and got.value is not False and not fits:
            report.error("conflicting-keys", got.span, f"'{key}' means nothing for a route that {text}", f"leave it out: {method} has none")
