# SPDX-License-Identifier: Apache-2.0
"""`saki generate`: adds what a project lacks. What the generator owns below the build folder is made by the build."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from .. import __version__
from .._author import AuthorPlan, plan_author
from .._errors import Exit, UsageError
from .._lock import read_lock
from .._sdk import Sdk, find_sdk
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown

EXAMPLES = (
    ("saki generate", "make stubs for new handlers, update lock and schema"),
    ("saki generate --check", "exit 1 when something would change: for CI"),
    ("saki generate --diff", "show what would change, write nothing"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Add what the project lacks: stubs of new handlers, the lock, the editor's schema.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change as a patch.")
@click.option("--dry-run", is_flag=True, help="Write nothing; list what would change.")
@json_option
def command(check: bool, diff: bool, dry_run: bool, as_json: bool) -> int:
    """Plans, then shows or writes."""
    if check + diff + dry_run > 1:
        raise UsageError("--check, --diff and --dry-run say different things", hint="give one of them")
    path = manifest_path(None)
    sdk = sdk_to_record(path.parent)
    plan = plan_author(path.parent, shown(path), sdk, pin=True)
    if not (check or diff or dry_run):
        plan.write()
    tell(plan, diff=diff, only=check or dry_run, as_json=as_json)
    return Exit.INPUT if check and plan.changes else Exit.OK


def sdk_to_record(project: Path) -> Sdk:
    """The SDK for the lock: `generate` is how a project moves to another version, so the version in the old lock is not asked."""
    lock = read_lock(project)
    return find_sdk(project, replace(lock, version=__version__) if lock else None)


def tell(plan: AuthorPlan, *, diff: bool, only: bool, as_json: bool) -> None:
    """Prints what was, or would be, written."""
    if as_json:
        print_json({"changes": [{"action": each.word, "path": each.file.path} for each in plan.changes]})
    elif diff:
        sys.stdout.write("".join(each.diff() for each in plan.changes))
    elif not plan.changes:
        print("nothing to do")
    else:
        for each in plan.changes:
            print(f"{'would ' if only else ''}{each.word} {each.file.path}")
