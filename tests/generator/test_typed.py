# SPDX-License-Identifier: Apache-2.0
"""The generator is fully typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import saki


def test_the_strict_type_checker_finds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(Path(saki.__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
