# SPDX-License-Identifier: Apache-2.0
"""The folder that docs/boards.md tells to copy, started under QEMU as the board would start it, and asked over HTTP."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from running import Running  # noqa: E402

EMULATORS = {"arm64": "qemu-aarch64", "armhf": "qemu-arm"}
C_LIBRARY = {"libc.so.6", "libm.so.6", "ld-linux-aarch64.so.1", "ld-linux-armhf.so.3"}


@pytest.fixture(params=EMULATORS)
def board(request):
    return request.param


def copied_folder(board, service, tmp_path):
    """What travels to the board: `cmake --install` of one sample."""
    folder = tmp_path / service
    install = ["cmake", "--install", ROOT / "build" / board, "--component", service, "--prefix", folder]
    subprocess.run(install, check=True, capture_output=True)
    return folder


def start(board, folder, *arguments):
    """Without a supervisor: QEMU cannot start a program from within the program."""
    service = (folder / folder.name, "--no-supervisor", "--listen", "127.0.0.1:0")
    return Running(EMULATORS[board], "-L", ROOT / "build/sysroot" / board, *service, *arguments)


def test_hello_answers_and_stops_in_order(tmp_path, board):
    with start(board, copied_folder(board, "hello", tmp_path)) as hello:
        answer = hello.ask("GET", "/")
        assert (answer.status, hello.stop()) == (200, 0)


def test_notes_keeps_a_note_over_a_restart(tmp_path, board):
    folder = copied_folder(board, "notes", tmp_path)
    data = ("--set", f"data_dir={tmp_path}/data")

    with start(board, folder, *data) as notes:
        created = notes.ask("POST", "/notes", b'{"title": "from a board"}', {"Content-Type": "application/json"})
        assert (created.status, notes.stop()) == (201, 0)
    with start(board, folder, *data) as notes:
        assert [note["title"] for note in notes.ask("GET", "/notes").json] == ["from a board"]


@pytest.mark.parametrize("service", ["hello", "notes"])
def test_the_executable_needs_nothing_but_the_c_library(tmp_path, board, service):
    executable = copied_folder(board, service, tmp_path) / service
    dynamic = subprocess.run(["readelf", "-d", executable], check=True, capture_output=True, text=True).stdout

    assert set(re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)) <= C_LIBRARY
