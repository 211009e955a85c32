# SPDX-License-Identifier: Apache-2.0
"""`saki test [--only GROUP]...` in Saki's own tree. Its last line is the plain count; it exits 0 when nothing failed, else 1."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time

from .groups import CORES, Group, groups
from .results import Counts
from .steps import Outcome, Step, run_step

LOG_LINES_SHOWN = 150
NOISE = re.compile(r"\s*Start +\d+:|.*Test +#\d+:.* Passed |\[\d+/\d+\] (Building|Linking)")


def main() -> int:
    options = _options()
    chosen = [group for group in groups(options.fuzz_seconds) if _is_chosen(group, options.only)]
    print(f"saki test: {', '.join(group.name for group in chosen)}; {CORES} cores; logs in build/test", flush=True)

    outcomes: dict[Step, Outcome] = {}
    table = [(group.name, *_run_group(group, outcomes)) for group in chosen]

    print(f"\n{'group':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for name, counts, seconds in table:
        print(f"{name:<12}{counts.passed:>8}{counts.failed:>8}{counts.skipped:>9}{seconds:>9.1f}")
    total = sum((counts for _, counts, _ in table), Counts())
    print(total, flush=True)
    return 1 if total.failed else 0


def _options() -> argparse.Namespace:
    every = groups(fuzz_seconds=0)
    parser = argparse.ArgumentParser(
        prog="saki test",
        description="Runs the tests of Saki itself. In the folder of a service, `saki test` runs the tests of that service.",
        epilog="groups:\n" + "\n".join(f"  {group.name:<11} {group.sentence}" for group in every) + "\n\nexample:\n  saki test --only stack",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", action="append", metavar="GROUP", choices=[group.name for group in every], help="this group; repeatable")
    parser.add_argument("--fuzz-seconds", type=int, default=20, metavar="N", help="for each fuzz target (default: 20)")
    return parser.parse_args()


def _is_chosen(group: Group, only: list[str] | None) -> bool:
    return group.name in only if only else not group.asked_for


def _run_group(group: Group, outcomes: dict[Step, Outcome]) -> tuple[Counts, float]:
    """Runs the steps that no earlier group has run. A build that failed ends the group."""
    counts, started = Counts(), time.monotonic()
    for step in group.steps:
        if step not in outcomes:
            outcomes[step] = _run_and_tell(group, step)
        counts += outcomes[step].counts
        if outcomes[step].failure and not step.counts:
            break
    return counts, time.monotonic() - started


def _run_and_tell(group: Group, step: Step) -> Outcome:
    print(f"  {group.name:<11} {step.name:<44}", end="", flush=True)
    outcome = run_step(step)
    print(f"{outcome.seconds:>8.1f} s  {outcome.counts if step.counts or outcome.failure else ''}", flush=True)
    if outcome.failure:
        print(f"    {step.name}: {outcome.failure}; the end of {step.log}:")
        lines = [line for line in step.log.read_text(errors="replace").splitlines() if not NOISE.match(line)]
        print("\n".join(f"    | {line}" for line in lines[-LOG_LINES_SHOWN:]), flush=True)
    return outcome


if __name__ == "__main__":
    for each in (signal.SIGINT, signal.SIGTERM):  # Also in a shell's background, where SIGINT is ignored, in the tests as well.
        signal.signal(each, signal.default_int_handler)  # Ends the step that runs.
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nsaki test: interrupted")
