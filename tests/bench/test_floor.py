# SPDX-License-Identifier: Apache-2.0
"""The floor bears what load generators do to it."""

import socket
import struct
import subprocess
import time

import pytest
from harness.places import BUILD


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def floor(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"x" * (32 << 20))
    port = free_port()
    process = subprocess.Popen([BUILD / "bench/floor", str(port), "--file", path])
    yield process, port
    process.kill()
    process.wait()


def connect(port: int) -> socket.socket:
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "it does not listen"


def test_clients_that_leave_in_the_middle_of_a_file_end_nothing(floor):
    process, port = floor
    for _ in range(50):
        with connect(port) as client:
            client.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert client.recv(10) == b"HTTP/1.1 2"
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with connect(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert client.recv(10) == b"HTTP/1.1 2"
    assert process.poll() is None
