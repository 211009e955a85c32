# SPDX-License-Identifier: Apache-2.0
"""`python3 -m saki.emit`: what the build calls. Compiles a manifest, or a package.yaml, and writes what the generator owns, only what changed.

    python3 -m saki.emit --manifest service.yaml --out build/gen [--depfile FILE]
    python3 -m saki.emit --manifest service.yaml --plan

Exit 0: done; 1: the manifest has errors, which are told on stderr; 4: a fault of saki itself. Kept apart from the command line, so
that a build loads neither click nor rich.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Sequence

from ._errors import Exit, SakiError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one call; returns the exit code."""
    options = parse(arguments)
    try:
        return emit(options)
    except SakiError as error:
        print(f"saki: {error.text}", file=sys.stderr)
        if error.hint:
            print(f"  hint: {error.hint}", file=sys.stderr)
        return error.exit


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="saki emit", description="Writes the generated part of a service.")
    parser.add_argument("--manifest", type=Path, required=True, help="the project's service.yaml, or a package's package.yaml")
    parser.add_argument("--out", type=Path, help="the folder to write: BUILD/gen")
    parser.add_argument("--depfile", type=Path, help="a Make rule that names everything that was read")
    parser.add_argument("--plan", action="store_true", help="print what would be built, as JSON, and write nothing")
    options = parser.parse_args(arguments)
    if options.out is None and not options.plan:
        parser.error("one of --out and --plan is needed")
    return options


def emit(options: argparse.Namespace) -> int:
    from ._generate import PlannedProject, generate_into, plan_project
    from ._packages.plan import PlannedPackage, is_package_file, plan_package

    planned: PlannedProject | PlannedPackage = plan_package(options.manifest) if is_package_file(options.manifest) else plan_project(options.manifest)
    for line in planned.messages:
        print(line, file=sys.stderr)
    if planned.plan is None:
        return Exit.INPUT
    if options.plan:
        print(json.dumps(planned.as_json(), indent=2))
        return Exit.OK
    generate_into(options.out, planned)
    if options.depfile:
        names = " ".join(str(name).replace(" ", "\\ ") for name in planned.inputs)
        options.depfile.write_text(f"{options.out}/plan.cmake: {names}\n", encoding="utf-8")
    return Exit.OK


if __name__ == "__main__":
    sys.exit(main())
