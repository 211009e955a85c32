# SPDX-License-Identifier: Apache-2.0
"""`saki explain`: what a code means, with an example of both sides."""

from __future__ import annotations

import json
import sys
import textwrap

import click

from .._codes import CODES as MANIFEST_CODES
from .._codes import Code
from .._codes.starting import STARTING_CODES
from .._errors import UsageError
from .._lint import LINT_CODES
from .._render import Style, style_for
from .._suggest import did_you_mean
from ._group import SakiCommand
from ._options import json_option

EXAMPLES = (
    ("saki explain torn-value", "what error[torn-value] means"),
    ("saki explain", "list every code"),
)
CODES = MANIFEST_CODES | {each.name: each for each in (*LINT_CODES, *STARTING_CODES)}


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Explain an error code: its cause, a wrong and a right example.")
@click.argument("code", required=False)
@json_option
def command(code: str | None, as_json: bool) -> None:
    """Prints one explanation, or the list of codes."""
    chosen = list(CODES.values()) if code is None else [find(code)]
    if as_json:
        data = [{"code": each.name, "cause": each.cause, "wrong": each.wrong, "right": each.right} for each in chosen]
        sys.stdout.write(json.dumps(data if code is None else data[0], indent=2, ensure_ascii=False) + "\n")
    elif code is None:
        width = max(map(len, CODES))
        sys.stdout.write(
            "".join(f"{each.name.ljust(width)}  {textwrap.shorten(each.cause, 96 - width, placeholder=' …')}\n" for each in chosen)
        )
    else:
        sys.stdout.write(explanation(chosen[0], style_for(sys.stdout)))


def find(name: str) -> Code:
    """The code called `name`, also as messages print it: error[NAME]."""
    bare = name.removeprefix("error[").removeprefix("warning[").removesuffix("]")
    if bare not in CODES:
        raise UsageError(f"there is no code '{bare}'{did_you_mean(bare, CODES)}", hint="saki explain lists every code")
    return CODES[bare]


def explanation(code: Code, style: Style) -> str:
    """The page of one code."""
    parts = [style.paint(code.name, 1), "", textwrap.fill(code.cause, 92), ""]
    parts += [style.paint("wrong:", 31), textwrap.indent(code.wrong, "    ")]
    parts += [style.paint("right:", 32), textwrap.indent(code.right, "    ")]
    return "\n".join(parts).rstrip("\n") + "\n"
