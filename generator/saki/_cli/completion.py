# SPDX-License-Identifier: Apache-2.0
"""`saki completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class

from .._errors import UsageError
from .._suggest import did_you_mean
from ._group import SakiCommand

SHELLS = ("bash", "zsh", "fish")
EXAMPLES = (
    ("saki completion bash > /etc/bash_completion.d/saki", "for everybody on this machine"),
    ('eval "$(saki completion zsh)"', "in ~/.zshrc, for you"),
    ("saki completion fish > ~/.config/fish/completions/saki.fish", "for you, in fish"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Print the completion script of a shell: bash, zsh or fish.")
@click.argument("shell")
def command(shell: str) -> None:
    """Prints the script; it asks the command itself what there is, so it never ages."""
    if shell not in SHELLS:
        raise UsageError(f"there is no completion for '{shell}'{did_you_mean(shell, SHELLS)}", hint=f"one of {', '.join(SHELLS)}")
    from ._main import cli

    completion = get_completion_class(shell)
    assert completion is not None
    sys.stdout.write(completion(cli, {}, "saki", "_SAKI_COMPLETE").source())
