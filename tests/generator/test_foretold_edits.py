# SPDX-License-Identifier: Apache-2.0
"""Two hundred random edits of a manifest over a project whose handlers are written by hand.

After each: not one byte of the author's changed; whether the project compiles is foretold, from what each file uses, before a
compiler is asked; and the compiler's errors name what was foretold. What an edit broke, the author repairs before the next.

Twice, at the first rounds from 50 and from 150 on that compile, the project is really built and asked over HTTP, since a build is dear
on two cores. SAKI_BUILT_ROUNDS=10 in the environment has that done at every tenth round, SAKI_BUILT_ROUNDS=1 at every one.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from asked_service import build_and_ask
from edited_project import HELPER, EditedProject
from saki._cli._main import run
from unit_cache import UnitCache

ROUNDS = 200
EVERY = int(os.environ.get("SAKI_BUILT_ROUNDS", "0"))
ASKED = range(EVERY, ROUNDS + 1, EVERY) if EVERY else (50, 150)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedProject:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKI_HOME", raising=False)
    assert run(["new", "shop", "--template", "rest"]) == 0
    monkeypatch.chdir(tmp_path / "shop")
    made = EditedProject(tmp_path / "shop", random.Random(20261121))
    assert made.generate() == set()
    return made


def check_round(project: EditedProject, cache: UnitCache) -> bool:
    """Generates and compiles after an edit; returns whether the project compiles. Every claim is asserted."""
    before, missing = project.hashes(), project.missing()
    assert project.generate() == missing
    after = project.hashes()
    assert {name: hash for name, hash in after.items() if name not in missing} == before, "a byte of the author's changed"
    assert set(after) - set(before) == missing

    foretold = project.foretold()
    assert project.drifted() == project.foretold_drift()
    units = [f"gen/{name}" for name in ("types.cpp", "routes.cpp", "compose.cpp", "main.cpp", "test_client.h")]
    units += [f"src/{name}.cpp" for name in (HELPER, *(each.handler for each in project.manifest.routes))]
    failures = cache.failures(units, foretold)
    assert failures.keys() == foretold.keys(), failures
    for unit, words in foretold.items():
        named = [line for line in failures[unit].splitlines() if any(word in line for word in words)]
        assert named and f"{unit}:" in failures[unit], (words, failures[unit])
    return not foretold


def test_two_hundred_edits_leave_the_authors_files_alone_and_break_what_was_foretold(project: EditedProject, tmp_path: Path) -> None:
    cache = UnitCache(project.folder, tmp_path)
    assert check_round(project, cache), "what the author wrote compiles before the first edit"
    compiled, built, due, kinds = 0, 0, False, set[str]()
    for number in range(1, ROUNDS + 1):
        project.work_by_hand()
        said = project.edit()
        kinds.add(said.split(":")[0])
        print(f"round {number}: {said}")
        good = check_round(project, cache)
        compiled += good
        due = due or number in ASKED
        if good and due:
            build_and_ask(project)
            built, due = built + 1, False
    print(f"{compiled} rounds compiled, {ROUNDS - compiled} failed as foretold; {len(kinds)} kinds of edit, {cache.compiled} units compiled")
    print(f"{built} rounds were built and asked")
    assert 150 <= compiled < ROUNDS, "most edits are harmless, some are not"
    assert built == (compiled if EVERY == 1 else len(ASKED))
    assert project.discarded < ROUNDS // 5
