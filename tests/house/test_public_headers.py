# SPDX-License-Identifier: Apache-2.0
"""Each public header stands alone, for both compilers without a warning; and the first one a user meets stays light."""

import shutil
import subprocess
from pathlib import Path

import pytest

import tree

INCLUDE_FOLDERS = sorted({Path(*path.parts[: path.parts.index("include") + 1]) for path in tree.public_headers()})
# Without -Wshadow: for GCC 12 an enumerator of a scoped enumeration shadows a type of its name.
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Werror"]
COMPILERS = {"gcc": "g++", "clang": "clang++-19"}


def include_name(header):
    return header.relative_to(Path(*header.parts[: header.parts.index("include") + 1]))


def compile_command(compiler, *options):
    launcher = [shutil.which("ccache")] if shutil.which("ccache") else []
    folders = [f"-I{tree.ROOT / folder}" for folder in INCLUDE_FOLDERS]
    return [*launcher, COMPILERS[compiler], "-std=c++23", *WARNINGS, *folders, *options]


def assert_compiles(tmp_path, compiler, headers):
    source = tmp_path / "headers.cpp"
    source.write_text("".join(f"#include <{include_name(header)}>\n" for header in headers))
    run = subprocess.run(compile_command(compiler, "-c", source, "-o", tmp_path / "headers.o"), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("header", tree.public_headers(), ids=lambda header: str(include_name(header)))
def test_compiles_alone_and_twice(tmp_path, header):
    assert_compiles(tmp_path, "gcc", [header, header])


@pytest.mark.parametrize("compiler", COMPILERS)
def test_all_together_in_either_order(tmp_path, compiler):
    headers = tree.public_headers()

    assert_compiles(tmp_path, compiler, headers)
    assert_compiles(tmp_path, compiler, headers[::-1])


def test_service_h_does_not_pull_in_nlohmann(tmp_path):
    source = tmp_path / "hello.cpp"
    source.write_text("#include <saki/service.h>\n")

    run = subprocess.run(compile_command("gcc", "-M", source), capture_output=True, text=True, check=True)

    assert "saki/service.h" in run.stdout
    assert "nlohmann" not in run.stdout
