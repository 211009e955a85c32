# SPDX-License-Identifier: Apache-2.0
"""Builds a project against the SDK in this tree's build folder, as its author would."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from compile_cpp import ROOT

SDK = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")


def build(folder: Path) -> Path:
    """Configures it where it was not yet, and builds it; gives the folder of what was built."""
    built = folder / "build"
    configure = ["cmake", "-S", folder, "-B", built, "-G", "Ninja", f"-Dsaki_DIR={SDK}", "-DCMAKE_BUILD_TYPE=Debug", "-DBUILD_TESTING=OFF"]
    commands = [["cmake", "--build", built]] if (built / "build.ninja").exists() else [configure, ["cmake", "--build", built]]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return built


def write_project(folder: Path, name: str, files: dict[str, str]) -> None:
    """A service called `name` of these files, by their paths, and the list that builds it."""
    lists = f"cmake_minimum_required(VERSION 3.25)\nproject({name} LANGUAGES CXX)\nfind_package(saki REQUIRED)\nsaki_add_service({name})\n"
    for path, text in {"CMakeLists.txt": lists, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
