# SPDX-License-Identifier: Apache-2.0
"""The model: a manifest that has passed every check, as frozen data.

Invariants the rest of the generator may rely on:
- every name refers to something that exists, and every `cpp` is a C++ identifier that is no keyword and unique in its scope,
  also when letter case is ignored;
- `Manifest.structs` is in definition order: a struct follows every struct it holds by value; the only cycles left go through a
  list, a map or a field with `boxed`;
- `Manifest.routes` is in the order of the file, with groups and includes already folded in; `Manifest.handlers` is in the order
  of first use;
- durations are whole microseconds, sizes are bytes.

No C++ text lives here, only the facts it is printed from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Union

from ._grammar.versions import ANY, Range
from ._guards import Concurrency as Concurrency, Cors as Cors, Limit as Limit
from ._position import Position, Span
from ._types import (  # the whole model is had from here
    Access as Access,
    Default as Default,
    EnumDecl as EnumDecl,
    EnumType as EnumType,
    Enumerator as Enumerator,
    Field as Field,
    FieldType as FieldType,
    ListType as ListType,
    MapType as MapType,
    Origin as Origin,
    Scalar as Scalar,
    ScalarType as ScalarType,
    Struct as Struct,
    StructType as StructType,
    Value as Value,
)

FORMAT_VERSION = 1


# ---------------------------------------------------------------- routes


class RouteKind(Enum):
    HTTP = "http"
    WS = "WS"
    SSE = "SSE"
    STATIC = "STATIC"
    REDIRECT = "REDIRECT"
    HEALTH = "HEALTH"


@dataclass(frozen=True, slots=True)
class LiteralPart:
    text: str  # percent-decoded form is the same: only unreserved characters and sub-delimiters are allowed


@dataclass(frozen=True, slots=True)
class ParameterPart:
    name: str
    cpp: str
    type: ScalarType | EnumType
    rest: bool = False  # `{name...}`: the rest of the path, may be empty


PathPart = Union[LiteralPart, ParameterPart]


@dataclass(frozen=True, slots=True)
class Path:
    text: str  # as matched, group prefixes included: `/notes/{id:int64}`
    parts: tuple[PathPart, ...]  # `/` alone has none

    @property
    def parameters(self) -> tuple[ParameterPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, ParameterPart))


class Content(Enum):
    """What a body holds."""

    NONE = "none"  # no body
    JSON = "json"  # a value of `type`
    TEXT = "text"
    BYTES = "bytes"
    STREAM = "stream"  # handed over piece by piece
    FORM = "form"  # of `type`, or free when that is None


@dataclass(frozen=True, slots=True)
class Body:
    content: Content
    type: FieldType | None
    position: Position


@dataclass(frozen=True, slots=True)
class Answer:
    """One status a route returns on purpose."""

    status: int
    content: Content
    type: FieldType | None
    position: Position


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to prove who calls, of the section `auth`."""

    name: str
    kind: str  # basic, bearer, key, cookie, certificate, session
    header: str  # of a key
    cookie: str  # of a cookie


@dataclass(frozen=True, slots=True)
class Auth:
    schemes: tuple[str, ...]  # none: nobody need prove anything
    roles: tuple[str, ...]
    optional: bool
    position: Position


@dataclass(frozen=True, slots=True)
class Cache:
    max_age: int | None  # microseconds; None: no-store
    private: bool = False
    vary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaticMount:
    directory: str | None  # relative to the project
    setting: str | None  # the name of a setting that holds it; exactly one of the two is given
    index: str | None
    listing: bool
    symlinks: str  # "none", "same-owner" or "within"
    precompressed: bool


@dataclass(frozen=True, slots=True)
class Redirect:
    to: str  # a path or URI; `{name}` stands for a parameter of the route's path
    status: int


@dataclass(frozen=True, slots=True)
class Deflate:
    """How messages are compressed; None: as the stack thinks best."""

    enabled: bool = True
    context: bool | None = None
    window: int | None = None
    level: int | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Socket:
    """What a WS route says of its sockets."""

    origins: tuple[str, ...] = ()  # beside the host that is asked; ("*",) for any
    protocols: tuple[str, ...] = ()
    invalid: str = "close"  # or error-frame
    message: int | None = None  # None: as the server is configured
    full: str = "close"  # or drop-oldest, drop-newest
    deflate: Deflate = Deflate()


@dataclass(frozen=True, slots=True)
class Route:
    """One entry under `routes`. What does not apply to its kind is None or empty."""

    kind: RouteKind
    method: str  # GET … for HTTP, GET for the others
    path: Path
    position: Position
    handler: str | None = None  # name of an entry in Manifest.handlers; None for STATIC, REDIRECT and HEALTH
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    query: Struct | None = None
    headers: Struct | None = None  # the fields' names are header names, a `_` in them read as `-`
    cookies: Struct | None = None
    body: Body | None = None  # None: raw, read or streamed from Request
    answers: tuple[Answer, ...] = ()  # empty: the handler makes a saki::Response
    errors: tuple[str, ...] = ()  # names of Manifest.errors
    receive: Body | None = None  # WS; None: the handler reads what comes
    send: Body | None = None  # WS, SSE
    timeout: int | None = None
    max_body: int | None = None
    middleware: tuple[str, ...] = ()  # outermost first, the group's before the route's
    auth: Auth | None = None
    limits: tuple[Limit, ...] = ()  # outermost first, as the next
    concurrency: tuple[Concurrency, ...] = ()
    cache: Cache | None = None
    cors: Cors | None = None
    csrf: bool = False  # only of what changes something
    static: StaticMount | None = None
    redirect: Redirect | None = None
    health: str | None = None  # of a HEALTH route: live, ready or measures
    socket: Socket | None = None  # of a WS route
    hidden: bool = False
    deprecated: bool = False
    groups: tuple[str, ...] = ()  # the groups it stands in, outermost first
    package: str = ""  # the package that declares it, and serves it

    @property
    def takes_form(self) -> bool:
        return self.body is not None and self.body.content is Content.FORM

    @property
    def label(self) -> str:
        """How the manifest names it: `GET /notes`, `WS /live`."""
        word = self.method if self.kind is RouteKind.HTTP else self.kind.value
        return f"{word} {self.path.text}"


# ---------------------------------------------------------------- handlers


class Role(Enum):
    PATH = "path"
    QUERY = "query"
    HEADERS = "headers"
    COOKIES = "cookies"
    BODY = "body"
    ARGS = "args"  # of a job


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a handler after `Request&`. STREAM bodies are read from the request and give none."""

    role: Role
    cpp: str
    content: Content  # JSON for typed values; TEXT, BYTES and FORM only for bodies
    type: FieldType | None


@dataclass(frozen=True, slots=True)
class Handler:
    """A function the author writes. Routes that share one have the same parameters and answers."""

    name: str  # also its C++ name and `src/<name>.cpp`
    kind: RouteKind | None  # None for a job's
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    receive: Body | None
    send: Body | None
    used_by: tuple[str, ...]  # labels of routes, `job NAME`
    position: Position


# ---------------------------------------------------------------- the rest of the manifest


@dataclass(frozen=True, slots=True)
class Service:
    name: str  # kebab case
    version: str
    namespace: str | None  # as given; C++ identifiers joined by ::
    summary: str
    license: str
    contact: str
    position: Position


@dataclass(frozen=True, slots=True)
class Need:
    """Another package that one needs."""

    name: str
    range: Range
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    field: Field
    live: bool  # `reload: live`


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package, as its own `package.yaml` describes it."""

    name: str
    version: str
    format: int  # the manifest format it is made for
    summary: str
    target: str  # the CMake target: saki::sqlite
    header: str  # saki/sqlite.h
    type: str  # what `request.use<T>()` takes: saki::Sqlite
    folder: str
    license: str = ""
    sdk: Range = ANY
    needs: tuple[Need, ...] = ()
    order: int = 0
    debian_build: tuple[str, ...] = ()
    debian_run: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageRef:
    name: str
    optional: bool
    options: tuple[tuple[str, object], ...]  # defaults for the package's section of config.yaml
    package: Package | None  # None: optional and not installed
    position: Position


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the database's schema."""

    number: int
    name: str
    backend: str  # the package it is for; empty: for all without a variant of their own
    file: str  # in the project: migrations/0001_create_notes.sql
    up: str
    down: str  # empty: nothing takes it back


@dataclass(frozen=True, slots=True)
class QueryParameter:
    name: str  # in C++ too
    type: FieldType
    optional: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A statement of `sql/`, with what C++ gives it and takes from it. Variants for one database share the name."""

    name: str
    file: str  # in the project
    line: int  # where the statement begins
    backend: str  # the package it is for; empty: for all without a variant of their own
    parameters: tuple[QueryParameter, ...]
    verb: str  # one, all, each, execute
    row: FieldType | None  # None for execute
    sql: str  # with `?` for parameters
    order: tuple[str, ...]  # the parameter of each `?`
    position: Position


@dataclass(frozen=True, slots=True)
class ErrorDecl:
    name: str
    cpp: str
    status: int
    title: str
    fields: tuple[Field, ...]  # further members of the problem document
    retry_after: int | None
    position: Position


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    handler: str
    every: int | None
    cron: str | None
    on_start: bool
    on_demand: bool
    durable: bool  # of those that are asked for
    args: Struct | None
    retry: int
    backoff: int | None
    timeout: int | None
    jitter: int | None
    overlap: str
    position: Position


@dataclass(frozen=True, slots=True)
class SectionDefault:
    key: str  # dotted, below `server` or the section of a package: listen, limits.header_bytes
    value: object  # str, int or bool, or tuples and dicts of such, as config.yaml would hold it
    position: Position


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A package that is part of the SDK, which the manifest's section of its name asks for."""

    name: str
    header: str  # saki/store.h
    type: str  # saki::Store
    defaults: tuple[SectionDefault, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Include:
    path: str  # as written, relative to the manifest
    position: Position


@dataclass(frozen=True, slots=True)
class Manifest:
    file: str
    service: Service
    packages: tuple[PackageRef, ...]
    migrations: tuple[Migration, ...]  # by number
    queries: tuple[Query, ...]  # in the order of their files
    enums: tuple[EnumDecl, ...]
    structs: tuple[Struct, ...]
    errors: tuple[ErrorDecl, ...]
    routes: tuple[Route, ...]
    handlers: tuple[Handler, ...]
    jobs: tuple[Job, ...]
    settings: tuple[Setting, ...]
    server: tuple[SectionDefault, ...]
    schemes: tuple[Scheme, ...]
    built_in: tuple[BuiltIn, ...]
    includes: tuple[Include, ...]

    @property
    def declared(self) -> frozenset[str]:
        """The C++ names of all structs, enums and errors."""
        return frozenset((*(each.cpp for each in self.structs), *(each.cpp for each in self.enums), *(each.cpp for each in self.errors)))

    @property
    def own(self) -> Manifest:
        """Without what packages declare for themselves: their routes, and the parameters of those."""
        theirs = {each.position.file for each in self.routes if each.package}
        structs = tuple(each for each in self.structs if each.origin is not Origin.INLINE or each.position.file not in theirs)
        return replace(self, routes=tuple(each for each in self.routes if not each.package), structs=structs)

    def struct(self, cpp: str) -> Struct:
        return next(each for each in self.structs if each.cpp == cpp)

    def handler(self, name: str) -> Handler:
        return next(each for each in self.handlers if each.name == name)

    def error(self, name: str) -> ErrorDecl:
        return next(each for each in self.errors if each.name == name)
