# SPDX-License-Identifier: Apache-2.0
"""Each public header stands alone, for both compilers, without a warning; and the first one a user meets stays light."""

import shutil
import subprocess
from pathlib import Path

import pytest

import tree

INCLUDE_FOLDERS = sorted({Path(*path.parts[: path.parts.index("include") + 1]) for path in tree.public_headers()})
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"]
COMPILERS = {"gcc": "g++", "clang": "clang++-19"}


def include_name(header):
    return header.relative_to(Path(*header.parts[: header.parts.index("include") + 1]))


def compile_command(compiler, *options):
    launcher = [shutil.which("ccache")] if shutil.which("ccache") else []
    folders = [f"-I{tree.ROOT / folder}" for folder in INCLUDE_FOLDERS]
    return [*launcher, COMPILERS[compiler], "-std=c++23", *WARNINGS, *folders, *options]


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("header", tree.public_headers(), ids=lambda header: str(include_name(header)))
def test_compiles_alone_and_twice(tmp_path, header, compiler):
    source = tmp_path / "alone.cpp"
    line = f"#include <{include_name(header)}>\n"
    source.write_text(line + line)

    run = subprocess.run(compile_command(compiler, "-c", source, "-o", tmp_path / "alone.o"), capture_output=True, text=True)

    assert run.returncode == 0, run.stderr


def test_service_h_does_not_pull_in_nlohmann(tmp_path):
    source = tmp_path / "hello.cpp"
    source.write_text("#include <saki/service.h>\n")

    run = subprocess.run(compile_command("gcc", "-M", source), capture_output=True, text=True, check=True)

    assert "saki/service.h" in run.stdout
    assert "nlohmann" not in run.stdout
