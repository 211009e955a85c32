# SPDX-License-Identifier: Apache-2.0
"""`saki fix`: brings drifted handlers up to the manifest, one line each."""

from __future__ import annotations

from pathlib import Path

import click

from .._author import load_project, text_of
from .._drift import Fix, fixes
from .._errors import Exit
from .._write import write_file
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown

EXAMPLES = (
    ("saki fix", "show each patch and apply it"),
    ("saki fix --dry-run", "only show; exit 1 when there is something to fix"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Bring the signatures of drifted handlers up to the manifest. Bodies stay as they are.")
@click.option("--dry-run", is_flag=True, help="Show the patches, write nothing; exit 1 when there are any.")
@json_option
def command(dry_run: bool, as_json: bool) -> int:
    """Prints the patches and applies them."""
    path = manifest_path(None)
    project = load_project(path.parent, shown(path))
    assert project.plan is not None
    texts = {each.file: text_of(path.parent / each.file) or "" for each in project.plan.views if each.written}
    found = list(fixes(project.plan, texts))
    if not dry_run:
        for each in found:
            apply(path.parent, each)
    if as_json:
        print_json({"fixes": [{"file": each.file, "line": each.line, "before": each.before, "after": each.after} for each in found], "applied": not dry_run})
    else:
        print("".join(map(shown_fix, found)) or "nothing to fix\n", end="")
    return Exit.INPUT if dry_run and found else Exit.OK


def apply(folder: Path, fix: Fix) -> None:
    write_file(folder / fix.file, fix.apply(text_of(folder / fix.file) or ""))


def shown_fix(fix: Fix) -> str:
    """The patch as people read patches."""
    before = "".join(f"-{line}\n" for line in fix.before.splitlines())
    return f"{fix.file}:{fix.line}\n{before}+{fix.after}\n"
