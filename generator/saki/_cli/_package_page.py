# SPDX-License-Identifier: Apache-2.0
"""What `saki package list` and `info` print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._grammar.walk import Rows, Section
from .._model import Package
from .._packages.standing import Standing
from .._plan.settings import as_yaml


def listing(found: Sequence[Standing]) -> str:
    """One line for each package: those in use first."""
    rows = [(each.name, each.version, where(each), each.summary) for each in sorted(found, key=lambda each: (not each.used, each.name))]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(f"{name.ljust(widths[0])}  {version.ljust(widths[1])}  {place.ljust(widths[2])}  {summary}".rstrip() + "\n" for name, version, place, summary in rows) or "no packages\n"


def where(each: Standing) -> str:
    use = "used" if each.used else "not used"
    return use + (f", from {each.source}" if each.source else ", comes with Saki") + (f" ({each.state})" if each.state else "")


def as_data(package: Package, section: Section) -> dict[str, Any]:
    """Everything about one package."""
    return {
        "name": package.name,
        "version": package.version,
        "summary": package.summary,
        "license": package.license,
        "sdk": package.sdk.text,
        "needs": {each.name: each.range.text for each in package.needs},
        "debian": {"build": list(package.debian_build), "run": list(package.debian_run)},
        "target": package.target,
        "header": package.header,
        "type": package.type,
        "order": package.order,
        "settings": {each.field.name: {"default": default_of(each.field), "description": each.field.description} for each in package.settings},
        "types": keys(section, "types"),
        "errors": keys(section, "errors"),
        "routes": keys(section, "routes"),
        "folder": package.folder,
    }


def default_of(field: Any) -> str | None:
    return as_yaml(field.type, field.default.value) if field.default is not None else None


def keys(section: Section, name: str) -> list[str]:
    rows: Rows = section.value(name, Rows())
    return [row.key.value for row in rows.rows]


def page(package: Package, section: Section) -> str:
    """The same for people; what there is nothing of is left out."""
    data = as_data(package, section)
    told = {
        "license": data["license"],
        "Saki": data["sdk"],
        "needs": ", ".join(f"{name} {text}" for name, text in data["needs"].items()),
        "Debian, to build": " ".join(data["debian"]["build"]),
        "Debian, to run": " ".join(data["debian"]["run"]),
        "header": f"<{package.header}>",
        "class": package.type,
        "routes": "; ".join(data["routes"]),
        "types": ", ".join(data["types"]),
        "errors": ", ".join(data["errors"]),
        "settings": ", ".join(f"{package.name}.{name}" for name in data["settings"]),
        "folder": package.folder,
    }
    width = max(len(name) for name, value in told.items() if value)
    lines = [f"{package.name} {package.version}" + (f": {package.summary}" if package.summary else ""), ""]
    return "\n".join([*lines, *(f"{name.ljust(width)}  {value}" for name, value in told.items() if value)]) + "\n"
