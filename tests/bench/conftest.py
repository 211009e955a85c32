# SPDX-License-Identifier: Apache-2.0
"""The tests of the bench find its harness."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
