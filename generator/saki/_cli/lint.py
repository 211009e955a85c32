# SPDX-License-Identifier: Apache-2.0
"""`saki lint`: the compiler-trap patterns in an author's code."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .._errors import Exit, InputError
from .._lint import lint
from .._render import FORMATS, render_gcc, render_json, render_sarif, render_text, style_for
from ._group import SakiCommand
from ._options import json_option, manifest_path, shown

EXAMPLES = (
    ("saki lint", "look through src/ and tests/ of this project"),
    ("saki lint src/create_note.cpp", "look through one file"),
    ("saki explain trap-capture", "what a finding means"),
)
SUFFIXES = {".cpp", ".cc", ".cxx", ".h", ".hpp"}
FOLDERS = ("src", "tests")


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Find code that GCC 12 compiles into a double destruction.")
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are printed.")
@json_option
def command(paths: tuple[str, ...], form: str, as_json: bool) -> int:
    """Prints what was found; 1 when there is something."""
    files = [(path, shown(path)) for path in sources(paths)]
    found = lint(files)
    form = "json" if as_json else form
    if form == "json":
        sys.stdout.write(render_json(found, file="", jobs=[]))
    elif form == "sarif":
        sys.stdout.write(render_sarif(found))
    elif form == "gcc":
        sys.stdout.write(render_gcc(found))
    else:
        sys.stdout.write(render_text(found, style_for(sys.stdout)))
        sys.stdout.write(f"{'' if not found else chr(10)}{len(files)} files, {len(found)} traps\n")
    return Exit.INPUT if found else Exit.OK


def sources(paths: tuple[str, ...]) -> list[Path]:
    """The C++ files named, or those of the project around the working directory."""
    roots = [Path(path) for path in paths] or [manifest_path(None).parent / folder for folder in FOLDERS]
    for root in roots:
        if paths and not root.exists():
            raise InputError(f"there is no file or folder {root}")
    files = [file for root in roots for file in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(file for file in files if file.suffix in SUFFIXES and file.is_file())
