# SPDX-License-Identifier: Apache-2.0
"""Finds the packages of the SDK: one folder each below `packages/`, described by its `package.yaml`.

    name: sqlite
    version: 0.1.0
    saki: 1                      # the manifest format it is made for
    summary: SQLite, one writer and several readers
    target: saki::sqlite         # what a service links
    header: saki/sqlite.h
    type: saki::Sqlite           # what request.use<T>() takes

The folder is that of the running generator: its tree, or the installed prefix's share/saki.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .._grammar import formats as f
from .._grammar.shapes import Key, Keys, Line, Many, Whole
from .._grammar.walk import Got, Section, Walker
from .._model import FORMAT_VERSION, Package, PackageRef
from .._position import Position, Span
from .._report import Report
from .._suggest import did_you_mean
from .._yaml.nodes import Map, Node, Seq, Text
from .._yaml.reader import read_yaml
from .._yaml.source import read_source

FILE = "package.yaml"
SECRET_WORDS = ("password", "passwd", "secret", "token", "private_key", "api_key")
PACKAGE_FILE = Keys(
    "package file",
    (
        Key("name", Line(f.PACKAGE_NAME), "The name of its folder.", required=True),
        Key("version", Line(f.VERSION), "Its own version.", required=True),
        Key("saki", Whole(1, 1_000_000), "The manifest format it is made for.", required=True),
        Key("summary", Line(), "One line."),
        Key("target", Line(), "The CMake target a service links.", required=True),
        Key("header", Line(), "The header an author includes.", required=True),
        Key("type", Line(), "The C++ class that request.use<T>() takes.", required=True),
        Key("debian", Many(Line(), single=True), "The Debian packages it needs to build."),
    ),
)


def packages_folder() -> Path:
    """Where packages are looked for: beside the generator, or below SAKI_HOME when that is set."""
    home = os.environ.get("SAKI_HOME")
    for folder in (Path(home) / "packages", Path(home) / "share/saki/packages") if home else ():
        if folder.is_dir():
            return folder
    return Path(__file__).resolve().parents[3] / "packages"


@dataclass(frozen=True, slots=True)
class Installed:
    """What is there for one name: a good package, or why not."""

    package: Package | None
    problem: str = ""
    file: str = ""


def installed_names(folder: Path) -> tuple[str, ...]:
    """The packages there are, good or not."""
    try:
        return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / FILE).is_file()))
    except OSError:
        return ()


def find_package(folder: Path, name: str) -> Installed:
    """Reads the description of one package."""
    path = folder / name / FILE
    if not path.is_file():
        return Installed(None)
    report = Report()
    source = read_source(path, str(path), report)
    node = read_yaml(source, report) if source else None
    start = Span(Position(str(path), 1, 1))
    section = Walker(report).section(PACKAGE_FILE, node, "a package file", start) if node is not None else None
    if section is None or report.failed:
        first = next(iter(report.found.errors), None)
        return Installed(None, str(first) if first else f"{path} is empty", str(path))
    if section.value("saki") != FORMAT_VERSION:
        return Installed(None, f"it is made for format {section.value('saki')}, this is {FORMAT_VERSION}", str(path))
    if section.value("name") != name:
        return Installed(None, f"its package.yaml calls it '{section.value('name')}'", str(path))
    return Installed(make_package(section, path.parent), "", str(path))


def make_package(section: Section, folder: Path) -> Package:
    texts = {key: section.value(key, "") for key in ("name", "version", "summary", "target", "header", "type")}
    return Package(format=section.value("saki"), folder=str(folder), **texts)


def build_packages(got: Got | None, folder: Path, report: Report, files: list[str]) -> tuple[PackageRef, ...]:
    """The packages a manifest names, each looked up."""
    found: dict[str, PackageRef] = {}
    for item in got.value if got is not None else ():
        section = item.value if isinstance(item.value, Section) else None
        name_got = section.get("name") if section else item
        if name_got is None:
            continue
        name, span = name_got.value, name_got.span
        if name in found:
            report.error(
                "duplicate-name",
                span,
                f"the package '{name}' is named a second time, first in line {found[name].position.line}",
                "remove one of the two",
            )
            continue
        optional = bool(section and section.value("optional", False))
        installed = find_package(folder, name)
        if installed.file:
            files.append(installed.file)
        found[name] = PackageRef(name, optional, read_options(section, report), installed.package, span.start)
        check_installed(name, span, optional, installed, folder, report)
    return tuple(found.values())


def check_installed(name: str, span: Span, optional: bool, installed: Installed, folder: Path, report: Report) -> None:
    if installed.problem:
        report.error(
            "package-incompatible",
            span,
            f"the package '{name}' cannot be used: {installed.problem}",
            "install the package of this version of Saki",
        )
    elif installed.package is None and not optional:
        known = installed_names(folder)
        text = f"the package '{name}' is not installed{did_you_mean(name, known)}"
        report.error(
            "package-missing", span, text, f"installed are {', '.join(known) or 'none'}; or write {{name: {name}, optional: true}}"
        )


def read_options(section: Section | None, report: Report) -> tuple[tuple[str, object], ...]:
    """The defaults for the package's section of config.yaml, as plain data."""
    node = section.node.get("config") if section else None
    if node is None or node.bad:
        return ()
    if not isinstance(node, Map):
        report.error("wrong-kind", node.span, f"'config' must be a map, this is {node.told}")
        return ()
    for entry in node.entries:
        if isinstance(entry.value, Text) and entry.value.value and any(word in entry.key.value.lower() for word in SECRET_WORDS):
            report.error(
                "secret-in-clear",
                entry.value.span,
                f"'{entry.key.value}' must not stand in the manifest",
                "give it in config.yaml or the environment",
            )
    return tuple((entry.key.value, plain(entry.value)) for entry in node.entries)


def plain(node: Node) -> object:
    """A node as plain data, scalars by YAML 1.2."""
    if isinstance(node, Map):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    if node.kind == "nothing":
        return None
    if node.kind == "boolean":
        return node.value.lower() == "true"
    if node.kind == "integer" and len(node.value) < 40:
        return int(node.value)
    return float(node.value) if node.kind == "number" else node.value
