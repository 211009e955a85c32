# SPDX-License-Identifier: Apache-2.0
"""bench/crowd.py as a reader calls it."""

import re
import subprocess

from harness.places import ROOT


def test_the_longest_wait_in_a_crowd_is_told():
    run = subprocess.run([ROOT / "bench/crowd.py", "--strangers", "5", "--rounds", "2"], capture_output=True, text=True, timeout=120)

    assert run.returncode == 0, run.stderr
    assert re.fullmatch(r"5 strangers: longest wait \d+\.\d\d ms \(median of 2 rounds\), \d+\.\d\d ms \(of all\)\n", run.stdout)
