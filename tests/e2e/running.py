# SPDX-License-Identifier: Apache-2.0
"""Services as processes: started, asked over real sockets, stopped."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")
ALONE = "--no-supervisor"  # For tests in which a crash is to be seen, not mended.
LISTENING = re.compile(rb"listening on (https?://(\S+):(\d+)|(?:tls://)?unix:(\S+))\n")


def until(holds, limit_seconds: float = 30):
    """What `holds` gives once that is something: waits for what others do."""
    deadline = time.monotonic() + limit_seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
    return found


def sample(name: str) -> Path:
    return BUILD / "samples" / name / name


class Running:
    """A service. Its standard error is kept. `process` is what takes signals, `pid` the number of the process that serves."""

    def __init__(self, *command: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None, listeners: int = 1):
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.errors = b""
        self.ports: list[int] = []
        try:
            self._read_until(listeners)
        except BaseException:
            self.__exit__()  # Nobody else can end it: there is no object to do it with.
            raise

    def _read_until(self, listeners: int, limit_seconds: float = 60.0) -> None:
        deadline = time.monotonic() + limit_seconds
        while len(LISTENING.findall(self.errors)) < listeners:
            chunk = self._read_some(deadline)
            assert chunk, f"the service ended ({self.process.poll()}) or said nothing:\n{self.errors.decode(errors='replace')}"
            self.errors += chunk
        self.ports = [int(match[2]) for match in LISTENING.findall(self.errors) if match[2]]

    def _read_some(self, deadline: float) -> bytes:
        stream = self.process.stderr
        ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
        return os.read(stream.fileno(), 65536) if ready else b""

    def has_said(self, text: bytes) -> bool:
        """Until now, or within a moment."""
        self.errors += self._read_some(time.monotonic() + 0.05)
        return text in self.errors

    @property
    def pid(self) -> int:
        """Of the newest child, where the process has any: then it is a supervisor."""
        own = self.process.pid
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return int(children[-1]) if children else own

    @property
    def port(self) -> int:
        return self.ports[0]

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def stop(self, how: int = signal.SIGTERM, limit_seconds: float = 60.0) -> int:
        """Ends the process by a signal; returns its exit status. What it said last is in `errors`."""
        self.process.send_signal(how)
        return self.wait(limit_seconds)

    def wait(self, limit_seconds: float = 60.0) -> int:
        _, rest = self.process.communicate(timeout=limit_seconds)
        self.errors += rest or b""
        return self.process.returncode

    def connect(self, port: int | None = None) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", port or self.port), 60)
        connection.settimeout(60)
        return connection

    def ask(self, method: str, path: str, body: bytes | None = None, fields: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own."""
        with self.connect() as connection:
            connection.sendall(request(method, path, body, fields))
            return read_answer(connection.makefile("rb"), method)

    def exchange(self, raw: bytes) -> bytes:
        """Sends bytes as they are and returns all that comes back until the service closes."""
        with self.connect() as connection:
            connection.sendall(raw)
            return b"".join(iter(lambda: connection.recv(65536), b""))


@dataclass(frozen=True)
class Answer:
    status: int
    fields: dict[str, str]  # names in lower case; repeated ones joined by a line feed
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.fields.get("content-type", "").split(";")[0]


def request(method: str, path: str, body: bytes | None = None, fields: dict[str, str] | None = None) -> bytes:
    lines = {"Host": "localhost"} | ({"Content-Length": str(len(body))} if body is not None else {}) | (fields or {})
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    return head.encode("latin-1") + (body or b"")


def read_answer(stream, method: str = "GET") -> Answer:
    """Reads one final answer from a buffered stream, framing checked; interim ones are passed over."""
    while True:
        status_line = stream.readline()
        assert status_line.startswith(b"HTTP/1.1 ") and status_line.endswith(b"\r\n"), status_line
        status = int(status_line.split()[1])
        fields = _read_fields(stream)
        if status >= 200:
            return Answer(status, fields, _read_body(stream, method, status, fields))


def _read_fields(stream) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (line := stream.readline()) != b"\r\n":
        assert line.endswith(b"\r\n"), line
        name, _, value = line[:-2].decode("latin-1").partition(":")
        name = name.lower()
        fields[name] = f"{fields[name]}\n{value.strip()}" if name in fields else value.strip()
    return fields


def _read_body(stream, method: str, status: int, fields: dict[str, str]) -> bytes:
    if method == "HEAD" or status in (204, 304):
        return b""
    if fields.get("transfer-encoding") == "chunked":
        return _read_chunks(stream)
    if "content-length" in fields:
        body = stream.read(int(fields["content-length"]))
        assert len(body) == int(fields["content-length"]), "the body is shorter than announced"
        return body
    return stream.read()


def _read_chunks(stream) -> bytes:
    body = b""
    while size := int(stream.readline().split(b";")[0], 16):
        body += stream.read(size)
        assert stream.read(2) == b"\r\n"
    assert stream.readline() == b"\r\n"
    return body
