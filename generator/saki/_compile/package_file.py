# SPDX-License-Identifier: Apache-2.0
"""Reads one package.yaml into the model. Its mistakes are told as those of a manifest are, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .._grammar.package_file import PACKAGE_FILE, USUAL
from .._grammar.versions import ANY
from .._grammar.walk import Got, Row, Rows, Section, Walker
from .._model import FORMAT_VERSION, Need, Package
from .._position import Position, Span
from .._report import Report
from .._types import EnumType, innermost
from .._yaml.nodes import Map, Node, Text, shorten
from .._yaml.reader import read_yaml
from .._yaml.source import read_source
from .rest import build_settings
from .type_table import TypeTable

FILE = "package.yaml"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package, and its file as it was read: the manifest takes types, errors and routes from there."""

    package: Package
    section: Section


def read_package(folder: Path, label: str, report: Report, where: Span | None = None) -> PackageFile | None:
    """Reads the package.yaml of a folder, called `label` in messages; None when something in it was reported.

    One of another format is told at `where`, which is the place that names the package: whoever uses it can mend that.
    """
    before = len(report.found.errors)
    source = read_source(folder / FILE, label, report)
    node = read_yaml(source, report) if source else None
    start = Span(Position(label, 1, 1))
    if node is None:
        if len(report.found.errors) == before:
            report.error("empty-file", start, "the package file is empty", "`saki package new NAME` shows how one begins")
        return None
    if refuses_format(node, where or start, report):
        return None
    section = Walker(report).section(PACKAGE_FILE, node, "a package file", start)
    if section is None:
        return None
    package = make_package(section, folder, report)
    return PackageFile(package, section) if len(report.found.errors) == before else None


def refuses_format(node: Node, where: Span, report: Report) -> bool:
    """Says of a file of another format that it is one; its other keys would only add noise."""
    written = node.get("saki") if isinstance(node, Map) else None
    if not isinstance(written, Text) or written.kind != "integer" or written.value == str(FORMAT_VERSION):
        return False
    text = f"the package is made for format {shorten(written.value)}, this saki reads format {FORMAT_VERSION}"
    report.error("package-incompatible", where, text, "use a version of the package that is made for this Saki")
    return True


def make_package(section: Section, folder: Path, report: Report) -> Package:
    texts = {key: section.value(key, "") for key in ("name", "version", "summary", "license", "header", "type")}
    build, run = debian_packages(section.get("debian"))
    types = TypeTable(report)
    _, settings = build_settings(section.value("settings", Rows()), types)
    for setting in settings:
        span = Span(setting.field.position, len(setting.field.name))
        if setting.live:
            report.error("never-live", span, "a package reads its settings once, when it starts", "remove `reload: live`")
        if isinstance(innermost(setting.field.type), EnumType):
            report.error("type-not-here", span, "a package's setting cannot be an enumeration", "write a string with a pattern: ^(one|other)$")
    return Package(
        format=section.value("saki", FORMAT_VERSION),
        folder=str(folder),
        sdk=section.value("sdk", ANY),
        needs=tuple(Need(row.name, row.value.value, row.key.span) for row in needs_of(section) if row.name and row.value),
        order=section.value("order", USUAL),
        debian_build=build,
        debian_run=run,
        target=section.value("target") or f"saki::{texts['name']}",
        settings=settings,
        **texts,
    )


def needs_of(section: Section) -> tuple[Row, ...]:
    rows: Rows = section.value("needs", Rows())
    return rows.rows


def debian_packages(got: Got | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What it takes to build, and to run; the short forms are for building."""
    if got is None:
        return (), ()
    if isinstance(got.value, Section):
        return values(got.value.get("build")), values(got.value.get("run"))
    return (values(got) if isinstance(got.value, tuple) else (got.value,)), ()


def values(got: Got | None) -> tuple[str, ...]:
    return tuple(each.value for each in got.value) if got is not None else ()
