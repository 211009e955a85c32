# SPDX-License-Identifier: Apache-2.0
"""Asks a compiler whether generated code is right, without building anything: warnings as in the presets, and all of them errors."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDES = [ROOT / "sdk/include", ROOT / "stack/include", *sorted(ROOT.glob("packages/*/include"))]
COMPILERS = ("g++", "clang++-19")


def warnings() -> list[str]:
    """The warnings that cmake/saki_warnings.cmake asks of every compiler."""
    text = (ROOT / "cmake" / "saki_warnings.cmake").read_text()
    return re.findall(r"(?<![\w:>])-W[\w=-]+", text.split("$<$<CXX_COMPILER_ID", 1)[0])


def check(compiler: str, files: Iterable[Path], *folders: Path, options: Iterable[str] = ()) -> str:
    """Compiles one unit that includes all `files`, with `folders` on the include path; returns what the compiler says."""
    unit = "".join(f'#include "{file}"\n' for file in files)
    includes = [f"-I{folder}" for folder in (*folders, *INCLUDES)]
    command = [compiler, "-std=c++23", "-fsyntax-only", "-Werror", *warnings(), *includes, *options, "-x", "c++", "-"]
    return subprocess.run(command, input=unit, capture_output=True, text=True).stderr
