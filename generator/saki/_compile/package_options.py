# SPDX-License-Identifier: Apache-2.0
"""Reads the defaults that a manifest gives for a package's section of config.yaml, and holds them against the package's settings."""

from __future__ import annotations

from .._fault import Fault
from .._grammar.walk import Section
from .._model import Package
from .._report import Report
from .._suggest import did_you_mean
from .._yaml.nodes import Entry, Map, Node, Seq, Text
from .defaults import read_default_node

SECRET_WORDS = ("password", "passwd", "secret", "token", "private_key", "api_key")


def read_options(section: Section | None, package: Package | None, report: Report) -> tuple[tuple[str, object], ...]:
    """The defaults as plain data."""
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
        elif package is not None and package.settings:
            check_option(entry, package, report)
    return tuple((entry.key.value, plain(entry.value)) for entry in node.entries)


def check_option(entry: Entry, package: Package, report: Report) -> None:
    """Holds one default against the setting that package.yaml declares."""
    fields = {each.field.name: each.field for each in package.settings}
    field = fields.get(entry.key.value)
    if field is None:
        text = f"the package '{package.name}' has no setting '{entry.key.value}'{did_you_mean(entry.key.value, fields)}"
        report.error("unknown-key", entry.key.span, text, f"its settings are {', '.join(fields)}")
        return
    try:
        read_default_node(entry.value, field.type)
    except Fault as fault:
        report.error(fault.code, entry.value.span, fault.text, fault.hint)


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
