# SPDX-License-Identifier: Apache-2.0
"""Plans the files that belong to the author: a whole new project, or what a project lacks. Pure; never plans to change a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ._cpp_names import is_taken
from ._errors import InputError
from ._lock import LOCK_NAME, Lock, Pin, hash_of
from ._model import Manifest
from ._packages.shelf import FOLDER
from ._plan import GeneratedPlan, PlannedFile
from ._plan.handlers import HandlerView
from ._schema import schema_text
from ._templates import TEMPLATES, render

SCHEMA_NAME = ".saki/service.schema.json"
KINDS = ("hello", "rest")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NameView:
    """A project's name in the spellings that its files need."""

    name: str
    namespace: str
    test: str  # the name of a test suite


def check_name(name: str) -> None:
    """Raises InputError for a name that cannot be a service's."""
    if not NAME.fullmatch(name) or len(name) > 64:
        example = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "notes"
        example = example if NAME.fullmatch(example) else "my-service"
        raise InputError(
            f"'{name}' is no name for a service", hint=f"lower-case letters, digits and single hyphens, a letter first: {example}"
        )
    if is_taken(name.replace("-", "_")):
        raise InputError(f"'{name}' is a word of C++, and the service's namespace is named after it", hint=f"for example {name}-service")
    if name.replace("-", "_") in ("saki", "std", "handlers", "test", "main"):
        raise InputError(f"'{name}' is taken by the C++ around a service", hint=f"for example my-{name}")


def plan_new(name: str, kind: str, packages: tuple[str, ...]) -> tuple[PlannedFile, ...]:
    """Every file of a new project but its lock and schema."""
    check_name(name)
    view = NameView(name, name.replace("-", "_"), "".join(part.capitalize() for part in name.split("-")))
    folders = ["common", "-".join((kind, *packages))]
    names = {path: template for folder in folders for path, template in templates_in(f"new/{folder}")}
    return tuple(PlannedFile(path, render(template, {"project": view})) for path, template in sorted(names.items()))


def templates_in(folder: str) -> list[tuple[str, str]]:
    """The files of a template tree: where each goes, and its template."""
    root = TEMPLATES / folder
    if not root.is_dir():
        raise InputError(f"there is no template '{root.name}'", hint="--with sqlite goes with --template rest")
    paths = sorted(path.relative_to(root) for path in root.rglob("*.j2"))
    return [(str(path)[: -len(".j2")].replace("dot-", "."), f"{folder}/{path}") for path in paths]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a project lacks, and the lock it should have."""

    files: tuple[PlannedFile, ...]
    lock: Lock


def plan_missing(project: Path, manifest: Manifest, plan: GeneratedPlan, old: Lock | None, sdk: str) -> Missing:
    """The author's files that are not there, and the files that are saki's own."""
    stubs = tuple(plan_stub(each) for each in plan.views if not each.written)
    frame = tuple(each for each in plan_frame(manifest) if not (project / each.path).exists())
    hashes = {Path(stub.path).stem: hash_of(stub.text) for stub in stubs}
    known = dict(old.handlers) if old else {}
    served = {each.name: hashes.get(each.name, known.get(each.name, "")) for each in plan.views}
    gone = {name: hash for name, hash in known.items() if name not in served and (project / f"src/{name}.cpp").exists()}
    lock = Lock(
        sdk=sdk,
        packages=pins_of(project, manifest, old),
        handlers=served | gone,
    )
    own = (PlannedFile(LOCK_NAME, lock.text()), PlannedFile(SCHEMA_NAME, schema_text()))
    return Missing((*frame, *stubs, *own), lock)


def pins_of(project: Path, manifest: Manifest, old: Lock | None) -> dict[str, Pin]:
    """The packages that a project has. Those below its packages/ stay as they were pinned, also while the manifest does not name them."""
    kept = {name: pin for name, pin in old.packages.items() if pin.hash and (project / FOLDER / name).is_dir()} if old else {}
    return {each.name: Pin(each.package.version) for each in manifest.packages if each.package} | kept


def plan_stub(handler: HandlerView) -> PlannedFile:
    """A handler to be written: it answers 501."""
    return PlannedFile(handler.file, render("new/handler.cpp.j2", {"handler": handler}))


def plan_frame(manifest: Manifest) -> tuple[PlannedFile, ...]:
    """What every project has beside its sources."""
    name = manifest.service.name
    view = NameView(name, name.replace("-", "_"), name)
    wanted = ("CMakeLists.txt", "config/config.yaml", "dot-gitignore")
    return tuple(PlannedFile(path.replace("dot-", "."), render(f"new/common/{path}.j2", {"project": view})) for path in wanted)
