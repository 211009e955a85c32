# SPDX-License-Identifier: Apache-2.0
"""Builds an edited project for good, runs it and asks each of its routes."""

from __future__ import annotations

import json
import re
import sys

from built_project import build
from compile_cpp import ROOT
from edited_manifest import Route, cpp
from edited_project import EditedProject
from hand_written import VALUES

sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from running import Running  # noqa: E402

PARTS = {"int64": "7", "int32": "3", "string": "word", "uuid": "123e4567-e89b-12d3-a456-426614174000"}


def build_and_ask(project: EditedProject) -> None:
    """Every handler that was written answers as it was written, every stub 501."""
    built = build(project.folder)
    with Running(built / "shop", "--listen", "127.0.0.1:0", "--workers", "1", cwd=project.folder) as service:
        for route in project.manifest.routes:
            ask(service, project, route)
        assert service.stop() == 0


def ask(service: Running, project: EditedProject, route: Route) -> None:
    path = re.sub(r"\{\w+:(\w+)\}", lambda part: PARTS[part[1]], route.path)
    fields = project.manifest.types.get(route.body, {})
    body = json.dumps({name: VALUES[cpp(kind)][1] for name, kind in fields.items()}).encode() if route.body else None
    got = service.ask(route.method, path, body, {"Content-Type": "application/json"} if body else {})
    written = project.files[route.handler]
    assert got.status == (501 if written.stub else route.answered), (route, got)
    if written.stub or not route.returns:
        return
    if route.returns == "text":
        assert got.body == b"by hand", (route, got)
        return
    for each in got.json if route.returns.startswith("list") else [got.json]:
        assert written.members.items() <= each.items(), (route, got)
