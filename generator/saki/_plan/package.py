# SPDX-License-Identifier: Apache-2.0
"""Plans the generated part of a package: its settings as a struct, and how the configuration knows them."""

from __future__ import annotations

from dataclasses import dataclass

from .._cpp_names import snake
from .._model import Package
from .._templates import render
from .files import PlannedFile
from .layout import lay_out
from .settings import view_settings


@dataclass(frozen=True, slots=True)
class PackageNames:
    """A package in the spellings that its files need."""

    name: str
    namespace: str
    struct: str
    function: str
    stem: str  # of the files with its settings


def names_of(package: Package) -> PackageNames:
    """From the class of a package: acme::Greeting has GreetingSettings, by greeting_settings()."""
    namespace, _, name = package.type.rpartition("::")
    return PackageNames(package.name, namespace, f"{name}Settings", f"{snake(name)}_settings", f"{snake(package.name)}_settings")


def plan_settings(package: Package) -> tuple[PlannedFile, ...]:
    """The files; none for a package without settings."""
    if not package.settings:
        return ()
    names = names_of(package)
    context = {"package": names, "settings": view_settings(package.settings), "service": {"manifest": "package.yaml"}}
    return tuple(PlannedFile(f"{names.stem}.{end}", lay_out(render(f"gen/package_settings.{end}.j2", context))) for end in ("h", "cpp"))
