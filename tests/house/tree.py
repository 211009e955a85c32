# SPDX-License-Identifier: Apache-2.0
"""The files of the tree, as the house rules see them: what is tracked or new, never what a build left behind."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LIBRARIES = ("stack", "sdk", "packages")


@cache
def files() -> tuple[Path, ...]:
    """All files that belong to the tree, relative to its root, in name order; in a copy without git, all files outside `build`."""
    listing = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True
    )
    if listing.returncode == 0:
        names = (Path(name) for name in listing.stdout.split("\0") if name)
        return tuple(sorted(name for name in set(names) if (ROOT / name).is_file()))
    walked = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path for path in walked if path.parts[0] not in ("build", ".git", ".cache")))


def cpp_files() -> tuple[Path, ...]:
    """The C++ sources and headers written by hand."""
    return tuple(path for path in files() if path.suffix in (".h", ".cpp"))


def public_headers() -> tuple[Path, ...]:
    """The headers that an installation carries."""
    return tuple(path for path in files() if path.suffix == ".h" and path.parts[0] in LIBRARIES and "include" in path.parts)
