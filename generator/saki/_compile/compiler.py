# SPDX-License-Identifier: Apache-2.0
"""Compiles one manifest: reads its files, walks them by the grammar, resolves types, then everything that uses them.

Each step works on what the one before left good, so a mistake is told once, by the step that can say most about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .._grammar.table import MANIFEST
from .._grammar.walk import Row, Rows, Section, Walker
from .._model import ErrorDecl, FORMAT_VERSION, Include, Manifest
from .._packages.shelf import shelf_of
from .._position import Position, Span
from .._report import Report
from .._yaml.nodes import Map, Node
from .._yaml.reader import read_yaml
from .._yaml.source import read_source
from .auth import build_schemes, needed_by
from .built_in import build_built_in, store_keeps
from .guards import guards_of
from .handlers import gather
from .includes import read_includes
from .migrations import read_migrations
from .packages import build_packages
from .paths import check_routes
from .placed import Placed, place_routes
from .rest import build_errors, build_jobs, build_server, build_service, build_settings, declare_errors
from .queries import read_queries
from .routes import RouteTable, build_routes
from .type_table import TypeTable, report_uses
from .types import box_recursion, build_structs, check_recursion, declare_types, in_definition_order
from .warnings import warn

CONFIG_ONLY = ("log", "data_dir")
MANIFEST_ONLY = ("saki", "service", "types", "routes", "errors", "packages", "jobs", "groups", "include")


class Compiler:
    """One run over one manifest."""

    def __init__(self, path: Path, name: str, packages: Path | None) -> None:
        self.path = path
        self.name = name
        self.packages = packages
        self.report = Report()
        self.walker = Walker(self.report)
        self.files = [name]

    def run(self) -> Manifest | None:
        """Returns the manifest, which means something only when nothing was reported."""
        node = self.read()
        if node is None:
            return None
        start = Span(Position(self.name, 1, 1))
        section = self.walker.section(MANIFEST, node, "a manifest", start)
        if section is None:
            return None
        self.check_format(section)
        return self.build(section)

    def read(self) -> Node | None:
        """The root node of the manifest's own file."""
        source = read_source(self.path, self.name, self.report)
        if source is None:
            return None
        node = read_yaml(source, self.report)
        start = Span(Position(self.name, 1, 1))
        if node is None and not self.report.failed:
            self.report.error("empty-file", start, "the manifest is empty", "start with `saki: 1` and `service: {name: notes}`")
        if node is not None and looks_like_config(node, self.path.name):
            text = "this is the configuration of an installation (config.yaml), not a manifest"
            self.report.error(
                "is-config", start, text, "give the project's service.yaml; `saki run` passes config/config.yaml to the service by itself"
            )
            return None
        return node

    def check_format(self, section: Section) -> None:
        got = section.get("saki")
        if got is not None and got.value != FORMAT_VERSION:
            text = f"this manifest has format {got.value}, this saki reads format {FORMAT_VERSION}"
            self.report.error("unsupported-format", got.span, text, f"write saki: {FORMAT_VERSION}, or use the saki that made the manifest")

    def build(self, section: Section) -> Manifest | None:
        """Builds the model section by section; the order is that of who refers to whom."""
        included = read_includes(section.get("include"), self.path, self.name, self.walker, self.files)
        shelf = shelf_of(self.path.parent, self.name, self.packages)
        packages = build_packages(section.get("packages"), shelf, self.report, self.files)
        parts = Parts((section, *included.sections, *packages.sections), complete=not (included.broken or packages.broken))
        types = TypeTable(self.report, trusted=parts.can_trust("types"))
        errors = self.resolve(parts, types)
        known_settings, settings = build_settings(section.value("settings", Rows()), types)
        live = frozenset(each.field.name for each in settings if each.live)
        table = RouteTable(types, frozenset(row.key.value for row in parts.rows("errors")), known_settings, live, packages.owners)
        table.schemes = frozenset(row.key.value for row in section.value("auth", Rows()).rows)
        schemes = build_schemes(section.value("auth", Rows()), self.report)
        table.sessions = section.has("session") or any(each.kind == "session" for each in schemes)
        placed = list(place_routes(Rows(parts.rows("routes")), section.value("groups", Rows()), section, self.report))
        routes = build_routes(placed, table)
        jobs = build_jobs(section.value("jobs", Rows()), types, store_keeps=store_keeps(section))
        names = tuple(each.name for each in packages.refs)
        migrations = read_migrations(self.path.parent, self.name, names, self.report, self.files)
        queries = read_queries(self.path.parent, self.name, names, types, self.files)
        types.build_derived()
        self.report_unknown(parts, table)
        check_recursion(types)
        check_routes(routes, self.report)
        handlers = gather(routes, jobs, handler_spans(placed), self.report)
        built_in = build_built_in(section, packages.refs, guards_of(routes) | needed_by(schemes), self.report)
        service = build_service(section.get("service"), self.report)
        if self.report.failed or service is None:
            return None
        if "sqlite" in names and (queries or migrations):
            from .query_check import check_queries  # loads SQLite, which most runs need not

            check_queries(queries, migrations, types.structs, self.report)
        box_recursion(types)
        manifest = Manifest(
            file=self.name,
            service=service,
            packages=packages.refs,
            migrations=migrations,
            queries=queries,
            enums=tuple(types.enums.values()),
            structs=in_definition_order(types.structs),
            errors=errors,
            routes=tuple(seen.route for seen in routes),
            handlers=handlers,
            jobs=tuple(job for job, _ in jobs),
            settings=settings,
            server=build_server(section.get("server")),
            schemes=schemes,
            built_in=built_in,
            includes=tuple(Include(got.value, got.node.start) for got in section.value("include", ())),
        )
        warn(manifest, types, table.used_errors, packages.owners, self.report)
        return manifest

    def resolve(self, parts: Parts, types: TypeTable) -> tuple[ErrorDecl, ...]:
        """Declares all names before it looks at any field, for types may refer to later ones."""
        type_rows = declare_types(parts.rows("types"), types)
        error_rows = declare_errors(parts.rows("errors"), types)
        build_structs(type_rows, types)
        types.build_derived()
        return build_errors(error_rows, types)

    def report_unknown(self, parts: Parts, table: RouteTable) -> None:
        """Tells the names that nothing declares, once every use is known."""
        table.types.report_unknown()
        if parts.can_trust("errors"):
            known = ", ".join(sorted(table.errors)) or "none"
            report_uses(table.unknown_errors, "unknown-error", self.report, f"declared are {known}")
        known = ", ".join(sorted(table.schemes)) or "none"
        report_uses(table.unknown_schemes, "unknown-scheme", self.report, f"the section `auth` has {known}")


@dataclass(frozen=True, slots=True)
class Parts:
    """The sections of the manifest and of everything it includes."""

    sections: tuple[Section, ...]
    complete: bool  # False: a file could not be read, whatever it declares is unknown

    def rows(self, name: str) -> tuple[Row, ...]:
        """The entries of a section, file by file."""
        return tuple(row for section in self.sections for row in section.value(name, Rows()).rows)

    def can_trust(self, name: str) -> bool:
        """Whether all that a section declares is known; else an unknown name is no mistake of its own."""
        return self.complete and not any(section.has(name) and section.get(name) is None for section in self.sections)


def handler_spans(placed: list[Placed]) -> dict[Position, Span]:
    """Where each route names its handler, by the route's position."""
    named = ((each, each.section.get("handler")) for each in placed)
    return {each.row.key.start: got.span for each, got in named if got is not None}


def looks_like_config(node: Node, name: str) -> bool:
    """Whether a file has the sections of a configuration, or its name, and none of a manifest."""
    if not isinstance(node, Map) or not node.entries:
        return False
    keys = {entry.key.value for entry in node.entries}
    return not keys & set(MANIFEST_ONLY) and (name == "config.yaml" or bool(keys & {*CONFIG_ONLY, "server", "settings"}))
