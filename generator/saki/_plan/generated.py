# SPDX-License-Identifier: Apache-2.0
"""Plans everything that the generator owns: the files of `gen/` and what the build has to know of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .._model import Manifest, Migration, Package, Route
from .._templates import render
from .client import CallView, view_calls
from .errors import ErrorsView, view_errors
from .files import PlannedFile
from .handlers import HandlerView, fresh_name, handler_headers, view_handlers
from .jobs import view_jobs
from .layout import lay_out
from .literal import quote
from .openapi import openapi_document
from .queries import view_queries
from .records import TypesView, view_types
from .routes import RoutesView, route_pattern, view_routes
from .service_client import view_service_client
from .settings import SettingsView, view_settings, yaml_text
from .spelling import in_order


@dataclass(frozen=True, slots=True)
class Sources:
    """What is there of the author's: the texts of `src/*.cpp` by path, and which of them the lock file calls handlers."""

    texts: Mapping[str, str]
    known_handlers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PackageView:
    name: str
    header: str
    type: str
    declares: bool  # whether it has a package.yaml, so that its routes are known
    routes: tuple[str, ...]  # as that declares them, as literals


@dataclass(frozen=True, slots=True)
class MigrationView:
    """One step of the database's schema, all of it as literals."""

    number: int
    name: str
    backend: str
    file: str
    up: tuple[str, ...]
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """The service as a whole, and which of the optional files there are."""

    name: str
    namespace: str
    name_literal: str
    version_literal: str
    summary_literal: str
    manifest: str
    packages: tuple[PackageView, ...]  # in the order in which they start
    defaults: str  # YAML with the manifest's share of the configuration, as a literal
    middleware: tuple[str, ...]
    unwritten_middleware: tuple[str, ...]
    client: str  # the class of the typed test client
    migrations: tuple[MigrationView, ...]
    queries: bool
    has_types: bool
    has_errors: bool
    has_settings: bool
    has_calls: bool
    has_sockets: bool
    has_streams: bool
    has_jobs: bool


@dataclass(frozen=True, slots=True)
class DeclarationsView:
    """handlers.h beyond the handlers themselves."""

    standard: tuple[str, ...]
    own: tuple[str, ...]
    handlers: tuple[HandlerView, ...]
    unwritten: tuple[HandlerView, ...]
    answers: tuple[HandlerView, ...]  # those with several ways to answer


@dataclass(frozen=True, slots=True)
class GeneratedPlan:
    """The files of `gen/`, and the lists that the build asks for."""

    files: tuple[PlannedFile, ...]
    sources: tuple[str, ...]  # to be compiled, without the one that holds main()
    client: tuple[str, ...]  # to be compiled for those who ask the service from elsewhere
    main: str
    handlers: tuple[str, ...]  # the author's files that exist, relative to the project
    orphans: tuple[str, ...]
    packages: tuple[str, ...]
    targets: tuple[str, ...]  # what to link of each package
    directories: tuple[str, ...]
    headers: tuple[str, ...]
    views: tuple[HandlerView, ...]
    namespace: str


def plan_generated(manifest: Manifest, sources: Sources) -> GeneratedPlan:
    """Plans `gen/` for a checked manifest and the author's sources as they are. What packages serve themselves is told, and no more."""
    whole, manifest = manifest, manifest.own
    handlers = view_handlers(manifest, sources.texts)
    types = view_types(manifest)
    errors = view_errors(manifest, has_types=not types.empty)
    settings = view_settings(manifest.settings)
    routes = view_routes(manifest, handlers)
    calls = view_calls(manifest, handlers)
    service = view_service(manifest, whole.routes, sources, types, errors, settings, calls)
    declarations = view_declarations(service, handlers)
    context = {
        "service": service,
        "types": types,
        "errors": errors,
        "settings": settings,
        "routes": routes,
        "jobs": view_jobs(manifest),
        "declarations": declarations,
        "calls": calls,
        "queries": view_queries(manifest),
        "remote": view_service_client(manifest, handlers),
    }
    wanted = file_names(service, types, declarations)
    files = tuple(PlannedFile(name, lay_out(render(f"gen/{name}.j2", context))) for name in wanted)
    return GeneratedPlan(
        files=(*files, PlannedFile("openapi.json", openapi_document(whole))),
        sources=tuple(name for name in wanted if name.endswith(".cpp") and name not in ("main.cpp", "client.cpp")),
        client=tuple(name for name in wanted if name in ("types.cpp", "client.cpp")),
        main="main.cpp",
        handlers=author_files(service, handlers, sources),
        orphans=orphans(service, handlers, sources),
        packages=tuple(each.name for each in manifest.packages if each.package),
        targets=tuple(each.package.target for each in manifest.packages if each.package),
        directories=static_directories(manifest),
        headers=("handlers.h",),
        views=handlers,
        namespace=service.namespace,
    )


def file_names(service: ServiceView, types: TypesView, declarations: DeclarationsView) -> tuple[str, ...]:
    """Which files there are, in the order in which one would read them."""
    wanted = {
        "types.h": service.has_types,
        "types.cpp": service.has_types,
        "errors.h": service.has_errors,
        "errors.cpp": service.has_errors,
        "settings.h": service.has_settings,
        "settings.cpp": service.has_settings,
        "queries.h": bool(service.queries),
        "migrations.h": bool(service.migrations),
        "migrations.cpp": bool(service.migrations),
        "handlers.h": True,
        "jobs.h": service.has_jobs,
        "jobs.cpp": service.has_jobs,
        "routes.h": True,
        "routes.cpp": True,
        "unwritten.cpp": bool(declarations.unwritten or service.unwritten_middleware),
        "compose.h": True,
        "compose.cpp": True,
        "main.cpp": True,
        "call_parameters.h": types.parameters,
        "client.h": True,
        "client.cpp": True,
        "test_client.h": True,
    }
    return tuple(name for name, there in wanted.items() if there)


def namespace_of(manifest: Manifest) -> str:
    """The C++ namespace: as the manifest says, else the service's name."""
    return manifest.service.namespace or manifest.service.name.replace("-", "_")


def view_service(
    manifest: Manifest, routes: tuple[Route, ...], sources: Sources, types: TypesView, errors: ErrorsView, settings: SettingsView, calls: tuple[CallView, ...]
) -> ServiceView:
    defaults = default_yaml(manifest)
    packages = tuple(view_package(each.package, routes) for each in manifest.packages if each.package)
    packages += tuple(PackageView(each.name, each.header, each.type, False, ()) for each in manifest.built_in)
    middleware = tuple(dict.fromkeys(name for route in manifest.routes for name in route.middleware))
    return ServiceView(
        name=manifest.service.name,
        namespace=namespace_of(manifest),
        name_literal=quote(manifest.service.name),
        version_literal=quote(manifest.service.version),
        summary_literal=quote(manifest.service.summary),
        manifest="service.yaml",
        packages=packages,
        defaults=quote(defaults) if defaults else "",
        middleware=middleware,
        unwritten_middleware=tuple(name for name in middleware if f"src/{name}.cpp" not in sources.texts),
        client=fresh_name("Client", set(manifest.declared)),
        migrations=tuple(map(view_migration, manifest.migrations)),
        queries=bool(manifest.queries),
        has_types=not types.empty,
        has_errors=bool(errors.errors),
        has_settings=bool(settings.settings),
        has_calls=bool(calls),
        has_sockets=any(each.is_socket for each in calls),
        has_streams=any(each.is_stream for each in calls),
        has_jobs=bool(manifest.jobs),
    )


def view_migration(migration: Migration) -> MigrationView:
    return MigrationView(
        number=migration.number,
        name=quote(migration.name),
        backend=quote(migration.backend),
        file=quote(migration.file),
        up=quoted_lines(migration.up),
        down=quoted_lines(migration.down),
    )


def quoted_lines(text: str) -> tuple[str, ...]:
    """A text as literals, one for each line."""
    return tuple(quote(line) for line in text.splitlines(keepends=True)) or ('""',)


def view_package(package: Package, routes: tuple[Route, ...]) -> PackageView:
    """`routes` are all of the service, those of packages among them."""
    declared = tuple(quote(f"{each.method} {route_pattern(each)}") for each in routes if each.package == package.name)
    return PackageView(package.name, package.header, package.type, True, declared)


def view_declarations(service: ServiceView, handlers: tuple[HandlerView, ...]) -> DeclarationsView:
    own = {'"saki/request.h"', '"saki/response.h"', '"saki/task.h"', '"saki/http_error.h"'}
    own |= {f'"{each.header}"' for each in service.packages}
    own |= {'"types.h"'} if service.has_types else set()
    own |= {'"errors.h"'} if service.has_errors else set()
    own |= {'"settings.h"'} if service.has_settings else set()
    own |= {'"saki/route_handler.h"'} if service.middleware else set()
    own |= {'"saki/encode.h"'} if service.packages else set()
    own |= {'"saki/jobs.h"'} if service.has_jobs else set()
    standard, own_sorted = in_order(handler_headers(handlers) | own)
    unwritten = tuple(each for each in handlers if not each.written)
    return DeclarationsView(standard, own_sorted, handlers, unwritten, tuple(each for each in handlers if each.several))


def default_yaml(manifest: Manifest) -> str:
    """The manifest's share of the configuration, server keys and options of packages, as YAML in one line."""
    tree: dict[str, object] = {}
    for each in manifest.server:
        place(tree, ("server", *each.key.split(".")), each.value)
    for package in manifest.packages:
        for key, value in package.options:
            place(tree, (package.name, *key.split(".")), value)
    for built_in in manifest.built_in:
        for each in built_in.defaults:
            place(tree, (built_in.name, *each.key.split(".")), each.value)
    return flow_yaml(tree) if tree else ""


def flow_yaml(value: object) -> str:
    """A tree as YAML in braces. Words stand as they are: `auto` and `30s` mean something only without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow_yaml(key)}: {flow_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow_yaml, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z0-9_.-]+", text) else yaml_text(text)


def place(tree: dict[str, object], path: tuple[str, ...], value: object) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})  # type: ignore[assignment]
    tree[path[-1]] = list(value) if isinstance(value, tuple) else value


def static_directories(manifest: Manifest) -> tuple[str, ...]:
    """The folders of the project that mounts serve: named in the manifest, or by the default of the setting that names them."""
    defaults = {each.field.name: each.field.default.value for each in manifest.settings if each.field.default}
    mounts = [each.static for each in manifest.routes if each.static]
    named = [mount.directory if mount.directory is not None else str(defaults.get(mount.setting or "", "")) for mount in mounts]
    return tuple(dict.fromkeys(name for name in named if name and not name.startswith("/")))


def author_files(service: ServiceView, handlers: tuple[HandlerView, ...], sources: Sources) -> tuple[str, ...]:
    """The files of handlers and middleware that exist."""
    names = [each.file for each in handlers if each.written] + [f"src/{name}.cpp" for name in service.middleware]
    return tuple(dict.fromkeys(name for name in names if name in sources.texts))


def orphans(service: ServiceView, handlers: tuple[HandlerView, ...], sources: Sources) -> tuple[str, ...]:
    """Handlers' files that must not be compiled: no longer in the manifest."""
    served = {each.file for each in handlers} | {f"src/{name}.cpp" for name in service.middleware}
    return tuple(sorted(path for path in sources.known_handlers if path in sources.texts and path not in served))
