# SPDX-License-Identifier: Apache-2.0
"""A client of event streams as browsers have one: reads events, remembers the last id and comes back with it."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from running import Running, request


@dataclass(frozen=True)
class Event:
    name: str
    id: str
    data: str


class EventSource:
    """One stream. `fields` are those of the answer, in lower case."""

    def __init__(self, service: Running, path: str, last_id: str = "", **more: str):
        self.service, self.path, self.last_id = service, path, last_id
        self.open(**more)

    def open(self, **more: str) -> None:
        known = {"Accept": "text/event-stream"} | ({"Last-Event-ID": self.last_id} if self.last_id else {}) | more
        self.socket = self.service.connect()
        self.socket.sendall(request("GET", self.path, fields=known))
        self.stream = self.socket.makefile("rb")
        self.status = int(self.stream.readline().split()[1])
        lines = [line.decode().rstrip("\r\n") for line in iter(self.stream.readline, b"\r\n")]
        self.fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def come_back(self) -> None:
        self.close()
        self.open()

    def next(self) -> Event | None:
        """The next event; None once the stream has ended. Comments are passed over."""
        name, data = "message", []
        while line := self.stream.readline():
            field, _, value = line.decode().rstrip("\n").partition(":")
            value = value.removeprefix(" ")
            if field == "data":
                data.append(value)
            elif field == "event":
                name = value
            elif field == "id":
                self.last_id = value
            elif line == b"\n":
                if data:
                    return Event(name, self.last_id, "\n".join(data))
                name = "message"
        return None

    def close(self) -> None:
        self.stream.close()
        self.socket.close()

    def reset(self) -> None:
        """Goes as a process that dies does."""
        self.stream.close()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()

    def __enter__(self) -> EventSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
