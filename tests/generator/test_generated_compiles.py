# SPDX-License-Identifier: Apache-2.0
"""What is generated is good C++ for both compilers, under the warnings of the presets, each file by itself and all in one unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from compile_cpp import COMPILERS, check

GOLDEN = Path(__file__).parent / "golden"
PROJECTS = sorted(path.parent for path in GOLDEN.glob("*/service.yaml"))


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_all_of_a_project_compiles_in_one_unit(project: Path, compiler: str) -> None:
    generated = project / "expected"
    files = [*sorted(generated.glob("*.cpp")), generated / "test_client.h", *sorted(project.glob("src/*.cpp"))]
    assert check(compiler, files, generated, project / "src") == ""


@pytest.mark.parametrize("header", sorted((GOLDEN / "everything" / "expected").glob("*.h")), ids=lambda header: header.name)
def test_each_generated_header_needs_no_other_before_it(header: Path) -> None:
    assert check("g++", [header], header.parent) == ""
