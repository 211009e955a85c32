# SPDX-License-Identifier: Apache-2.0
"""Which folders of a library include one another in a circle: inside `src`, folders point downward only.

A folder is where a file lies, however deep below the `src` of stack, sdk or a package. Folders of which each reaches each are one circle,
told with an include for each of its arrows: to break it, some of these have to go.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import include_edges

Arrows = dict[PurePosixPath, dict[PurePosixPath, str]]  # From, to, and the first include that says so.


def cycles(root: Path, files: Iterable[Path]) -> list[list[str]]:
    """Each circle as its arrows, "from/x.cpp includes to/y.h"."""
    arrows = _arrows(root, {PurePosixPath(path) for path in files})
    reached = {folder: _reach(arrows, folder) for folder in arrows}
    circles = {frozenset(other for other in reached[folder] if folder in reached.get(other, ())) for folder in arrows} - {frozenset()}
    return [
        sorted(line for folder in circle for target, line in arrows[folder].items() if target in circle)
        for circle in sorted(circles, key=min)
    ]


def _arrows(root: Path, known: set[PurePosixPath]) -> Arrows:
    arrows: Arrows = {}
    for path in sorted(known):
        source_root = _source_root(path)
        if source_root is None:
            continue
        for _, included in include_edges.includes(root / path):
            target = next((each for each in (path.parent / included, source_root / included) if each in known), None)
            if target is not None and target.parent != path.parent:
                arrows.setdefault(path.parent, {}).setdefault(target.parent, f"{path} includes {target}")
    return arrows


def _source_root(path: PurePosixPath) -> PurePosixPath | None:
    """The `src` of the library that a file belongs to; None where it is in none."""
    if path.suffix not in (".h", ".cpp") or path.parts[0] not in ("stack", "sdk", "packages") or "src" not in path.parts:
        return None
    return PurePosixPath(*path.parts[: path.parts.index("src") + 1])


def _reach(arrows: Arrows, start: PurePosixPath) -> set[PurePosixPath]:
    """The folders that some way of arrows leads to; the start itself only on a way back."""
    reached: set[PurePosixPath] = set()
    waiting = [start]
    while waiting:
        new = arrows.get(waiting.pop(), {}).keys() - reached
        reached |= new
        waiting += new
    return reached
