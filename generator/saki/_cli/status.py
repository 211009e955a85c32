# SPDX-License-Identifier: Apache-2.0
"""`saki status`: how the author's handlers stand to the manifest."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

import click

from .._author import load_project
from .._drift import Standing, State, look_at_handlers
from .._errors import Exit
from .._lock import read_lock
from .._render import style_for
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown

EXAMPLES = (
    ("saki status", "every handler: written, stub, unwritten, drifted or orphaned"),
    ("saki status --json", "for tools"),
)
GOOD = (State.WRITTEN, State.STUB, State.UNWRITTEN)
COLOURS = {State.WRITTEN: 32, State.STUB: 33, State.UNWRITTEN: 33}


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Tell which handlers are unwritten, drifted or orphaned; exit 1 when some are drifted or orphaned.")
@json_option
def command(as_json: bool) -> int:
    """Looks at sources and lock, prints one line for each handler."""
    path = manifest_path(None)
    project = load_project(path.parent, shown(path))
    assert project.plan is not None and project.manifest is not None
    standings = look_at_handlers(path.parent, project.plan, read_lock(path.parent))
    if as_json:
        print_json({"handlers": [as_data(each) for each in standings]})
    else:
        sys.stdout.write(page(standings))
    return Exit.OK if all(each.state in GOOD for each in standings) else Exit.INPUT


def as_data(standing: Standing) -> dict[str, Any]:
    return asdict(standing) | {"state": standing.state.value, "used_by": list(standing.used_by)}


def page(standings: tuple[Standing, ...]) -> str:
    """A table, and the count of what needs a hand."""
    style = style_for(sys.stdout)
    width = max((len(each.name) for each in standings), default=0)
    lines = []
    for each in standings:
        state = style.paint(each.state.value.ljust(9), COLOURS.get(each.state, 31))
        lines.append(f"{state}  {each.name.ljust(width)}  {', '.join(each.used_by)}{f'  ({each.note})' if each.note else ''}".rstrip())
        if each.state is State.DRIFTED:
            lines.append(f"           wanted: {each.declaration}")
    return "".join(f"{line}\n" for line in lines) or "no handlers\n"
