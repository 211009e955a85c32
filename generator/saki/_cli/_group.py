# SPDX-License-Identifier: Apache-2.0
"""click classes with the house's manners: lazy commands, help in sections, examples, did-you-mean."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Sequence

import click

from .._suggest import did_you_mean
from ._table import SECTIONS, TABLE, Entry


class SakiCommand(click.Command):
    """A command whose help ends with examples: pairs of a command line and what it does. `usage_hint` is told to who uses it wrongly."""

    def __init__(self, *arguments: Any, examples: Sequence[tuple[str, str]] = (), usage_hint: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)
        self.usage_hint = usage_hint

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(formatter, self.examples)


class SakiGroup(click.Group):
    """A group of commands such as `saki add`, with examples and suggestions."""

    def __init__(self, *arguments: Any, examples: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(formatter, self.examples)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"there is no command '{name}'{did_you_mean(name, self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(SakiGroup):
    """The root: commands come from the table, and a command's module is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [entry.name for entry in TABLE]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        entry = next((entry for entry in TABLE if entry.name == name), None)
        return load_command(entry) if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max((len(entry.name) for entry in TABLE), default=0)
        for section in SECTIONS:
            rows = [(entry.name.ljust(width), entry.summary) for entry in TABLE if entry.section == section]
            if rows:
                with formatter.section(section):
                    formatter.write_dl(rows)


def load_command(entry: Entry) -> click.Command:
    """Imports the module of `entry` and returns its command."""
    command = import_module(f"saki._cli.{entry.module}").command
    assert isinstance(command, click.Command)
    return command


def write_examples(formatter: click.HelpFormatter, examples: Sequence[tuple[str, str]]) -> None:
    """Writes the examples as a list of command lines, each with what it does."""
    if examples:
        with formatter.section("Examples"):
            formatter.write_dl(list(examples), col_max=44)
