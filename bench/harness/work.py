# SPDX-License-Identifier: Apache-2.0
"""The work items: what is asked for, how, and what must be answered."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADS = 64  # Different requests in a set, of equal length.


@dataclass(frozen=True)
class Work:
    name: str
    sentence: str
    path: str  # As the reference has it; a server's file may say otherwise.
    requests: Callable[[str], list[bytes]]  # From the path to all of the set.
    body: bytes | None = b"Hello, World!"  # What a right answer holds; none: as many bytes as the first.
    connections: int = 100
    pipeline: int = 1
    keep_alive: bool = True
    scheme: str = "http"
    resumes: bool = False  # Each TLS connection takes up the session of one before.
    idle: str = ""  # What connections of this kind that are kept and silent are called; none: they are not weighed.

    @property
    def secure(self) -> bool:
        return self.scheme in ("https", "wss")

    def load_options(self, folder: Path, path: str) -> list[str]:
        """The load generator's options for this work, but for how long and to whom."""
        options = ["-c", str(self.connections), *(["-k"] if self.keep_alive else ["--sources", "20"]), *(["--resume"] if self.resumes else [])]
        if self.scheme == "ws":
            return options
        file = folder / f"{self.name}.requests"
        file.write_bytes(b"".join(self.requests(path)))
        return [*options, "--requests", str(file), "--pipeline", str(self.pipeline)]


def plain(path: str) -> list[bytes]:
    return [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n".encode()]


def closing(path: str) -> list[bytes]:
    return [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n\r\n".encode()]


def upgrade(path: str) -> list[bytes]:
    lines = (
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1:8080",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    )
    return ["\r\n".join((*lines, "", "")).encode()]


def browsers(path: str) -> list[bytes]:
    """Heads as a browser sends them, each of 482 bytes with `/hello`: another version, session and page in each."""
    chance = random.Random(482)
    return [_browser(path, chance.randrange(100, 1000), chance.getrandbits(128), chance.randrange(10**5)) for _ in range(HEADS)]


def _browser(path: str, version: int, session: int, page: int) -> bytes:
    lines = (
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1:8080",
        f"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "Accept-Language: en-US,en;q=0.5",
        "Accept-Encoding: identity",
        f"Referer: http://127.0.0.1:8080/{page:05}.html",
        f"Cookie: session={session:032x}; theme=dark",
        "Cache-Control: no-cache",
        "Connection: keep-alive",
    )
    head = "\r\n".join(lines) + "\r\n"
    padding = 482 - len(head) - len("X-Pad: \r\n\r\n") if path == "/hello" else 8
    return (head + f"X-Pad: {'p' * padding}\r\n\r\n").encode()


def posts(path: str) -> list[bytes]:
    """JSON of 1,024 bytes whose content changes each time."""
    chance = random.Random(1024)
    return [_post(path, chance) for _ in range(HEADS)]


def _post(path: str, chance: random.Random) -> bytes:
    alphabet = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    body = json.dumps({"name": "".join(chance.choices(alphabet, k=1024 - len('{"name": ""}')))})
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def routes(path: str) -> list[bytes]:
    """The same route with another user and post each time; `path` holds both in braces."""
    chance = random.Random(200)
    return [plain(path.format(user=chance.randrange(10**4, 10**5), post=chance.randrange(100, 1000)))[0] for _ in range(HEADS)]


WORKS = {
    work.name: work
    for work in (
        Work("hello", "GET /hello over 100 kept connections", "/hello", plain, idle="plain"),
        Work("browser", "the same with 64 different heads of 482 bytes, in random order", "/hello", browsers),
        Work("pipe16", "GET /hello, 16 requests at a time", "/hello", plain, pipeline=16),
        Work("close", "GET /hello, a connection for each request", "/hello", closing, keep_alive=False),
        Work("json", "GET /json", "/json", plain, body=b'{"message":"Hello, World!"}'),
        Work("route", "GET /users/{user}/posts/{post} among 200 routes, 64 different ones", "/users/{user}/posts/{post}", routes, body=None),
        Work("parse", "POST /json with 1 KiB, 64 different ones", "/json", posts, body=None),
        Work("file", "GET of a file of 1 MiB over 20 kept connections", "/static/large.txt", plain, body=None, connections=20),
        Work("tls", "GET /hello over 100 kept TLS connections", "/hello", plain, scheme="https", idle="TLS"),
        Work("tlsnew", "a TLS 1.3 handshake, X25519 and ECDSA P-256, with one GET /hello", "/hello", closing, connections=40, keep_alive=False, scheme="https"),
        Work("tlsres", "the same, and each handshake resumes a session", "/hello", closing, connections=40, keep_alive=False, scheme="https", resumes=True),
        Work("ws", "a text of 125 bytes sent back over each of 100 WebSockets", "/ws/echo", upgrade, scheme="ws", idle="WebSocket"),
    )
}
