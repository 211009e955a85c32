# SPDX-License-Identifier: Apache-2.0
"""The compiler trap: what our rules call safe is safe, with both compilers and at each level we build with.

The traps themselves are watched too. GCC 12 must still fall into them: the day it does not, the rules that they forced on the public API
(docs/decisions/0004) may be lifted, and somebody should be told.
"""

import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("traps.cpp")
LEVELS = {"dev": ("-Og", "-foptimize-sibling-calls"), "release": ("-O2", "-DNDEBUG"), "sanitizers": ("-O1",)}
COMPILERS = {"gcc12": "g++-12", "clang19": "clang++-19"}


def judge(tmp_path, compiler, *options):
    """Compiles the patterns and returns {name: sound or broken}."""
    program = tmp_path / "traps"
    subprocess.run([COMPILERS[compiler], "-std=c++23", "-Wall", "-Wextra", *options, SOURCE, "-o", program], check=True)
    run = subprocess.run([program], capture_output=True, text=True, check=True)
    return dict(line.split() for line in run.stdout.splitlines())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_the_rules_call_safe_is_safe(tmp_path, compiler, level):
    safe = {name: verdict for name, verdict in judge(tmp_path, compiler, *LEVELS[level]).items() if name.startswith("safe_")}

    assert len(safe) == 8
    assert set(safe.values()) == {"sound"}, safe


def test_gcc_12_still_falls_into_each_trap(tmp_path):
    traps = {name: verdict for name, verdict in judge(tmp_path, "gcc12", "-O2").items() if name.startswith("trap_")}

    assert len(traps) == 7
    assert set(traps.values()) == {"broken"}, traps


def test_clang_19_falls_into_none(tmp_path):
    assert "broken" not in judge(tmp_path, "clang19", "-O2").values()
