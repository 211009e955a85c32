# SPDX-License-Identifier: Apache-2.0
"""What several house tests need: the test runner on the path, and Saki installed into a prefix."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def prefix(tmp_path_factory):
    """A prefix with a space in its name, installed from the build folder that SAKI_BUILD_DIR names."""
    folder = tmp_path_factory.mktemp("installed prefix")
    build = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")
    run = subprocess.run(["cmake", "--install", build, "--prefix", folder, "--strip"], capture_output=True, text=True)
    assert run.returncode == 0, f"{run.stderr}\nBuild the libraries first: cmake --build --preset release --target saki_libraries"
    return folder
