# SPDX-License-Identifier: Apache-2.0
"""What docs/quality/faults.md lists: each fault, done to a service of its own; afterwards the service answers, its memory is back within
a tenth, or 1 MiB, and it has exactly the descriptors that it had. `pytest -s` prints the figures."""

import random
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import pytest
from hostile import CHUNKS, FRAMING, HELLO, chunked, post
from running import ALONE, BUILD, ROOT, Running, read_answer, request, sample
from vitals import cpu_seconds, descriptors, eventually, reference, reset, resident_kib

CLOSE = {"Connection": "close"}
HASTY = [f"server.timeouts.{name}=300ms" for name in ("head", "body_idle", "write_idle", "rate_grace")] + [
    "server.limits.body_rate_bytes=1KiB"
]
STREAM = request("GET", "/stream?chunks=3&size=1000000", fields=CLOSE)
UPLOAD = b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx"
# One of each kind, so that what a service needs but once is there before its memory is looked at.
FIRST = [
    HELLO,
    request("GET", "/static/plain.txt"),
    request("GET", "/stream", fields={"Accept-Encoding": "br"}),
    request("GET", "/stream", fields={"Accept-Encoding": "gzip"}),
    request("POST", "/upload", b"x" * 10_000),
    request("POST", "/json", b'{"name":"x"}', {"Content-Type": "application/json"}),
    request("GET", "/nothing"),
    request("GET", "/error"),
    request("GET", "/sleep?ms=1"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    public = tmp_path_factory.mktemp("faults")
    (public / "plain.txt").write_text("plain")
    (public / "large.bin").write_bytes(bytes(8 << 20))
    return public


@pytest.fixture(scope="module", autouse=True)
def enough_descriptors():
    """As many as this machine allows, for the tests and the services they start."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@dataclass(frozen=True)
class Vitals:
    kib: int
    descriptors: int


def vitals(service) -> Vitals:
    return Vitals(resident_kib(service), descriptors(service))


def warmed(service, first=FIRST) -> Vitals:
    """As it is once it has done one of each: the cached files are closed, spare memory has been given back, nothing changes any more."""
    for raw in first:
        with suppress(OSError):
            service.exchange(raw.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
    seen: list[Vitals] = []

    def is_steady():
        time.sleep(0.1)
        seen.append(vitals(service))
        return len(seen) > 25 and len(set(seen[-15:])) == 1

    assert eventually(is_steady), seen
    return seen[-1]


@contextmanager
def recovered(service, before: Vitals):
    """After what is done inside the service answers, and soon has its memory and its descriptors back."""
    yield
    during = resident_kib(service)
    assert service.ask("GET", "/hello").body == b"Hello, World!"
    assert eventually(lambda: descriptors(service) == before.descriptors), (before, vitals(service))
    assert eventually(lambda: resident_kib(service) <= before.kib + max(before.kib / 10, 1024)), (before, vitals(service))
    after = vitals(service)
    print(f"\n  {before.kib} -> {during} -> {after.kib} KiB, {before.descriptors} -> {after.descriptors} descriptors")


@pytest.fixture(scope="module")
def usual(folder):
    with reference(folder) as service:
        yield service, warmed(service)


@pytest.fixture(scope="module")
def hasty(folder):
    with reference(folder, *(part for setting in HASTY for part in ("--set", setting))) as service:
        yield service, warmed(service)


def connect_all(service, count: int, held: ExitStack, first: bytes = b"") -> list:
    """Each says the first at once: a hasty service waits for it no longer than for the rest."""
    connections = []
    for _ in range(count):
        connections.append(held.enter_context(service.connect()))
        connections[-1].sendall(first)
    return connections


def received(connection) -> bytes:
    data = b""
    with suppress(OSError):
        while chunk := connection.recv(1 << 18):
            data += chunk
    return data


def drip(connections, byte: bytes, seconds: float) -> None:
    """A byte on each connection again and again, whether or not they are still open."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for connection in connections:
            with suppress(OSError):
                connection.send(byte)
        time.sleep(0.05)


# --- slow clients


def test_five_hundred_heads_that_never_end(hasty):
    service, before = hasty
    with recovered(service, before), ExitStack() as held:
        clients = connect_all(service, 500, held, b"GET /hello HTTP/1.1\r\nX: ")
        drip(clients, b"a", 0.8)
        assert service.ask("GET", "/hello").status == 200
        assert all(b"HTTP/1.1 408 " in received(client) for client in clients)


def test_five_hundred_bodies_that_never_end(hasty):
    service, before = hasty
    with recovered(service, before), ExitStack() as held:
        clients = connect_all(service, 500, held, UPLOAD)
        drip(clients, b"a", 0.8)  # Each in time, all of them too slow.
        assert service.ask("GET", "/hello").status == 200
        assert all(b"HTTP/1.1 408 " in received(client) for client in clients)


@pytest.mark.parametrize("target", ["/stream?chunks=10000&size=65536", "/static/large.bin"])
def test_two_hundred_readers_who_do_not_read(hasty, target):
    service, before = hasty
    with recovered(service, before), ExitStack() as held:
        clients = connect_all(service, 200, held)
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)  # Else the kernel takes megabytes for each.
            client.sendall(request("GET", target))
        assert service.ask("GET", "/hello").status == 200
        assert eventually(lambda: descriptors(service) < 50)


# --- crowds

IDLE_CLIENT = """
import resource, socket, sys
count, port = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
connections = [socket.create_connection(("127.0.0.1", port), 60) for _ in range(count)]
for connection in connections:
    connection.sendall(b"GET /hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
assert all(connection.recv(1000).startswith(b"HTTP/1.1 200") for connection in connections)
print("there", flush=True)
sys.stdin.read()
"""


def test_ten_thousand_idle_connections_of_two_processes_while_it_serves(folder):
    with reference(folder) as service, recovered(service, warmed(service)):
        crowds = [
            subprocess.Popen([sys.executable, "-c", IDLE_CLIENT, "5000", str(service.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for _ in range(2)
        ]
        assert all(crowd.stdout.readline() == b"there\n" for crowd in crowds)
        assert descriptors(service) >= 10_000
        used = cpu_seconds(service)
        for _ in range(1000):
            assert service.ask("GET", "/hello").status == 200
        assert cpu_seconds(service) - used < 1
        for crowd in crowds:
            crowd.communicate()


def test_a_flood_up_to_the_limit_of_descriptors(folder):
    command = f"ulimit -n 64; exec {sample('reference')} {ALONE} --listen 127.0.0.1:0 --workers 1 --set settings.static_dir={folder}"
    with Running("/bin/sh", "-c", command) as service, recovered(service, warmed(service)):
        for _ in range(3):
            with ExitStack() as held, suppress(OSError):
                clients = connect_all(service, 300, held)
                assert eventually(lambda: descriptors(service) >= 60)
                for client in clients:
                    with suppress(OSError):
                        client.sendall(HELLO)


# --- connections that end in the middle, or come in crumbs


@pytest.mark.parametrize("coding", ["identity", "br", "gzip"])
@pytest.mark.parametrize("target", ["/stream?chunks=100&size=1000000", "/static/large.bin"])
def test_resets_in_mid_answer(usual, target, coding):
    service, before = usual
    with recovered(service, before):
        clients = [service.connect() for _ in range(200)]
        for client in clients:
            client.sendall(request("GET", target, fields={"Accept-Encoding": coding}))
        for client in clients:
            assert client.recv(1)
            reset(client)


def test_clients_that_close_their_side(usual):
    """Behind a whole request the answer comes; within one nothing does."""
    service, before = usual
    with recovered(service, before):
        for raw, answers in ((HELLO, 1), (HELLO * 3, 3), (STREAM, 1), (HELLO[:-3], 0), (UPLOAD, 0), (chunked(CHUNKS[:-5]), 0)):
            for _ in range(50):
                with service.connect() as client:
                    client.sendall(raw)
                    client.shutdown(socket.SHUT_WR)
                    assert received(client).count(b"HTTP/1.1 200 ") == answers, raw


def test_segments_of_one_byte(usual):
    service, before = usual
    requests = [HELLO, request("GET", "/query?a=%41"), request("POST", "/upload", b"x" * 100), chunked(CHUNKS)]
    with recovered(service, before), ExitStack() as held:
        clients = connect_all(service, 25, held)
        for client in clients:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for raw in requests:
            for index in range(len(raw)):
                for client in clients:
                    client.sendall(raw[index : index + 1])
            for client in clients:
                with client.makefile("rb") as answers:
                    assert read_answer(answers).status == 200


# --- what is sent, and what handlers do


def mutated(generator, seeds) -> bytes:
    raw = bytearray(generator.choice(seeds))
    for _ in range(generator.randint(1, 6)):
        place = generator.randrange(len(raw))
        match generator.randrange(4):
            case 0:
                raw[place] = generator.randrange(256)
            case 1:
                del raw[place : place + generator.randint(1, 8)]
            case 2:
                raw[place:place] = generator.choice([b"\r\n", b"\n", b"\r", b"\0", b" ", b":", b",", b"\t", b"0" * 20, b"\xff"])
            case 3:
                raw[place:place] = raw[place : place + generator.randint(1, 40)]
        raw = raw or bytearray(b"G")
    return bytes(raw)


def test_twenty_thousand_mutated_requests(usual):
    service, before = usual
    generator = random.Random(20261121)
    seeds = [raw for _, raw in FRAMING.values()] + [*FIRST, post(b"Content-Length: 5", body=b"hello"), chunked(CHUNKS)]
    wrong: list[bytes] = []

    def send(raws) -> None:
        for raw in raws:
            with service.connect() as client, suppress(ConnectionResetError):
                client.sendall(raw)
                with suppress(OSError):  # It may be gone already.
                    client.shutdown(socket.SHUT_WR)
                start = client.recv(65536)
                if start and not re.match(rb"HTTP/1\.1 (100|200|204|3\d\d|4\d\d|500|501|505) ", start):
                    wrong.append(raw)

    with recovered(service, before):
        senders = [threading.Thread(target=send, args=([mutated(generator, seeds) for _ in range(5000)],)) for _ in range(4)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        assert wrong == []


def burst(service, raw: bytes, count: int) -> None:
    with ExitStack() as held:
        clients = connect_all(service, count, held)
        readers = [threading.Thread(target=received, args=(client,)) for client in clients]
        for client, reader in zip(clients, readers):
            client.sendall(raw)
            reader.start()
        for reader in readers:
            reader.join()


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_bursts_of_compressed_answers(folder, coding):
    fields = {"Accept-Encoding": coding, "Content-Type": "application/json", "Connection": "close"}
    stream = request("GET", "/stream?chunks=3&size=1000000", fields=fields)
    text = request("POST", "/json", b'{"name":"' + b"name " * 180_000 + b'"}', fields)
    with reference(folder) as service:
        burst(service, text, 8)  # Starts the threads of the blocking pool, which stay.
        with recovered(service, warmed(service)):
            burst(service, stream, 60)
            burst(service, text, 60)


THROWING = {
    "/throw": 500,
    "/throw/later": 500,
    "/throw/seven": 500,
    "/throw/before": 500,
    "/throw/behind": 500,
    "/throw/behind-stream": 500,
    "/throw/in-stream": None,  # Its head is sent: the answer breaks off.
}


def test_handlers_and_middleware_that_throw(tmp_path):
    command = (BUILD / "tests/e2e/trouble1", ALONE, "--listen", "127.0.0.1:0", "--workers", "1")
    with Running(*command, cwd=tmp_path) as service, recovered(service, warmed(service, [HELLO])):
        for path, status in THROWING.items():
            for _ in range(500):
                with service.connect() as client:
                    client.sendall(request("GET", path))
                    check_thrown(client, status)


def check_thrown(client, status: int | None) -> None:
    if status is None:
        answer = received(client)
        assert answer.startswith(b"HTTP/1.1 200 ") and not answer.endswith(b"0\r\n\r\n")
        return
    with client.makefile("rb") as answers:
        answer = read_answer(answers)
    assert (answer.status, b"a handler" in answer.body) == (status, False)


def test_each_row_of_the_page_is_a_test_here():
    page = (ROOT / "docs/quality/faults.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    written = {name for name in globals() if name.startswith("test_")} - {"test_each_row_of_the_page_is_a_test_here"}
    assert named == written
