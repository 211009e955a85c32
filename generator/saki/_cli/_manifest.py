# SPDX-License-Identifier: Apache-2.0
"""Changes the manifest of the project around the working directory, for the commands that do: checked first, then written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .._author import plan_author
from .._edit import Insertion
from .._errors import InputError, ManifestRefused, SetupError
from .._load import LoadResult, load
from .._lock import read_lock
from .._render import render_text
from .._sdk import find_sdk
from .._write import write_file
from ._options import manifest_path, print_json, shown


def edit(make, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    """Makes the insertion, checks what comes out, writes it, adds what the project then lacks."""
    path = manifest_path(None)
    source = read(path)
    insertion: Insertion = make(source)
    text = insertion.apply(source)
    check(path, text)
    write_file(path, text)
    made = complete(path)
    if as_json:
        print_json({"manifest": shown(path), "inserted": insertion.text.strip("\r\n"), "made": made})
        return
    tell_insertion(path, source, insertion)
    for each in made:
        print(f"made {each}")


def tell_insertion(path: Path, source: str, insertion: Insertion) -> None:
    """Shows the new lines and where they stand."""
    line = source.count("\n", 0, insertion.at) + 1 + len(insertion.text) - len(insertion.text.lstrip("\r\n"))
    print(f"{shown(path)}:{line}")
    print("".join(f"+{each}\n" for each in insertion.text.strip("\r\n").splitlines()), end="")


def complete(path: Path) -> list[str]:
    """Adds what the project now lacks; returns what was made for its author."""
    plan = plan_author(path.parent, shown(path), find_sdk(path.parent, read_lock(path.parent)), pin=False)
    return [each for each in plan.write() if not each.startswith(".saki/")]


def read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)} is not UTF-8", hint="`saki check` shows where") from error


def check(path: Path, text: str) -> LoadResult:
    """Loads the new text from a file beside the manifest, where its includes are found; errors end the command."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".service.", suffix=".yaml")
    except OSError as error:
        raise SetupError(f"cannot write in {path.parent}: {(error.strerror or str(error)).lower()}") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        result = load(name, name=shown(path))
    finally:
        os.unlink(name)
    if result.manifest is None:
        why = f"saki: {shown(path)} stays as it is: with this change it would not be valid, see above\n"
        raise ManifestRefused(render_text(result.diagnostics) + why, tuple(result.diagnostics))
    return result
