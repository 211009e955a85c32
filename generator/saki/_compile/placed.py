# SPDX-License-Identifier: Apache-2.0
"""Folds groups away: every route with the prefixes it stands behind and the policies it inherits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .._grammar.route_text import PathExpr, RouteKey
from .._grammar.walk import Got, Row, Rows, Section
from .._report import Report
from .._yaml.nodes import Text

MAX_LEVEL = 2
ADDED = ("tags", "errors", "middleware")  # lists that a group adds to; everything else a route overrides


@dataclass(frozen=True, slots=True)
class Group:
    """A group a route stands in."""

    name: str
    section: Section
    prefix: PathExpr | None
    prefix_node: Text | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A route of the file, with the groups around it, outermost first."""

    row: Row
    groups: tuple[Group, ...]
    service: Section | None = None  # the whole manifest

    @property
    def key(self) -> RouteKey:
        key = self.row.name
        assert isinstance(key, RouteKey)
        return key

    @property
    def section(self) -> Section:
        assert self.row.value is not None and isinstance(self.row.value.value, Section)
        return self.row.value.value

    def get(self, name: str) -> Got | None:
        """What applies under a key: the route's own, else the innermost group's."""
        if self.section.has(name):
            return self.section.get(name)
        for group in reversed(self.groups):
            if group.section.has(name):
                return group.section.get(name)
        return None

    def levels(self, name: str, *, inherits: bool) -> tuple[tuple[str, Got], ...]:
        """What each level says under a key, outermost first, with the level's name: the service, its groups, the route."""
        around = [("service", self.service), *((group.name, group.section) for group in self.groups)] if inherits else []
        found = [(level, section.get(name)) for level, section in (*around, (self.row.key.value, self.section)) if section is not None]
        return tuple((level, got) for level, got in found if got is not None)

    def value(self, name: str, default: Any = None) -> Any:
        got = self.get(name)
        return default if got is None else got.value

    def collected(self, name: str) -> tuple[Got, ...]:
        """The entries of a list that groups add to, outermost first, each value once."""
        lists = [group.section.value(name, ()) for group in self.groups] + [self.section.value(name, ())]
        found: dict[Any, Got] = {}
        for entries in lists:
            for entry in entries:
                found.setdefault(entry.value, entry)
        return tuple(found.values())


def place_routes(routes: Rows, groups: Rows, service: Section, report: Report) -> Iterator[Placed]:
    """Every route, those of the top level first, then group by group."""
    yield from (Placed(row, (), service) for row in routes.rows if row.value is not None)
    for row in groups.rows:
        yield from place_group(row, (), service, report)


def place_group(row: Row, around: tuple[Group, ...], service: Section, report: Report) -> Iterator[Placed]:
    if row.value is None:
        return
    if len(around) == MAX_LEVEL:
        report.error(
            "group-depth",
            row.key.span,
            f"the group '{row.key.value}' is a third level; groups have two",
            "write its prefix out in its parent",
        )
        return
    section = row.value.value
    assert isinstance(section, Section)
    prefix = section.get("prefix")
    node = prefix.node if prefix is not None and isinstance(prefix.node, Text) else None
    groups = (*around, Group(row.key.value, section, prefix.value if prefix else None, node))
    yield from (Placed(each, groups, service) for each in section.value("routes", Rows()).rows if each.value is not None)
    for inner in section.value("groups", Rows()).rows:
        yield from place_group(inner, groups, service, report)
