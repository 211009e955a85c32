# SPDX-License-Identifier: Apache-2.0
"""`saki new`: a whole project in a new folder."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from pathlib import Path

import click

from .._errors import InputError
from .._generate import plan_project
from .._lock import sdk_path
from .._plan import PlannedFile
from .._scaffold import KINDS, check_name, plan_missing, plan_new
from .._sdk import find_sdk
from .._write import create_project, write_tree
from ._group import SakiCommand
from ._options import json_option, print_json

EXAMPLES = (
    ("saki new hello", "the shortest service there can be"),
    ("saki new notes --with sqlite", "REST on SQLite"),
)


@click.command(cls=SakiCommand, examples=EXAMPLES, help="Make a new service in the folder NAME.")
@click.argument("name")
@click.option("--template", "kind", type=click.Choice(KINDS), help="What it begins with: hello, or rest for a small REST service.")
@click.option("--with", "packages", multiple=True, type=click.Choice(["sqlite"]), help="A package to begin with; implies --template rest.")
@json_option
def command(name: str, kind: str | None, packages: tuple[str, ...], as_json: bool) -> None:
    """Plans every file, then makes the folder in one step."""
    target = Path(name)
    if target.name in ("", ".."):
        raise InputError(f"'{name}' is a folder that exists; a service is made in a new one", hint="go to the folder it shall lie in: saki new notes")
    check_name(target.name)
    if target.exists() or target.is_symlink():
        raise InputError(f"{name} exists already", hint="choose another name, or remove it first")
    kind = kind or ("rest" if packages else "hello")
    files = plan_new(target.name, kind, tuple(dict.fromkeys(packages)))
    sdk = find_sdk(Path.cwd(), None)
    everything = with_own_files(target, files, sdk.home)
    create_project(target, everything)
    if as_json:
        print_json({"folder": str(target.resolve()), "files": [each.path for each in everything], "next": next_lines(target)})
        return
    print(f"Made {name}: {len(everything)} files. Next:\n")
    for line in next_lines(target):
        print(f"    {line}")


def with_own_files(target: Path, files: tuple[PlannedFile, ...], home: Path) -> tuple[PlannedFile, ...]:
    """The files with lock and schema, found by planning the project as it will be."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_tree(folder, files)
        project = plan_project(folder / "service.yaml")
        if project.manifest is None or project.plan is None:
            raise InputError("this template gives no valid manifest:\n" + "".join(project.messages))
        missing = plan_missing(folder, project.manifest, project.plan, None, sdk_path(home, target.parent.resolve() / target.name))
    planned = {each.path for each in files}
    return (*files, *(each for each in missing.files if each.path not in planned))


def next_lines(target: Path) -> list[str]:
    """Commands that work as pasted, in any shell and environment: absolute where `saki` is not on a PATH that everybody has."""
    saki = "saki" if on_default_path() else shlex.quote(os.environ.get("SAKI_COMMAND") or shutil.which("saki") or "saki")
    return [f"cd {shlex.quote(str(target.resolve()))}", f"{saki} build", f"{saki} run"]


def on_default_path() -> bool:
    """Whether a bare `saki` is this command even in an empty environment, where shells use their own default PATH."""
    command = os.environ.get("SAKI_COMMAND")
    found = shutil.which("saki", path=os.defpath + ":/usr/local/bin")
    return command is not None and found is not None and os.path.realpath(found) == os.path.realpath(command)
