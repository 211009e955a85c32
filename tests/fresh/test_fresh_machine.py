# SPDX-License-Identifier: Apache-2.0
"""`./saki demo --check` on a Debian 12 with nothing installed: a minimal root made by mmdebstrap, entered in mount and PID namespaces.

Needs root, the right to make namespaces, and a Debian mirror; where one is missing the test says so and is skipped. The time it took
is kept in build/test/fresh-machine.json; docs/quality names the goal.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "house"))

import tree  # noqa: E402

LIMIT_SECONDS = 900
NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")

ENTER = """
set -eu
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --rbind /sys "$1/sys"
exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root sh -c 'cd / && exec "$@"' sh /saki/saki demo --check
"""


@pytest.fixture
def machine(tmp_path):
    """The root folder of a machine that has nothing but Debian's minimum and Saki's tree in /saki."""
    if os.geteuid() != 0 or subprocess.run([*NAMESPACES, "true"], capture_output=True).returncode != 0:
        pytest.skip("needs root and namespaces")
    root = tmp_path / "machine"
    made = subprocess.run(["mmdebstrap", "--variant=minbase", "bookworm", root], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"no Debian mirror in reach: {made.stderr[-300:]}")
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    shutil.copy("/etc/hosts", root / "etc/hosts")
    for path in tree.files():
        (root / "saki" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, root / "saki" / path)
    return root


def test_the_demo_runs_on_a_machine_that_has_nothing(machine):
    started = time.monotonic()

    run = subprocess.run(
        [*NAMESPACES, "sh", "-c", ENTER, "sh", machine], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT_SECONDS
    )

    seconds = round(time.monotonic() - started, 1)
    record = ROOT / "build/test/fresh-machine.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps({"seconds": seconds, "cores": len(os.sched_getaffinity(0)), "exit": run.returncode}) + "\n")
    assert run.returncode == 0, f"{run.stdout[-6000:]}\n{run.stderr[-6000:]}"
    print(f"saki demo --check on a fresh Debian 12: {seconds} s")
