# SPDX-License-Identifier: Apache-2.0
"""What attackers do to a running service: each is refused within bounds, and afterwards the service answers as before."""

import json
import os
import random
import re
import socket
import threading
from contextlib import suppress

import pytest
from hostile import BODIES, CHUNKS, FLOODS, FRAMING, HELLO, LEAVING, QUERIES, STATIC, chunked, post
from running import read_answer, request
from vitals import cpu_seconds, reference, reset, resident_kib, unharmed

JSON = {"Content-Type": "application/json"}
SMUGGLED = b"GET /static/smuggled HTTP/1.1\r\nHost: evil\r\n\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What /static/ serves, beside a secret that it must not."""
    top = tmp_path_factory.mktemp("abuse")
    (top / "secret.txt").write_text("secret")
    public = top / "public"
    (public / "folder").mkdir(parents=True)
    (public / "plain.txt").write_text("plain")
    (public / "large.bin").write_bytes(bytes(8 << 20))
    (public / "a b%41.txt").write_text("odd")
    (public / "inside.txt").symlink_to("plain.txt")
    (public / "outside.txt").symlink_to("../secret.txt")
    (public / "absolute.txt").symlink_to(top / "secret.txt")
    (public / "up").symlink_to("..")
    (public / "loop").symlink_to("loop")
    os.mkfifo(public / "pipe")
    return public


@pytest.fixture(scope="module", params=["per_worker", "shared"])
def service(folder, request):
    """One worker; or two, for there must be a choice, that a shared acceptor hands connections to."""
    workers = 2 if request.param == "shared" else 1
    with reference(folder, "--set", f"server.accept={request.param}", workers=workers) as running:
        yield running


def only_refusal(received: bytes) -> int:
    """The status of the one answer received; more than one means that something was smuggled in."""
    assert len(re.findall(rb"HTTP/1\.1 \d{3} ", received)) == 1, received
    head = received.split(b"\r\n\r\n")[0].lower()
    assert b"\r\nconnection: close" in head, head
    return int(received.split()[1])


# --- framing


@pytest.mark.parametrize("name", FRAMING)
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_behind_it_is_read(service, name):
    status, raw = FRAMING[name]
    received = service.exchange(raw + SMUGGLED)
    assert only_refusal(received) == (status or int(received.split()[1]))
    assert 400 <= only_refusal(received) < 600


@pytest.mark.parametrize("name", ["both lengths", "size with junk", "two hosts", "one bare line feed", "extension with a line feed"])
def test_the_same_refusal_comes_when_the_bytes_arrive_one_by_one(service, name):
    status, raw = FRAMING[name]
    with service.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in raw[:-1]:
            connection.sendall(bytes([byte]))
        connection.sendall(raw[-1:])
        assert only_refusal(b"".join(iter(lambda: connection.recv(65536), b""))) == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/hello", 200),
        ("GET", "/nothing", 404),
        ("DELETE", "/hello", 405),
        ("GET", "/static/plain.txt", 200),
        ("GET", "/error", 500),
    ],
)
@pytest.mark.parametrize("framing", [b"Content-Length: %d" % len(SMUGGLED), b"Transfer-Encoding: chunked"])
def test_content_that_nobody_wants_is_never_taken_for_a_request(service, method, path, status, framing):
    body = SMUGGLED if framing.startswith(b"Content") else b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
    first = f"{method} {path} HTTP/1.1\r\nHost: a\r\n".encode() + framing + b"\r\n\r\n" + body
    with service.connect() as connection:
        connection.sendall(first + request("GET", "/json", fields={"Connection": "close"}))
        answers = connection.makefile("rb")
        assert read_answer(answers, method).status == status
        rest = answers.read()
    assert rest == b"" or (rest.count(b"HTTP/1.1 ") == 1 and b'{"message"' in rest)


# --- floods


def pour(service, raw: bytes) -> bytes:
    """Sends what the service takes while its answer is read. A reset behind the answer is no fault."""
    with service.connect() as connection:
        sender = threading.Thread(target=send_quietly, args=(connection, raw))
        sender.start()
        received = receive_quietly(connection)
        sender.join()
        return received


def send_quietly(connection, raw: bytes) -> None:
    with suppress(OSError):
        connection.sendall(raw)


def receive_quietly(connection) -> bytes:
    received = b""
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            received += chunk
    return received


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_refused_at_its_limit(service, name):
    statuses, raw = FLOODS[name]
    with unharmed(service):
        assert only_refusal(pour(service, raw)) in statuses


def test_a_flood_of_chunks_that_comes_after_the_answer_began_breaks_the_answer_off(service):
    with unharmed(service):
        received = pour(service, post(b"Transfer-Encoding: chunked", body=(b"1;" + b"a" * 100 + b"\r\nx\r\n") * 10_000 + b"0\r\n\r\n"))
        assert received.startswith(b"HTTP/1.1 200 ") and not received.endswith(b"0\r\n\r\n")


def test_chunks_of_one_byte_arrive_whole(service):
    with unharmed(service), service.connect() as connection:
        connection.sendall(chunked(b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n"))
        with connection.makefile("rb") as answers:
            assert read_answer(answers).json["bytes"] == 100_000


def test_a_large_pipeline_is_answered_whole_and_in_order(service):
    count = 20_000
    raw = b"".join(request("GET", f"/query?n={index}") for index in range(count))
    with unharmed(service), service.connect() as connection:
        sender = threading.Thread(target=connection.sendall, args=(raw,))
        sender.start()
        with connection.makefile("rb") as answers:
            for index in range(count):
                assert read_answer(answers).json == {"n": str(index)}
        sender.join()


def test_a_pipeline_whose_answers_nobody_reads_stops_being_read(service):
    with unharmed(service):
        before = resident_kib(service)
        with service.connect() as connection:
            connection.settimeout(1)
            with pytest.raises(TimeoutError):
                for _ in range(4000):
                    connection.sendall(request("GET", "/stream?chunks=64&size=65536") * 100)
            assert resident_kib(service) < before + 8192


def test_slow_readers_of_large_answers_cost_little(service):
    with unharmed(service):
        before = resident_kib(service)
        readers = [service.connect() for _ in range(200)]
        for reader in readers:
            reader.sendall(
                request("GET", "/static/large.bin") if reader.fileno() % 2 else request("GET", "/stream?chunks=1000&size=100000")
            )
        assert all(reader.recv(1000) for reader in readers)
        assert resident_kib(service) < before + 200 * 256
        for reader in readers:
            reset(reader)


# --- clients that leave


@pytest.mark.parametrize("how", ["reset", "close", "half-close"])
@pytest.mark.parametrize("place", LEAVING)
def test_a_client_may_leave_anywhere(service, place, how):
    with unharmed(service):
        connections = [service.connect() for _ in range(20)]
        for connection in connections:
            connection.sendall(LEAVING[place])
        if how == "half-close":
            for connection in connections:
                connection.shutdown(socket.SHUT_WR)
        for connection in connections:
            reset(connection) if how == "reset" else connection.close()


# --- static files


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path[:40])
def test_static_files_give_only_what_is_theirs(service, path):
    with unharmed(service):
        answer = service.ask("GET", path)
        assert answer.status in STATIC[path]
        assert b"secret" not in answer.body.replace(path.encode(), b"")


# --- what handlers are given


REFLECTED = [f"{before}%{code:02x}{after}" for code in [*range(32), 127] for before, after in [("a", "b")]]


@pytest.mark.parametrize(
    "value", [*REFLECTED, "%e5%98%8a%e5%98%8dSet-Cookie:x", "a%u000ab", "%c4%8a%c4%8dx", "a;b", "a,b", '"', "%80%ff", "%f0%9f%98%80"]
)
def test_a_reflected_value_never_adds_a_line(service, value):
    received = service.exchange(request("GET", f"/reflect?value={value}", fields={"Connection": "close"}))
    head = received.split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]]
    assert set(names) <= {b"x-reflect", b"set-cookie", b"content-type", b"content-length", b"connection", b"date"}
    assert not any(byte < 32 and byte != 9 for byte in head.replace(b"\r\n", b""))
    assert received.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204", b"HTTP/1.1 400"))


@pytest.mark.parametrize("name", BODIES)
def test_hostile_json_is_told_what_is_wrong_at_little_cost(service, name):
    body, statuses = BODIES[name]
    with unharmed(service):
        before = cpu_seconds(service)
        answer = service.ask("POST", "/json", body, JSON)
        assert answer.status in statuses, answer.body[:300]
        assert answer.status == 200 or (answer.media_type == "application/problem+json" and len(answer.body) < 65536)
        assert cpu_seconds(service) - before < 0.5


@pytest.mark.parametrize("name", QUERIES)
def test_hostile_queries_are_answered_in_well_formed_json(service, name):
    with unharmed(service):
        answer = service.ask("GET", "/query?" + QUERIES[name])
        assert answer.status in {200, 400}
        assert isinstance(json.loads(answer.body.decode("utf-8")), dict)


def test_random_bytes_never_end_the_service(service):
    generator = random.Random(20261121)
    seeds = [raw for _, raw in FRAMING.values()] + [HELLO, post(b"Content-Length: 5", body=b"hello"), chunked(CHUNKS)]
    with unharmed(service):
        for _ in range(1500):
            raw = bytearray(generator.choice(seeds))
            for _ in range(generator.randint(1, 4)):
                raw[generator.randrange(len(raw))] = generator.randrange(256)
            with service.connect() as connection:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(65536)
