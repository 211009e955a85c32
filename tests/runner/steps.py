# SPDX-License-Identifier: Apache-2.0
"""One step of a test run: commands, run one after the other into a log, and what they count to."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .results import Counts, read_junit

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "build" / "test"

Command = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """Equal steps are the same step: a build that two groups need runs once."""

    name: str
    commands: tuple[Command, ...]
    counts: bool = True  # False: a build; it only counts when it fails
    environment: tuple[tuple[str, str], ...] = ()
    limit_seconds: int = 1800

    @property
    def slug(self) -> str:
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.slug}.log"

    @property
    def junit(self) -> Path:
        return LOGS / f"{self.slug}.xml"


@dataclass(frozen=True)
class Outcome:
    counts: Counts
    seconds: float
    failure: str | None = None  # why the step as a whole failed, beside its failed tests


def run_step(step: Step) -> Outcome:
    """Runs the commands up to the first that fails. A step that counts and counted nothing has failed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    step.junit.unlink(missing_ok=True)
    started = time.monotonic()
    failure = None
    with step.log.open("wb") as log:
        for command in step.commands:
            rest = step.limit_seconds - (time.monotonic() - started)
            if failure := _run_command(step, command, log, rest):
                break
    seconds = time.monotonic() - started

    counts = read_junit(step.junit) if step.counts else Counts()
    if step.counts and failure is None and counts.total == 0:
        failure = "it ran no test"
    if failure is not None and counts.failed == 0:
        counts += Counts(failed=1)
    return Outcome(counts, seconds, failure)


def _run_command(step: Step, command: Command, log, limit_seconds: float) -> str | None:
    """Returns why the command failed, or None. Past the limit it is ended with all that it started."""
    log.write(f"$ {' '.join(command)}\n".encode())
    log.flush()
    environment = os.environ | dict(step.environment)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})  # Until somebody is there to end what was started.
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK, mask),
    )
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        status = process.wait(timeout=max(limit_seconds, 1))
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            return f"{command[0]} was ended after {step.limit_seconds} s"
        raise
    return None if status == 0 else f"{command[0]} exited {status}"
