# SPDX-License-Identifier: Apache-2.0
"""A server that runs: started on its own core, asked once, accounted for as a whole tree of processes, stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .places import LARGE_FILE, BenchError
from .process_tree import process_tree
from .subject import Subject
from .work import Work

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Cores:
    """Where the server and its clients run: apart, if there are two."""

    server: int
    client: int

    @staticmethod
    def choose() -> Cores:
        cores = sorted(os.sched_getaffinity(0))
        return Cores(cores[0], cores[-1])


class Server:
    """A running subject. Leaving the context stops it and all that it started."""

    def __init__(self, subject: Subject, work: Work, *, wrapper: tuple[str, ...] = (), alone: bool = False, patience: float = PATIENCE_SECONDS):
        self.subject, self.work, self.port = subject, work, free_port()
        self._folder = tempfile.TemporaryDirectory(prefix=f"bench-{subject.name}-")
        self.folder = Path(self._folder.name)
        self.folder.chmod(0o755)  # For servers that drop their rights.
        command = ["taskset", "-c", str(Cores.choose().server), *wrapper, *subject.command_for(work.name, self.port, self.folder, alone=alone)]
        self._traced = wrapper[:1] == ("strace",)
        with (self.folder / "output").open("wb") as output:
            self.started_at = time.perf_counter()
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder)
        self.path = subject.path(work.name)
        self.first_request = work.requests(self.path)[0]
        try:
            self.first_byte_seconds = self._wait_for_answer(patience)
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_for_answer(self, patience: float) -> float:
        while time.perf_counter() - self.started_at < patience:
            try:
                with self._connect(patience) as connection:
                    connection.sendall(self.first_request)
                    first = connection.recv(65536)
                    answered = time.perf_counter() - self.started_at
                    self._check(first, connection)
                    return answered
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.0005)
        raise BenchError(f"{self.subject.name} did not answer {self.work.name}; it said:\n{self.said()}")

    def _connect(self, patience: float) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), patience)
        return unverified().wrap_socket(connection) if self.work.secure else connection

    def _check(self, answer: bytes, connection: socket.socket) -> None:
        """The first answer, read whole. The load generator checks status and length of all others."""
        while b"\r\n\r\n" not in answer:
            answer += self._more(connection)
        head, body = answer.split(b"\r\n\r\n", 1)
        if self.work.scheme == "ws":
            return self._check_upgrade(head)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise BenchError(f"{self.subject.name} answers {self.work.name} with\n{head.decode(errors='replace')}")
        while len(body) < int(length[1]):
            body += self._more(connection)
        self.body_bytes = len(body)
        wanted = LARGE_FILE.read_bytes() if self.work.name == "file" else self.work.body
        if self.subject.name != "floor" and wanted is not None and body != wanted:
            raise BenchError(f"{self.subject.name} answers {self.work.name} with {body[:80]!r} instead of {wanted[:80]!r}")

    def _check_upgrade(self, head: bytes) -> None:
        self.body_bytes = 0
        if not head.startswith(b"HTTP/1.1 101") or b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" not in head:
            raise BenchError(f"{self.subject.name} does not upgrade:\n{head.decode(errors='replace')}")

    def _more(self, connection: socket.socket) -> bytes:
        more = connection.recv(1 << 20)
        if not more:
            raise BenchError(f"{self.subject.name} breaks off its answer to {self.work.name}")
        return more

    def said(self) -> str:
        return (self.folder / "output").read_text(errors="replace")[-2000:]

    def processes(self) -> list[int]:
        """The process started and all below it: a supervisor counts with what it supervises."""
        return process_tree(self.process.pid)

    def processor_seconds(self) -> float:
        """User and system time of all processes, from their own clocks (see clock_getcpuclockid(3))."""
        return sum(time.clock_gettime((~process << 3) | 2) for process in self.processes())

    def memory_bytes(self) -> int:
        """Proportional set size: pages shared with others are counted once among them."""
        rollups = (Path(f"/proc/{process}/smaps_rollup").read_text() for process in self.processes())
        return sum(int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) << 10 for rollup in rollups)

    def stop(self, patience: float = 10.0) -> None:
        left = self.processes() if self.process.poll() is None else []
        if left:
            os.kill(left[1] if self._traced else left[0], signal.SIGTERM)  # strace ends with what it traces, and not before.
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            for process in left:
                _kill(process)
            self.process.wait()
        self._folder.cleanup()


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def unverified() -> ssl.SSLContext:
    """A client's context that takes any certificate: the bench's own signs itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
