# SPDX-License-Identifier: Apache-2.0
"""`saki setup`: hands over to cmake/setup.sh, as the launcher does by itself where Python lacks what this package needs."""

from __future__ import annotations

import os

import click

from .._errors import SetupError
from .._machine import saki_files
from ._group import SakiCommand

EXAMPLES = (
    ("saki setup", "what building and running a service needs"),
    ("saki setup --test", "and what the tests of Saki's own tree need"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Install what is missing on this machine, and link the command into a folder of the PATH.")
@click.option("--test", "group", flag_value="--test", help="Also what the tests of Saki's own tree need.")
@click.option("--boards", "group", flag_value="--boards", help="Also what compiling for ARM boards needs.")
def command(group: str | None) -> None:
    """Replaces this process by the script."""
    script = saki_files() / "cmake" / "setup.sh"
    try:
        os.execv(script, [str(script), *([group] if group else [])])
    except OSError as error:
        raise SetupError(f"cannot run {script}: {(error.strerror or str(error)).lower()}") from error
