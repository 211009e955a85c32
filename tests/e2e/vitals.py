# SPDX-License-Identifier: Apache-2.0
"""A service under attack: what it holds and uses, and whether it came through unharmed."""

import os
import re
import socket
import struct
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from running import ALONE, Running, request, sample


def descriptors(service) -> int:
    return len(os.listdir(f"/proc/{service.pid}/fd"))


def open_files(pid: int) -> list[str]:
    """What kinds of things are open, without their numbers."""
    links = [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    return [re.sub(r"\d+", "N", link) for link in links]


def resident_kib(service) -> int:
    with open(f"/proc/{service.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def cpu_seconds(service) -> float:
    with open(f"/proc/{service.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_gone(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return " Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1][:3]
    return True


def eventually(condition, limit_seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + limit_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@contextmanager
def unharmed(service):
    """Afterwards the service answers, and holds the descriptors that it held before."""
    before = descriptors(service)
    yield
    assert service.ask("GET", "/hello").body == b"Hello, World!"
    assert eventually(lambda: descriptors(service) <= before), "descriptors leak"


def spin(service, connection) -> None:
    """Has the only worker of `trouble` do nothing else any more; returns once it does."""
    used = cpu_seconds(service)
    connection.sendall(request("GET", "/spin"))
    assert eventually(lambda: cpu_seconds(service) > used + 0.05)


def reset(connection) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def reference(folder, *flags, workers=1, **options):
    listening = ["--listen", "127.0.0.1:0", "--workers", str(workers)]
    return Running(sample("reference"), ALONE, *listening, "--set", f"settings.static_dir={folder}", *flags, **options)
