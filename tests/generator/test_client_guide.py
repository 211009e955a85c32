# SPDX-License-Identifier: Apache-2.0
"""The code of docs/http-client.md compiles as it stands there, with the client that is made for the notes."""

import re
from pathlib import Path

from compile_cpp import ROOT, check
from saki._generate import generate_into, plan_project

BLOCK = re.compile(r"^```cpp\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEFORE = '#include "saki/service.h"\n#include <array>\n#include <map>\n'


def test_the_code_of_the_guide_compiles(tmp_path: Path) -> None:
    planned = plan_project(ROOT / "samples/notes/service.yaml")
    assert planned.plan is not None
    generate_into(tmp_path / "notes_client", planned)
    blocks = BLOCK.findall((ROOT / "docs/http-client.md").read_text())
    assert len(blocks) == 8
    guide = tmp_path / "guide.cpp"
    guide.write_text(BEFORE + "\n".join(blocks))
    assert check("g++", [guide], tmp_path, options=["-Wno-missing-declarations"]) == ""
