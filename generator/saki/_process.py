# SPDX-License-Identifier: Apache-2.0
"""Runs other programs: a step shows one line, and all it said when it fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ._compiler_advice import advice
from ._compiler_output import warnings_in
from ._errors import SetupError, StepFailed


def need(program: str, package: str) -> str:
    """The path of a program; raises SetupError that names the Debian package it comes in."""
    found = shutil.which(program)
    if found is None:
        raise SetupError(f"{program} is not installed", hint=f"apt-get install {package}; `saki doctor` names everything that is missing")
    return found


class Steps:
    """Tells what is being done: a growing line on a terminal, plain lines otherwise, nothing when told to be quiet."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False, for_tools: bool = False) -> None:
        self.quiet = quiet or for_tools
        self.for_tools = for_tools
        self.verbose = verbose and not for_tools
        self.terminal = sys.stderr.isatty()

    def say(self, text: str) -> None:
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)

    def warn(self, output: str) -> None:
        """Shows people the warnings of a step that went well, and what stands behind them: nobody would see them otherwise."""
        if self.for_tools or not (told := warnings_in(output)):
            return
        print(told + "".join(f"  hint: {each}\n" for each in advice(told)), end="", file=sys.stderr, flush=True)

    def run(
        self,
        what: str,
        command: Sequence[str | Path],
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
        paths_from: Path | None = None,
        silent_after: str | None = None,
    ) -> str:
        """Runs a command to its end and returns what it printed. Raises StepFailed with that when it fails.

        The paths it prints are relative to `paths_from`. A step that says `silent_after` had nothing to do, and leaves no line.
        """
        started = time.monotonic()
        if self.terminal and not self.quiet:
            print(f"{what} …", end="", file=sys.stderr, flush=True)
        result = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=environment,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=None if self.verbose else subprocess.PIPE,
            stderr=None if self.verbose else subprocess.STDOUT,
        )
        idle = silent_after is not None and silent_after in (result.stdout or "")
        self.finish(what, time.monotonic() - started, result.returncode == 0, idle=idle)
        if result.returncode != 0:
            raise StepFailed(what, result.stdout or "", paths_from or folder or Path.cwd())
        return result.stdout or ""

    def finish(self, what: str, seconds: float, good: bool, *, idle: bool = False) -> None:
        if self.quiet and good:
            return
        start = "\r\x1b[K" if self.terminal else ""
        if good and idle:
            print(start, end="", file=sys.stderr, flush=True)
            return
        print(f"{start}{what}: {f'{seconds:.1f} s' if good else 'failed'}", file=sys.stderr, flush=True)
