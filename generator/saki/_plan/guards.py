# SPDX-License-Identifier: Apache-2.0
"""What stands around routes, as C++: limits, concurrency, sites and who may call, each made once and put around every route that it holds for.

From the outside in: which sites may read, rates that need nobody's name, who calls, rates by who calls, forged requests, how many at once,
how long answers are kept. So a stranger is refused before a password costs anything, and a place is taken only by who may come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._model import Auth, Cache, Concurrency, Cors, Limit, Manifest, Route
from .._position import Position
from .literal import quote

KEYS = {"identity": "identity()", "all": "everyone()"}
NAMED_KEYS = {"header": "header", "cookie": "cookie", "path": "path_parameter"}
PACKAGES = {"cors": {"sites"}, "auth": {"callers"}, "limits": {"limit", "places"}}
HEADERS = {"pages": "saki/csrf.h", "kept": "saki/caching.h"}  # of what is no package


class Guards:
    """The guards of a manifest, by where they were declared; those that hold nothing by what makes them."""

    def __init__(self, manifest: Manifest) -> None:
        self.names: dict[tuple[str, Position | str], str] = {}
        self.made: list[str] = []
        for route in manifest.routes:
            for limit in route.limits:
                self.make("limit", limit.position, rate_call(limit))
            for places in route.concurrency:
                self.make("places", places.position, places_call(places))
            if route.auth is not None and route.auth.schemes:
                self.make("callers", route.auth.position, callers_call(route.auth))
            if route.cors is not None:
                self.make("sites", route.cors.position, cors_call(route.cors))
            if route.csrf:
                self.make("pages", csrf_call(route), csrf_call(route))
            if is_kept(route):
                self.make("kept", caching_call(route.cache), caching_call(route.cache))

    def make(self, what: str, key: Position | str, call: str) -> None:
        """Gives a guard a name of its own, once."""
        if (what, key) in self.names:
            return
        name = f"{what}_{1 + sum(1 for kind, _ in self.names if kind == what)}"
        self.names[what, key] = name
        self.made.append(f"const auto {name} = {call};")

    @property
    def packages(self) -> tuple[str, ...]:
        """Those of the SDK that make them, by the names of their headers."""
        kinds = {what for what, _ in self.names}
        return tuple(package for package, made in PACKAGES.items() if kinds & made)

    @property
    def headers(self) -> tuple[str, ...]:
        kinds = {what for what, _ in self.names}
        return (*(f"saki/{package}.h" for package in self.packages), *(header for what, header in HEADERS.items() if what in kinds))

    @property
    def statements(self) -> tuple[str, ...]:
        """What makes them all."""
        found = (f"auto& {package} = saki::{package.capitalize()}::of(service);" for package in self.packages)
        return (*found, *self.made)

    def before_identity(self, route: Route) -> Iterator[str]:
        """What stands around whatever finds out who calls."""
        if route.cors is not None:
            yield self.push("sites", route.cors.position)
        yield from (self.push("limit", each.position) for each in route.limits if each.by != "identity")

    def identity(self, route: Route) -> Iterator[str]:
        """What finds out who calls."""
        if route.auth is not None and route.auth.schemes:
            yield self.push("callers", route.auth.position)

    def behind_identity(self, route: Route) -> Iterator[str]:
        """What comes after it."""
        yield from (self.push("limit", each.position) for each in route.limits if each.by == "identity")
        if route.csrf:
            yield self.push("pages", csrf_call(route))
        yield from (self.push("places", each.position) for each in route.concurrency)
        if is_kept(route):
            yield self.push("kept", caching_call(route.cache))

    def push(self, what: str, key: Position | str) -> str:
        return f"options.middleware.push_back({self.names[what, key]});"


def is_kept(route: Route) -> bool:
    """Whether a guard tells caches of its answers; mounts do so themselves."""
    return route.cache is not None and route.static is None and route.method == "GET"


def rate_call(limit: Limit) -> str:
    rate = f"saki::Rate({limit.count}, {span(limit.per)}" + (f", {limit.burst})" if limit.burst != limit.count else ")")
    members = [f".name = {quote(limit.name)}", f".rate = {rate}"]
    if limit.by in KEYS:
        members.append(f".by = saki::LimitKey::{KEYS[limit.by]}")
    elif limit.by in NAMED_KEYS:
        members.append(f".by = saki::LimitKey::{NAMED_KEYS[limit.by]}({quote(limit.key)})")
    if limit.shared:
        members.append(".scope = saki::LimitScope::Shared")
    return f"limits.rate({{{', '.join(members)}}})"


def places_call(places: Concurrency) -> str:
    members = [f".name = {quote(places.name)}", f".most = {places.maximum}"]
    if places.queue:
        members.append(f".queue = {places.queue}")
    members += [f".{name} = {milliseconds(time)}" for name, time in places.times]
    return f"limits.concurrency({{{', '.join(members)}}})"


def callers_call(auth: Auth) -> str:
    members = [f".schemes = {texts(auth.schemes)}"]
    if auth.roles:
        members.append(f".roles = {texts(auth.roles)}")
    if auth.optional:
        members.append(".need = saki::AuthNeed::Optional")
    return f"auth.guard({{{', '.join(members)}}})"


def cors_call(cors: Cors) -> str:
    members = [f".origins = {texts(cors.origins)}"]
    lists = (("methods", cors.methods), ("headers", cors.headers), ("exposed", cors.exposed))
    members += [f".{name} = {texts(words)}" for name, words in lists if words]
    if cors.credentials:
        members.append(".credentials = true")
    if cors.max_age is not None:
        members.append(f".max_age = std::chrono::seconds({cors.max_age // 1_000_000})")
    return f"cors.allow({{{', '.join(members)}}})"


def csrf_call(route: Route) -> str:
    """Other sites that may send cookies may ask here as well. The token of a form may stand in it: there the glue asks for it."""
    token = "None" if route.takes_form else "Session"
    others = route.cors.origins if route.cors is not None and route.cors.credentials else ()
    return f"saki::csrf(saki::CsrfOptions(saki::CsrfToken::{token}{', ' + texts(others) if others else ''}))"


def caching_call(cache: Cache | None) -> str:
    assert cache is not None
    vary = f", .vary = {texts(cache.vary)}" if cache.vary else ""
    return f"saki::caching({{.control = {quote(cache_control(cache))}{vary}}})"


def cache_control(cache: Cache) -> str:
    """The field that says how long an answer may be kept."""
    if cache.max_age is None:
        return "no-store"
    return f"{'private' if cache.private else 'public'}, max-age={cache.max_age // 1_000_000}"


def texts(words: Iterable[str]) -> str:
    return "{" + ", ".join(map(quote, words)) + "}"


def span(microseconds: int) -> str:
    return f"std::chrono::seconds({microseconds // 1_000_000})"


def milliseconds(microseconds: int) -> str:
    return f"std::chrono::milliseconds({microseconds // 1_000})"
