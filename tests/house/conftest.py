# SPDX-License-Identifier: Apache-2.0
"""Makes the test runner importable: it lives beside the tests, in no package that is installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
