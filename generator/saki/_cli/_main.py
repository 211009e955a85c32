# SPDX-License-Identifier: Apache-2.0
"""Runs the command line and turns every way it can end into an exit code and at most one paragraph."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import NoReturn, Sequence

import click

from .. import __version__
from .._compiler_advice import advice
from .._compiler_output import without_noise
from .._errors import Exit, ManifestRefused, SakiError, SetupError, StepFailed
from .._suggest import did_you_mean
from ._group import LazyGroup

EXAMPLES = (
    ("saki new notes", "make a service in the folder notes"),
    ("saki check", "check the manifest of this project"),
    ("saki explain unknown-key", "explain what an error means"),
)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@click.group(
    cls=LazyGroup,
    examples=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Makes C++ web services from a manifest, service.yaml.",
)
@click.version_option(__version__, prog_name="saki", message="%(prog)s %(version)s")
def cli() -> None:
    """The root of all commands."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs `arguments` (the process's by default) and exits as `Exit` says."""
    open_missing_streams()
    code = run(sys.argv[1:] if arguments is None else arguments)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; returns its exit code."""
    try:
        result = cli.main(list(arguments), prog_name="saki", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else Exit.OK
    except SakiError as error:
        return say(error)
    except click.ClickException as error:
        return say_usage(error)
    except (click.Abort, KeyboardInterrupt):
        print("saki: interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return Exit.BROKEN_PIPE
    except OSError as error:
        if error.errno not in NO_ROOM:
            return say_internal(error)
        drop_output()
        return say(SetupError(f"cannot write {error.filename or 'the output'}: {(error.strerror or '').lower()}", hint="make room there, or write somewhere else"))
    except Exception as error:  # the last line of defence: whatever reaches it is our fault, and the user gets a sentence
        return say_internal(error)


def say(error: SakiError) -> int:
    """Prints the paragraph of an expected failure."""
    if isinstance(error, StepFailed):
        sys.stderr.write(without_noise(error.output))
        sys.stderr.write("".join(f"  hint: {each}\n" for each in advice(error.output)))
    if isinstance(error, ManifestRefused):
        sys.stderr.write(error.output)
    if error.text:
        print(f"saki: {error.text}", file=sys.stderr)
    if error.hint:
        print(f"  hint: {error.hint}", file=sys.stderr)
    return error.exit


def say_usage(error: click.ClickException) -> int:
    """Prints what was wrong with the command line, and where its help is."""
    text = error.format_message()
    if isinstance(error, click.NoSuchOption):
        text = f"there is no option {error.option_name}{did_you_mean(error.option_name, options_of(error.ctx))}"
    if isinstance(error, click.BadParameter) and error.param is not None and isinstance(error.param.type, click.Choice):
        text = text.rstrip(".") + did_you_mean(error.message.removeprefix("'").split("'")[0], error.param.type.choices)
    print(f"saki: {text[:1].lower()}{text[1:].rstrip('.')}", file=sys.stderr)
    context = getattr(error, "ctx", None)
    help_line = f"{context.command_path if context else 'saki'} --help shows what there is"
    own = getattr(context.command, "usage_hint", "") if context else ""
    print(f"  hint: {own or help_line}", file=sys.stderr)
    return Exit.INPUT if isinstance(error, click.FileError) else Exit.USAGE


def options_of(context: click.Context | None) -> list[str]:
    """The long options a command takes."""
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts if name.startswith("--")]


def drop_output() -> None:
    """Output cannot be written (`saki … | head`): what is left goes nowhere, lest the interpreter complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_missing_streams() -> None:
    """Who closes standard output or error (`>&-`) wants to read nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))


def say_internal(error: Exception) -> int:
    """Prints one paragraph about a fault of ours; the traceback only when SAKI_DEBUG asks for it."""
    if os.environ.get("SAKI_DEBUG"):
        traceback.print_exc()
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    print(f"saki: internal error: {type(error).__name__}: {error} (at {place})", file=sys.stderr)
    print("  hint: this is a fault of saki, not of your project; SAKI_DEBUG=1 shows where it happened", file=sys.stderr)
    return Exit.INTERNAL
