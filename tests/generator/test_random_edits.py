# SPDX-License-Identifier: Apache-2.0
"""Two hundred random edits of a manifest over a project that its author has edited.

Not one hand-written byte changes. At least 150 rounds compile; each other one fails with an error that was told before the build: by the
check of the manifest, or as a drifted handler, and then the compiler's message holds the new declaration. Each chain goes on from its
last good round.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from compile_cpp import INCLUDES
from random_edits import Shop, edited, start
from saki._author import text_of
from saki._drift import State, look_at_handlers
from saki._generate import generate_into, plan_project
from saki._lock import read_lock
from saki._scaffold import plan_missing
from saki._write import write_tree

SEED = 20261121
CHAINS, ROUNDS = 4, 50
HEADERS = ("request.h response.h task.h http_error.h glue.h service.h object_decoder.h encode.h timestamp.h uuid.h").split()


@pytest.fixture(scope="module")
def precompiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SDK's headers in one, read once instead of two hundred times."""
    header = tmp_path_factory.mktemp("precompiled") / "sdk.h"
    header.write_text("".join(f'#include "saki/{name}"\n' for name in HEADERS) + "#include <chrono>\n#include <map>\n#include <vector>\n")
    includes = [f"-I{folder}" for folder in INCLUDES]
    subprocess.run(["g++", "-std=c++23", *includes, "-x", "c++-header", header, "-o", f"{header}.gch"], check=True)
    return header


class Project:
    """A project whose author writes every handler by hand as soon as its stub is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gen = folder / "build" / "gen"
        self.written: dict[Path, str] = {}

    def take(self, shop: Shop) -> list[str]:
        """Makes what the manifest asks for; returns what is predicted to go wrong."""
        (self.folder / "service.yaml").write_text(shop.text())
        planned = plan_project(self.folder / "service.yaml", "service.yaml")
        if planned.plan is None or planned.manifest is None:
            return [f"check: {planned.messages[0].splitlines()[0]}"]
        missing = plan_missing(self.folder, planned.manifest, planned.plan, read_lock(self.folder), "")
        write_tree(self.folder, missing.files)
        self.write_by_hand([self.folder / each.file for each in planned.plan.views if not each.written])
        planned = plan_project(self.folder / "service.yaml", "service.yaml")
        assert planned.plan is not None
        generate_into(self.gen, planned)
        standings = look_at_handlers(self.folder, planned.plan, read_lock(self.folder), {})
        self.sources = [self.folder / name for name in planned.plan.handlers]
        return [each.declaration for each in standings if each.state is State.DRIFTED]

    def write_by_hand(self, stubs: list[Path]) -> None:
        for path in stubs:
            text = path.read_text() + f"\n// {path.stem}: mine, every byte of it.\n"
            path.write_text(text)
            self.written[path] = text

    def compile(self, precompiled: Path) -> str:
        unit = "".join(f'#include "{file}"\n' for file in (*sorted(self.gen.glob("*.cpp")), *self.sources))
        includes = [f"-I{folder}" for folder in (self.gen, self.folder / "src", *INCLUDES)]
        command = ["g++", "-std=c++23", "-fsyntax-only", *includes, "-include", str(precompiled), "-x", "c++", "-"]
        return subprocess.run(command, input=unit, capture_output=True, text=True).stderr


@pytest.mark.parametrize("chain", range(CHAINS))
def test_hand_written_code_survives_and_every_failure_was_told_before(chain: int, tmp_path: Path, precompiled: Path) -> None:
    dice = random.Random(SEED + chain)
    project, shop = Project(tmp_path), start()
    assert project.take(shop) == [] and project.compile(precompiled) == ""
    compiled = 0
    for number in range(ROUNDS):
        candidate = edited(shop, dice)
        predicted = project.take(candidate)
        assert all(text_of(path) == text for path, text in project.written.items()), f"round {number} touched the author's files"
        if not predicted:
            assert project.compile(precompiled) == "", f"round {number} failed without having been told"
            shop, compiled = candidate, compiled + 1
            continue
        if not predicted[0].startswith("check: "):
            said = project.compile(precompiled)
            for declaration in predicted:
                name = declaration.split("handlers::")[1].split("(")[0]
                assert "no declaration matches" in said and f" {name}(saki::Request& request" in said, said
        project.take(shop)
    assert compiled * CHAINS >= 150, compiled
