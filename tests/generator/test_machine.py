# SPDX-License-Identifier: Apache-2.0
"""`saki doctor` and `saki completion`, on this machine and on ones that lack something."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [line.split() for line in (ROOT / "cmake" / "packages.txt").read_text().splitlines() if line and not line.startswith("#")]


def saki(*arguments: str, path: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "generator"), "NO_COLOR": "1"} | more
    if path is not None:
        environment["PATH"] = str(path)
    return subprocess.run([sys.executable, "-m", "saki", *arguments], env=environment, capture_output=True, text=True)


def program(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def machine_without(folder: Path, *absent: str) -> Path:
    """A path whose dpkg knows every package of ours but those."""
    present = "".join(f"ii {package}\\n" for _, package in PACKAGES if package not in absent)
    program(folder, "dpkg-query", f"printf '{present}'")
    program(folder, "g++", "echo 'g++ (Debian 12.2.0-14) 12.2.0'")
    return folder


def test_a_ready_machine_needs_nothing(tmp_path: Path) -> None:
    told = saki("doctor", "--test", path=machine_without(tmp_path))
    assert told.returncode == 0, told.stdout
    assert "apt-get" not in told.stdout


def test_exactly_the_missing_packages_are_named_as_a_line_to_paste(tmp_path: Path) -> None:
    told = saki("doctor", path=machine_without(tmp_path, "libyaml-dev", "cmake", "clang-19"))
    assert told.returncode == 3
    line = next(line for line in told.stdout.splitlines() if "apt-get install" in line)
    assert line.split("recommends ")[1].split() == ["cmake", "libyaml-dev"]


def test_a_group_is_looked_at_when_asked_for(tmp_path: Path) -> None:
    told = json.loads(saki("doctor", "--test", "--json", path=machine_without(tmp_path, "clang-19")).stdout)
    assert (told["ok"], told["install"].split()[-1]) == (False, "clang-19")


def test_an_old_compiler_is_named(tmp_path: Path) -> None:
    path = machine_without(tmp_path)
    program(path, "g++", "echo 'g++ (Debian 10.2.1-6) 10.2.1'")
    told = saki("doctor", path=path)
    assert told.returncode == 3
    assert "10.2.1 is too old" in told.stdout


def test_a_system_without_dpkg_is_told_what_is_tested(tmp_path: Path) -> None:
    told = saki("doctor", path=tmp_path)
    assert told.returncode == 3
    assert "Debian 12 is tested" in told.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    told = saki("completion", shell)
    assert told.returncode == 0
    assert "_SAKI_COMPLETE" in told.stdout


def test_an_unknown_shell_is_wrong_usage() -> None:
    told = saki("completion", "bahs")
    assert told.returncode == 2
    assert "did you mean 'bash'" in told.stderr


def test_commands_complete(tmp_path: Path) -> None:
    program(tmp_path, "saki", f'exec {sys.executable} -m saki "$@"')
    script = f'eval "$(saki completion bash)"; COMP_WORDS=(saki che); COMP_CWORD=1; _saki_completion saki; echo "${{COMPREPLY[@]}}"'
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "generator")}
    told = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True)
    assert told.stdout.strip() == "check", told.stderr
