# SPDX-License-Identifier: Apache-2.0
"""`saki db`: looks after the migrations of the project's database, through the service that has them built in."""

from __future__ import annotations

import click

from .._build import build_project
from .._errors import InputError
from .._process import Steps
from ._group import SakiCommand
from ._options import json_option, manifest_path, shown
from ._type_option import type_option
from .run import become

VERBS = ("status", "up", "down", "check")
EXAMPLES = (
    ("saki db status", "which steps of migrations/ the database has"),
    ("saki db up", "apply all that it lacks; `saki db up 1` the oldest of them"),
    ("saki db down", "take the newest step back; `saki db down 3` three"),
    ("saki db check", "exit 1 unless the database is what the program expects"),
    ("saki db status -- --config /etc/notes/config.yaml", "of another installation"),
)


@click.command(
    cls=SakiCommand,
    examples=EXAMPLES,
    usage_hint="flags for the service stand behind --, as in `saki db status -- --set sqlite.path=other.db`",
    help="Build the project and look after its database: the numbered files in migrations/ against what was applied.",
)
@type_option
@json_option
@click.argument("verb", metavar="status|up|down|check", type=click.Choice(VERBS))
@click.argument("rest", nargs=-1, type=click.UNPROCESSED, metavar="[COUNT]")
def command(kind: str, as_json: bool, verb: str, rest: tuple[str, ...]) -> None:
    """Builds, then becomes the service with `--db`, which knows the configuration and the database."""
    path = manifest_path(None)
    count, flags = (rest[0], rest[1:]) if rest and not rest[0].startswith("-") else ("", rest)
    order = with_count(verb, count)
    if not any((path.parent / "migrations").glob("*.sql")):
        raise InputError("the project has no migrations", hint="write migrations/0001_create_notes.sql: the SQL that makes the schema")
    built = build_project(path.parent, shown(path), Steps(for_tools=as_json), kind=kind)
    become(built, ("--db", order, *(("--json",) if as_json else ()), *flags))


def with_count(verb: str, count: str) -> str:
    """The word that the service takes: `down:3`."""
    if not count:
        return verb
    if verb not in ("up", "down") or not count.isascii() or not count.isdigit() or int(count) == 0:
        raise InputError(f"'{count}' is no number of steps for `saki db {verb}`", hint=f"saki db {verb if verb in ('up', 'down') else 'up'} 1")
    return f"{verb}:{int(count)}"
