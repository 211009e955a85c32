# SPDX-License-Identifier: Apache-2.0
"""`saki help`: what --help shows, for those who ask in this order."""

from __future__ import annotations

import click

from ._group import SakiCommand

EXAMPLES = (
    ("saki help", "every command"),
    ("saki help run", "one of them"),
    ("saki help cert dev", "a command within a command"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Show every command, or how COMMAND is used; the same as COMMAND --help.")
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
def command(words: tuple[str, ...]) -> int:
    """Asks the command itself."""
    from ._main import run

    return run([*words, "--help"])
