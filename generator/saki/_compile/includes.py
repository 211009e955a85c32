# SPDX-License-Identifier: Apache-2.0
"""Reads the files a manifest includes: types, errors and routes, one level deep."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .._grammar.shapes import Keys
from .._grammar.table import INCLUDED
from .._grammar.walk import Got, Section, Walker
from .._position import Position, Span
from .._yaml.nodes import Map, Node
from .._yaml.reader import read_yaml
from .._yaml.source import read_source


@dataclass(frozen=True, slots=True)
class Included:
    sections: tuple[Section, ...]
    broken: bool  # one of them could not be read: what it declares is unknown


def read_includes(got: Got | None, manifest: Path, name: str, walker: Walker, files: list[str]) -> Included:
    """Reads each file once. Paths are relative to the manifest; `name` is how messages call it."""
    seen = {os.path.realpath(manifest): name}
    sections: list[Section] = []
    broken = False
    for item in got.value if got is not None else ():
        path = manifest.parent / item.value
        label = os.path.join(os.path.dirname(name), item.value)
        real = os.path.realpath(path)
        if real in seen:
            report_again(item, seen[real], name, walker)
            continue
        seen[real] = label
        files.append(label)
        section = read_include(path, label, item.span, walker)
        broken = broken or section is None
        sections += [section] if section else []
    return Included(tuple(sections), broken)


def report_again(item: Got, first: str, name: str, walker: Walker) -> None:
    if first == name:
        walker.report.error("include-cycle", item.span, "the manifest includes itself", "remove the entry")
    else:
        walker.report.error("include-twice", item.span, f"'{item.value}' is included a second time", "remove one of the two")


def read_include(path: Path, label: str, where: Span, walker: Walker) -> Section | None:
    """Reads one included file; None when it cannot be used."""
    report = walker.report
    errors = len(report.found.errors)
    source = read_source(path, label, report, where)
    node = read_yaml(source, report) if source else None
    start = Span(Position(label, 1, 1))
    if node is None:
        if len(report.found.errors) == errors:
            report.error(
                "empty-file", start, "the included file is empty", "give it `types`, `errors` or `routes`, or remove it from `include`"
            )
        return None
    if refuses(node, label, walker):
        return None
    assert isinstance(INCLUDED, Keys)
    return walker.section(INCLUDED, node, "an included file", start)


def refuses(node: Node, label: str, walker: Walker) -> bool:
    """Says of a file that includes others, or is a manifest itself, what it is; its other keys would only add noise."""
    if not isinstance(node, Map):
        return False
    for entry in node.entries:
        if entry.key.value == "include":
            walker.report.error(
                "include-cycle", entry.key.span, "an included file cannot include others", "list the file in the manifest itself"
            )
            return True
        if entry.key.value == "saki":
            walker.report.error(
                "include-cycle",
                entry.key.span,
                "this is a manifest of its own, it cannot be included",
                "move its types, errors and routes to another file",
            )
            return True
    return False
