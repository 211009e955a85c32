# SPDX-License-Identifier: Apache-2.0
"""Options that several commands share, and where they find their project."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from .._compiler_output import read_diagnostics
from .._errors import InputError, ManifestRefused, Reported, SakiError, StepFailed
from .._project import MANIFEST_NAME, find_project
from .._render import as_data

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Adds `--json`, which every command with output for tools has; where it is given, a failure is such a document as well."""

    @wraps(command)
    def told(*arguments: Any, as_json: bool, **options: Any) -> Any:
        with failures_as_json(as_json):
            return command(*arguments, as_json=as_json, **options)

    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document for tools.")(cast(F, told))


def print_json(data: object) -> None:
    """Prints one document for tools."""
    print(json.dumps(data, indent=2, ensure_ascii=False))


@contextmanager
def failures_as_json(wanted: bool) -> Iterator[None]:
    """Where tools listen, a failure is told in JSON: what failed, and each finding with its place."""
    try:
        yield
    except SakiError as error:
        if not wanted or isinstance(error, Reported):
            raise
        print_json({"ok": False, **failure(error)})
        raise Reported(error.exit) from error


def failure(error: SakiError) -> dict[str, Any]:
    """A failure as plain data."""
    if isinstance(error, StepFailed):
        found = [{**each, "file": shown(Path(each["file"]))} for each in read_diagnostics(error.output, error.folder)]
        return {"step": error.step, "diagnostics": found, "output": error.output}
    if isinstance(error, ManifestRefused):
        return {"step": "check", "diagnostics": [as_data(each) for each in error.diagnostics]}
    return {"text": error.text, "hint": error.hint, "diagnostics": []}


def shown(path: Path) -> str:
    """A path as messages show it: relative when it lies below the working directory."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def project_folder() -> Path:
    """The folder of the project around the working directory."""
    return manifest_path(None).parent


def manifest_path(given: str | None) -> Path:
    """The manifest to act on: the given file or folder, else that of the project around the working directory."""
    if given is not None:
        path = Path(given)
        return path / MANIFEST_NAME if path.is_dir() else path
    project = find_project(Path.cwd())
    if project is None:
        hint = "go to a project's folder, name the file, or make a project: saki new notes"
        raise InputError(f"there is no {MANIFEST_NAME} here or in a folder above ({os.getcwd()})", hint=hint)
    return project / MANIFEST_NAME
