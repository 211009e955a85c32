# SPDX-License-Identifier: Apache-2.0
"""The reference service with 200 routes, made and built for the work `route`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from .places import BUILD, ROOT, BenchError

ROUTES = 200
CMAKE = """\
cmake_minimum_required(VERSION 3.25)
project(reference LANGUAGES CXX)
find_package(saki REQUIRED)
saki_add_service(reference)
"""
MEASURED = "  GET /users/{user}/posts/{post}:"


def build_many_routes() -> None:
    """Copies the reference, gives it more routes of the shape that is measured, and builds it as any service is built."""
    project, sample = BUILD / "bench/many_routes", ROOT / "samples/reference"
    project.mkdir(parents=True, exist_ok=True)
    for part in ("src", ".saki"):
        shutil.copytree(sample / part, project / part, dirs_exist_ok=True)
    _write_if_changed(project / "CMakeLists.txt", CMAKE)
    _write_if_changed(project / "service.yaml", _manifest((sample / "service.yaml").read_text()))
    run = subprocess.run([ROOT / "saki", "build"], cwd=project, capture_output=True, text=True)
    if run.returncode != 0:
        raise BenchError(f"the service with {ROUTES} routes does not build:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")


def _manifest(text: str) -> str:
    more = ROUTES - sum(line.startswith(("  GET /", "  POST /", "  STATIC /")) for line in text.splitlines())
    lines = (f"  GET /users{number}/{{user}}/posts/{{post}}: {{handler: show_post, returns: Post}}" for number in range(more))
    return text.replace(MEASURED, "\n".join(lines) + "\n" + MEASURED)


def _write_if_changed(file: Path, text: str) -> None:
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
