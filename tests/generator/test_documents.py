# SPDX-License-Identifier: Apache-2.0
"""What the pages show is true: their manifests are clean, and each block of code compiles as it stands against what is generated from the first one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compile_cpp import ROOT, check
from saki._generate import generate_into, plan_project
from saki._load import load

PAGES = ("web-sockets", "event-streams", "rooms")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    return [code for tag, code in BLOCK.findall(text) if tag == language]


@pytest.mark.parametrize("page", PAGES)
def test_the_manifests_of_a_page_are_clean(page: str, tmp_path: Path) -> None:
    for number, manifest in enumerate(blocks(page, "yaml")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(manifest)
        result = load(path, name=f"manifest {number + 1} of {page}.md")
        assert [str(each) for each in result.diagnostics if each.code != "unused-type"] == []


@pytest.mark.parametrize("page", PAGES)
def test_each_block_of_code_compiles_alone_and_all_together(page: str, tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(blocks(page, "yaml")[0])
    planned = plan_project(tmp_path / "service.yaml", "service.yaml")
    assert planned.plan is not None, planned.messages
    generate_into(tmp_path / "gen", planned)
    files = []
    for number, code in enumerate(blocks(page, "cpp")):
        files.append(tmp_path / f"block_{number + 1}.cpp")
        files[-1].write_text(code)
        assert check("g++", files[-1:], tmp_path / "gen") == "", f"block {number + 1}"
    assert check("clang++-19", files, tmp_path / "gen") == ""
