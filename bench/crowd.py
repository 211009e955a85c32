#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How long a plain connection waits for its answers while a crowd of strangers shakes hands with the same worker.

    bench/crowd.py [--strangers N] [--rounds N] [--binary FILE]

Each round opens the strangers' connections, sends the greetings of all at once, and asks on the plain connection one request after the
other. Prints the longest wait of the rounds' median and of all. The server has one core and the clients the other; run it alone.
"""

from __future__ import annotations

import argparse
import os
import socket
import ssl
import statistics
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from harness.places import ROOT
from harness.server import Cores, free_port

REQUEST = b"GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"
STEP_SECONDS = 0.0004  # More than a handshake's first step takes.
CERTIFICATE = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-days", "2")


def greeting() -> bytes:
    """A ClientHello; that all strangers say the same is nothing to a server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    sent = ssl.MemoryBIO()
    client = context.wrap_bio(ssl.MemoryBIO(), sent, server_hostname="localhost")
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return sent.read()


def connect(port: int, patience_seconds: float = 10.0) -> socket.socket:
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 10)
        except (ConnectionRefusedError, ConnectionResetError):  # Not there yet, or somebody else's who just leaves the port.
            if time.monotonic() > deadline:
                raise


def wait_of(plain: socket.socket) -> float:
    started = time.perf_counter()
    plain.sendall(REQUEST)
    if not plain.recv(4096).startswith(b"HTTP/1.1 200"):
        raise SystemExit("crowd: the server answers wrongly")
    return time.perf_counter() - started


def longest_wait(plain: socket.socket, port: int, strangers: int) -> float:
    with ExitStack() as stack:
        crowd = [stack.enter_context(connect(port)) for _ in range(strangers)]
        said = greeting()
        for stranger in crowd:
            stranger.sendall(said)
        until = time.perf_counter() + strangers * STEP_SECONDS
        waits = [wait_of(plain)]
        while time.perf_counter() < until:
            waits.append(wait_of(plain))
    return max(waits)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/crowd.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--strangers", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/samples/reference/reference")
    options = parser.parse_args()
    cores, plain_port, tls_port = Cores.choose(), free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="bench-crowd-") as folder:
        pair = f"{folder}/key.pem", f"{folder}/certificate.pem"
        subprocess.run(["openssl", *CERTIFICATE, "-keyout", pair[0], "-out", pair[1]], check=True, capture_output=True)
        listening = ("--listen", f"127.0.0.1:{plain_port}", "--listen", f"tls://127.0.0.1:{tls_port}", "--tls-cert", pair[1], "--tls-key", pair[0])
        command = ["taskset", "-c", str(cores.server), options.binary, "--no-supervisor", "--workers", "1", *listening]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                os.sched_setaffinity(0, {cores.client})
                with connect(plain_port) as plain:
                    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    longest = [longest_wait(plain, tls_port, options.strangers) for _ in range(options.rounds)]
            finally:
                server.terminate()
    print(f"{options.strangers} strangers: longest wait {statistics.median(longest) * 1e3:.2f} ms (median of {options.rounds} rounds), {max(longest) * 1e3:.2f} ms (of all)")


if __name__ == "__main__":
    main()
