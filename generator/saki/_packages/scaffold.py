# SPDX-License-Identifier: Apache-2.0
"""Plans the files of a new package. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .. import __version__
from .._cpp_names import is_taken_namespace, is_taken_type, pascal, snake
from .._errors import InputError
from .._fault import Fault
from .._grammar.formats import PACKAGE_NAME
from .._plan.files import PlannedFile
from .._schema import package_schema_text
from .._templates import TEMPLATES, render

SCHEMA_NAME = ".saki/package.schema.json"


@dataclass(frozen=True, slots=True)
class NewPackage:
    """A package's name in the spellings that its files need."""

    name: str

    @property
    def stem(self) -> str:
        return snake(self.name)

    @property
    def namespace(self) -> str:
        return f"{self.stem}_package" if is_taken_namespace(self.stem) or self.stem in ("saki", "std") else self.stem

    @property
    def class_(self) -> str:
        name = pascal(self.name)
        return f"{name}Package" if is_taken_type(name) else name

    @property
    def view(self) -> dict[str, str]:
        return {
            "name": self.name,
            "stem": self.stem,
            "namespace": self.namespace,
            "class": self.class_,
            "stem_of_class": snake(self.class_),
            "type": f"{self.namespace}::{self.class_}",
            "header": f"{self.stem}/{self.stem}.h",
            "sdk": ".".join(__version__.split(".")[:2]),
        }


def plan_new_package(name: str) -> tuple[PlannedFile, ...]:
    """Every file of a new package. Raises InputError for a name that cannot be one's."""
    try:
        PACKAGE_NAME.parse(name)
    except Fault as fault:
        raise InputError(fault.text, hint=fault.hint) from fault
    made = NewPackage(name)
    root = TEMPLATES / "package"
    files = []
    for path in sorted(each.relative_to(root) for each in root.rglob("*.j2")):
        target = str(path)[: -len(".j2")].replace("dot-", ".").replace("INCLUDE", "include").replace("NAME", made.stem)
        files.append(PlannedFile(target, render(f"package/{path}", {"package": made.view})))
    return (*files, PlannedFile(SCHEMA_NAME, package_schema_text()))
