# SPDX-License-Identifier: Apache-2.0
"""The one exception tree of the command. Findings about a manifest are diagnostics, not exceptions: see `_diagnostics.py`."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from ._diagnostics import Diagnostic


class Exit(IntEnum):
    """What the command's exit code says."""

    OK = 0
    INPUT = 1  # the user's files or arguments' contents are wrong, or a check failed
    USAGE = 2  # no such command, option or argument
    ENVIRONMENT = 3  # something is missing on this machine, or it refused
    INTERNAL = 4  # a fault of saki itself
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class SakiError(Exception):
    """A failure with a paragraph for the user: what went wrong, and in `hint` the way out."""

    exit: Exit = Exit.INPUT

    def __init__(self, text: str, *, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


class InputError(SakiError):
    """The user's input is at fault."""


class UsageError(SakiError):
    """The command line is at fault."""

    exit = Exit.USAGE


class SetupError(SakiError):
    """The machine is at fault: a program, package, permission or disk space is missing."""

    exit = Exit.ENVIRONMENT


class Reported(SakiError):
    """Everything has been said already; only the exit code is left."""

    def __init__(self, exit: Exit = Exit.INPUT) -> None:
        super().__init__("")
        self.exit = exit


class StepFailed(SakiError):
    """A program that was run failed. What it said is `output`; the paths in that are relative to `folder`."""

    def __init__(self, step: str, output: str, folder: Path) -> None:
        super().__init__("")
        self.step = step
        self.output = output
        self.folder = folder


class ManifestRefused(SakiError):
    """The manifest has errors. `output` is what people read of them."""

    def __init__(self, output: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("")
        self.output = output
        self.diagnostics = diagnostics
