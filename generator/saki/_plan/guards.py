# SPDX-License-Identifier: Apache-2.0
"""What stands around routes, as C++: limits, concurrency, sites and who may call, each made once and put around every route that it holds for.

From the outside in: which sites may read, rates that need nobody's name, who calls, rates by who calls, how many at once. So a stranger is
refused before a password costs anything, and a place is taken only by who may come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._model import Auth, Concurrency, Cors, Limit, Manifest, Route
from .._position import Position
from .literal import quote

KEYS = {"identity": "identity()", "all": "everyone()"}
NAMED_KEYS = {"header": "header", "cookie": "cookie", "path": "path_parameter"}
PACKAGES = {"cors": {"sites"}, "auth": {"callers"}, "limits": {"limit", "places"}}


class Guards:
    """The guards of a manifest, by where they were declared."""

    def __init__(self, manifest: Manifest) -> None:
        self.names: dict[tuple[str, Position], str] = {}
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

    def make(self, what: str, position: Position, call: str) -> None:
        """Gives a guard a name of its own, once."""
        if (what, position) in self.names:
            return
        name = f"{what}_{1 + sum(1 for kind, _ in self.names if kind == what)}"
        self.names[what, position] = name
        self.made.append(f"const auto {name} = {call};")

    @property
    def packages(self) -> tuple[str, ...]:
        """Those of the SDK that make them, by the names of their headers."""
        kinds = {what for what, _ in self.names}
        return tuple(package for package, made in PACKAGES.items() if kinds & made)

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(f"saki/{package}.h" for package in self.packages)

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
        yield from (self.push("places", each.position) for each in route.concurrency)

    def push(self, what: str, position: Position) -> str:
        return f"options.middleware.push_back({self.names[what, position]});"


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


def texts(words: Iterable[str]) -> str:
    return "{" + ", ".join(map(quote, words)) + "}"


def span(microseconds: int) -> str:
    return f"std::chrono::seconds({microseconds // 1_000_000})"


def milliseconds(microseconds: int) -> str:
    return f"std::chrono::milliseconds({microseconds // 1_000})"
