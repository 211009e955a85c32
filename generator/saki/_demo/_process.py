# SPDX-License-Identifier: Apache-2.0
"""A service as a child process: started, asked over HTTP, stopped in order."""

from __future__ import annotations

import http.client
import json
import re
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._errors import SetupError

LISTENING = re.compile(rb"listening on http://([^\s:]+|\[[^\]]+\]):(\d+)")
START_SECONDS = 30.0
STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `json` is the body read as JSON, None when it is none."""

    status: int
    media_type: str
    body: bytes

    @property
    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class ServiceProcess:
    """Runs `command` for the length of a `with`; asks it on the address it says it listens on."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._command = [str(part) for part in command]
        self._said = b""
        self.host, self.port = "", 0

    def __enter__(self) -> ServiceProcess:
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        deadline = time.monotonic() + START_SECONDS
        while (match := LISTENING.search(self._said)) is None:
            if not self._listen(deadline):
                self.__exit__()
                raise SetupError(f"{self._command[0]} did not start: {self._said.decode(errors='replace').strip() or 'it said nothing'}")
        self.host, self.port = match[1].decode().strip("[]"), int(match[2])
        return self

    def _listen(self, deadline: float) -> bool:
        """Takes more of what the process says; False when it ended or the time is up."""
        assert self._process.stderr is not None
        ready, _, _ = select.select([self._process.stderr], [], [], max(0.0, deadline - time.monotonic()))
        chunk = self._process.stderr.read1(65536) if ready else b""  # type: ignore[attr-defined]
        self._said += chunk
        return bool(chunk)

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()

    def stop(self) -> int:
        """Stops the service in order; returns its exit code."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return self._process.wait()

    def ask(self, method: str, path: str, value: Any = None) -> Answer:
        """One request, with `value` as JSON when there is one."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            body = None if value is None else json.dumps(value)
            connection.request(method, path, body, {} if body is None else {"Content-Type": "application/json"})
            response = connection.getresponse()
            return Answer(response.status, (response.headers.get("Content-Type") or "").split(";")[0], response.read())
        finally:
            connection.close()
