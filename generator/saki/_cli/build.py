# SPDX-License-Identifier: Apache-2.0
"""`saki build`: a project, a package, or Saki's own tree."""

from __future__ import annotations

from pathlib import Path

import click

from .._build import build_package, build_project
from .._errors import InputError
from .._machine import saki_files
from .._cores import job_count
from .._process import Steps, need
from .._project import PACKAGE_NAME, find_own_package, find_project
from .._sdk import look_at
from ._group import SakiCommand
from ._options import json_option, manifest_path, print_json, shown
from ._type_option import type_option

EXAMPLES = (
    ("saki build", "for use: build/NAME"),
    ("saki build --type debug", "for a debugger: build-debug/NAME"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Generate and compile the project or package around the working directory.")
@type_option
@click.option("--jobs", "-j", type=click.IntRange(1), help="Compilers at once; by default as cores and memory allow.")
@click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")
@click.option("--verbose", "-v", is_flag=True, help="Print what the tools print.")
@json_option
def command(kind: str, jobs: int | None, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Builds and says where the result is."""
    steps = Steps(quiet=quiet, verbose=verbose, for_tools=as_json)
    if (package := find_own_package(Path.cwd())) is not None:
        folder = build_package(package, shown(package / PACKAGE_NAME), steps, kind=kind, jobs=jobs)
        print_json({"ok": True, "folder": str(folder)}) if as_json else steps.say(f"built {shown(folder)}")
        return
    if find_project(Path.cwd()) is None:
        build_tree(steps, jobs or job_count())
        return
    path = manifest_path(None)
    built = build_project(path.parent, shown(path), steps, kind=kind, jobs=jobs)
    if as_json:
        print_json({"ok": True, "name": built.name, "executable": str(built.executable), "sdk": str(built.sdk.home)})
    elif not quiet:
        print(f"built {shown(built.executable)}")


def build_tree(steps: Steps, jobs: int) -> None:
    """Builds Saki itself, when the working directory is in its tree."""
    tree = look_at(saki_files())
    if tree is None or not tree.is_tree or not Path.cwd().resolve().is_relative_to(tree.home):
        manifest_path(None)  # says that there is no project
        raise InputError("there is nothing to build here")
    cmake = need("cmake", "cmake")
    steps.run("configure", [cmake, "--preset", "release"], folder=tree.home)
    steps.run("compile", [cmake, "--build", "--preset", "release", "-j", str(jobs)], folder=tree.home)
    print("built build/release")
