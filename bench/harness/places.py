# SPDX-License-Identifier: Apache-2.0
"""Where things are, and the one kind of error that a reader can mend."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
BUILD = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")
LOAD = BUILD / "bench" / "load"
LARGE_FILE = ROOT / "samples/reference/public/large.txt"  # 1 MiB, made while configuring.
CERTIFICATE, KEY = BUILD / "bench/certificate.pem", BUILD / "bench/key.pem"  # ECDSA P-256, signed by itself.


class BenchError(Exception):
    """What the command says before it exits 1: a wrong answer, a server that does not start, a missing tool."""
