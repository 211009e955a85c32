# SPDX-License-Identifier: Apache-2.0
"""Which folder may include from which: the arrows of the architecture, read from the `#include` lines.

    stack <- sdk <- packages <- samples

- Inside the stack a room sees itself and the rooms before it in ROOMS.
- A package sees the public headers of the sdk and of a few rooms of the stack, never another package.
- Samples and generated code (so the templates too) see the public headers of the sdk and of packages.
- A public header sees public headers only, the standard library and the system; nlohmann/json stays in <saki/json.h>.

Run it on a tree: `python3 tests/house/include_edges.py [ROOT]` prints each violation as file:line and exits 1 when there is one.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOMS = ("base", "log", "config", "loop", "task", "tls", "net", "http", "client", "server", "process", "module", "console")
ROOMS_FOR_PACKAGES = ("base", "loop", "task", "net")
CODE_SUFFIXES = (".h", ".cpp", ".j2")
JSON_HEADER = PurePosixPath("sdk/include/saki/json.h")

INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^">]+)[">]')
SYSTEM_HEADER = re.compile(
    r"[a-z_]+"  # the C++ library
    r"|(sys|net|netinet|arpa|linux|asm|bits)/.+[.]h"
    r"|(dirent|dlfcn|errno|fcntl|grp|limits|netdb|poll|pthread|pwd|sched|signal|spawn|stdint|stdlib|string|syslog|time|ucontext|unistd)[.]h"
)


@dataclass(frozen=True)
class Place:
    """Where a file lives in the house."""

    path: PurePosixPath
    layer: str  # stack, sdk, packages, samples, or the name of another top folder
    room: str  # the room of the stack, or the package; else empty
    public: bool

    @classmethod
    def of(cls, path: PurePosixPath) -> "Place":
        layer = {"templates": "samples"}.get(path.parts[0], path.parts[0])
        public = "include" in path.parts[:-1]
        if layer == "stack":
            # stack/src/<room>/x.cpp, stack/include/saki/<room>/x.h
            depth = 3 if public else 2
            room = path.parts[depth] if len(path.parts) > depth + 1 else ""
        elif layer in ("packages", "samples"):
            room = path.parts[1]
        else:
            room = ""
        return cls(path, layer, room, public)


@dataclass(frozen=True)
class Violation:
    path: PurePosixPath
    line: int
    included: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.included}: {self.rule}"


def violations(root: Path, files: Iterable[Path]) -> list[Violation]:
    """All forbidden includes among `files`, which are relative to `root`."""
    known = {PurePosixPath(path) for path in files}
    roots = _include_roots(known)
    found = []
    for path in sorted(known):
        if path.suffix not in CODE_SUFFIXES or path.parts[0] in ("tests", "bench"):
            continue
        source = Place.of(path)
        for number, included in includes(root / path):
            target = _resolve(source, included, known, roots)
            if rule := _broken_rule(source, included, target):
                found.append(Violation(path, number, included, rule))
    return found


def includes(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if match := INCLUDE.match(line):
            yield number, match.group(1)


def _include_roots(known: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Every `include` and `src` folder of a library, as the compiler is given them."""
    roots = set()
    for path in known:
        for depth, part in enumerate(path.parts[:-1]):
            if part in ("include", "src") and path.parts[0] in ("stack", "sdk", "packages"):
                roots.add(PurePosixPath(*path.parts[: depth + 1]))
                break
    return sorted(roots)


def _resolve(source: Place, included: str, known: set[PurePosixPath], roots: list[PurePosixPath]) -> Place | None:
    """Where an include leads inside the tree; None for the rest of the world."""
    for folder in (source.path.parent, *roots):
        candidate = folder / included
        if candidate in known:
            return Place.of(candidate)
    return None


def _broken_rule(source: Place, included: str, target: Place | None) -> str | None:
    """The rule that an include breaks, as a sentence, or None."""
    if target is None:
        return _broken_outside_rule(source, included)
    same_library = target.layer == source.layer and (source.layer != "packages" or target.room == source.room)
    if source.public and not target.public:
        return "a public header includes a private one"
    if not same_library and not target.public:
        return "a private header of another library"
    return {"stack": _from_stack, "sdk": _from_sdk, "packages": _from_package, "samples": _from_sample}.get(
        source.layer, lambda *_: None
    )(source, target)


def _broken_outside_rule(source: Place, included: str) -> str | None:
    if included.startswith("saki/") and source.layer != "samples":
        return "no such header in the tree"
    if not source.public or SYSTEM_HEADER.fullmatch(included) or included.startswith("saki/"):
        return None
    if source.path == JSON_HEADER and included.startswith("nlohmann/"):
        return None
    return "a third-party header in a public one"


def _from_stack(source: Place, target: Place) -> str | None:
    if target.layer != "stack":
        return f"stack includes from {target.layer}: upward"
    if source.room not in ROOMS or target.room not in ROOMS:
        return "a room that ROOMS does not list"
    if ROOMS.index(target.room) > ROOMS.index(source.room):
        return f"{source.room} includes from {target.room}: upward"
    return None


def _from_sdk(_: Place, target: Place) -> str | None:
    return None if target.layer in ("stack", "sdk") else f"sdk includes from {target.layer}: upward"


def _from_package(source: Place, target: Place) -> str | None:
    if target.layer == "packages":
        return None if target.room == source.room else "a package includes from another one"
    if target.layer == "sdk" or (target.layer == "stack" and target.room in ROOMS_FOR_PACKAGES):
        return None
    return f"a package includes from {target.layer}/{target.room}".rstrip("/")


def _from_sample(source: Place, target: Place) -> str | None:
    if target.layer in ("sdk", "packages") or target.path.parts[:2] == source.path.parts[:2]:
        return None
    return f"samples and generated code include from {target.layer}"


def main(root: Path) -> int:
    files = [path.relative_to(root) for path in root.rglob("*") if path.is_file() and "build" not in path.relative_to(root).parts]
    found = violations(root, files)
    for violation in found:
        print(violation)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
