# SPDX-License-Identifier: Apache-2.0
"""What bad luck does to a running service: too many clients, no descriptors, ends in the middle, hostile configuration."""

import json
import resource
import signal
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

import pytest
from hostile import HELLO
from running import ALONE, Running, read_answer, request, sample
from vitals import cpu_seconds, descriptors, eventually, reference, resident_kib, unharmed

JSON = {"Content-Type": "application/json"}
MIXED = [
    HELLO,
    request("GET", "/json"),
    request("GET", "/users/a/posts/b"),
    request("GET", "/query?a=%41"),
    request("GET", "/static/plain.txt"),
    request("GET", "/nothing"),
    request("GET", "/error"),
    request("POST", "/json", b'{"name":"x"}', JSON),
    request("POST", "/json", b'{"name":', JSON),
    request("POST", "/echo", b"x" * 3000),
    request("GET", "/reflect?value=%0a"),
    request("GET", "/stream?chunks=3&size=100"),
    request("GET", "/sleep?ms=0"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    public = tmp_path_factory.mktemp("public")
    (public / "plain.txt").write_text("plain")
    return public


@pytest.fixture(scope="module", autouse=True)
def enough_descriptors():
    """As many as this machine allows, for the tests and the services they start."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@contextmanager
def crowd(service, count: int):
    """So many connections, all of them accepted."""
    before = descriptors(service)
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as open_ones:
        connections = [open_ones.enter_context(service.connect()) for _ in range(min(count, most * 3 // 4))]
        assert eventually(lambda: descriptors(service) >= before + len(connections))
        yield connections


def drive(service, block: bytes, times: int) -> None:
    """Sends a block of requests so many times on one connection, and reads to its end."""
    with service.connect() as connection:

        def send():
            for _ in range(times):
                connection.sendall(block)
            connection.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=send)
        sender.start()
        while connection.recv(1 << 18):
            pass
        sender.join()


def test_memory_and_descriptors_stay_flat_over_two_hundred_thousand_requests(folder):
    block = b"".join(MIXED) * 40
    with reference(folder) as service:
        drive(service, block, 40)
        held_kib, held = resident_kib(service), descriptors(service)
        drive(service, block, 200_000 // (40 * len(MIXED)))
        assert resident_kib(service) < held_kib + 1024
        assert eventually(lambda: descriptors(service) <= held)


def test_thousands_of_idle_connections_cost_little_and_no_time(folder):
    with reference(folder) as service, unharmed(service):
        before = resident_kib(service)
        with crowd(service, 5000) as idle:
            for connection in idle:
                connection.sendall(HELLO)
            assert all(connection.recv(1000) for connection in idle)
            assert resident_kib(service) < before + 2 * len(idle) + 1024
            used = cpu_seconds(service)
            time.sleep(0.5)
            assert cpu_seconds(service) - used <= 0.05
            assert service.ask("GET", "/hello").status == 200


def test_thousands_of_sleeping_requests_are_all_answered_after_the_signal_to_end(folder):
    with reference(folder) as service:
        with crowd(service, 10_000) as sleeping:
            for connection in sleeping:
                connection.sendall(request("GET", "/sleep?ms=2000"))
            assert service.ask("GET", "/hello").status == 200
            service.process.send_signal(signal.SIGTERM)
            assert all(connection.recv(1000).startswith(b"HTTP/1.1 200") for connection in sleeping)
        assert service.wait() == 0


def test_without_descriptors_clients_are_turned_away_at_no_cost_until_there_are_some(folder):
    command = f"ulimit -n 64; exec {sample('reference')} {ALONE} --listen 127.0.0.1:0 --workers 1 --set settings.static_dir={folder}"
    with Running("/bin/sh", "-c", command) as service:
        before = descriptors(service)
        with ExitStack() as open_ones:
            clients = [open_ones.enter_context(service.connect()) for _ in range(300)]
            assert eventually(lambda: descriptors(service) == 64)
            used = cpu_seconds(service)
            assert 40 <= sum(hello_or_nothing(client) for client in clients) < 64
            assert cpu_seconds(service) - used <= 0.1
        assert eventually(lambda: descriptors(service) <= before)
        assert service.ask("GET", "/static/plain.txt").body == b"plain"


def hello_or_nothing(connection) -> bool:
    with suppress(OSError):
        connection.sendall(HELLO)
        return connection.recv(1000).startswith(b"HTTP/1.1 200")
    return False


# --- slow clients

SHORT = ["head", "body_idle", "write_idle", "keep_alive_idle", "linger"]
UPLOAD = b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx"
SLOW = {
    "says nothing": (b"", b"", None),
    "an endless head": (b"GET /hello HTTP/1.1\r\n", b"X", 408),
    "a second head": (HELLO + b"G", b"E", 408),
    "an empty line": (b"\r\n", b"", 408),
    "idle after an answer": (HELLO, b"", 200),
    "a body that stops": (UPLOAD, b"", 408),
    "a body that nobody reads": (request("GET", "/hello", fields={"Content-Length": "100000"}), b"x", 200),
    "more after a refusal": (b"GET /hello HTTP/1.1\r\n\r\n", b"x", 400),
    "a stream not read": (request("GET", "/stream?chunks=10000&size=65536"), None, None),
    "a pipeline not read": (request("GET", "/static/plain.txt") * 20_000, None, None),
}


@pytest.fixture(scope="module")
def impatient(folder):
    flags = [part for name in SHORT for part in ("--set", f"server.timeouts.{name}=300ms")]
    with reference(folder, *flags) as running:
        yield running


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_client_is_let_go(impatient, name):
    first, drip, status = SLOW[name]
    with unharmed(impatient):
        before = descriptors(impatient)
        with impatient.connect() as connection:
            connection.settimeout(0.05)
            with suppress(TimeoutError):
                connection.sendall(first)
            assert eventually(lambda: descriptors(impatient) > before)
            assert eventually(lambda: trickle(connection, drip) and descriptors(impatient) <= before, 5)
            if status:
                assert f"HTTP/1.1 {status} ".encode() in received(connection)


def trickle(connection, drip: bytes | None) -> bool:
    with suppress(OSError):
        connection.sendall(drip or b"")
    return True


def received(connection) -> bytes:
    data = b""
    with suppress(OSError):
        while chunk := connection.recv(65536):
            data += chunk
    return data


# --- ends in the middle


def test_an_upload_is_finished_after_the_signal_to_end(folder):
    with reference(folder) as service, service.connect() as uploading, service.connect() as idle:
        idle.sendall(HELLO)
        assert idle.recv(1000)
        uploading.sendall(request("POST", "/upload", fields={"Content-Length": "200000"}) + b"x" * 100_000)
        assert eventually(lambda: service.ask("GET", "/hello").status == 200)
        service.process.send_signal(signal.SIGTERM)
        assert idle.recv(1) == b""
        uploading.sendall(b"x" * 100_000)
        with uploading.makefile("rb") as answers:
            answer = read_answer(answers)
        assert (answer.json["bytes"], answer.fields["connection"]) == (200_000, "close")
        assert service.wait() == 0


def test_a_note_that_was_confirmed_survives_a_kill(tmp_path):
    confirmed: dict[int, str] = {}
    for life in range(3):
        with notes(tmp_path) as service:
            writers = [threading.Thread(target=write_notes, args=(service, f"{life}.{index}", confirmed)) for index in range(4)]
            for writer in writers:
                writer.start()
            least = len(confirmed) + 50
            assert eventually(lambda: len(confirmed) >= least)
            service.process.kill()
            for writer in writers:
                writer.join()
    with notes(tmp_path) as service:
        for identity, title in confirmed.items():
            assert service.ask("GET", f"/notes/{identity}").json["title"] == title
        assert service.stop() == 0


def notes(folder) -> Running:
    return Running(sample("notes"), ALONE, "--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={folder}")


def write_notes(service, name: str, confirmed: dict[int, str]) -> None:
    """Until the service is gone, which may be in the middle of an answer."""
    with suppress(OSError, AssertionError, ValueError), service.connect() as connection, connection.makefile("rb") as answers:
        for index in range(100_000):
            title = f"{name}.{index}"
            connection.sendall(request("POST", "/notes", json.dumps({"title": title}).encode(), JSON))
            created = read_answer(answers, "POST").json
            confirmed[created["id"]] = title


# --- hostile configuration

CONFIGURATIONS = {
    "not text": b"\0\0\0",
    "not UTF-8": b"server: {workers: \xff\xfe}\n",
    "UTF-16": "server: {workers: 1}\n".encode("utf-16"),
    "unfinished": b"server: {workers: 1\n",
    "deep lists": b"[" * 100_000,
    "deep maps": b"{a: " * 50_000,
    "multiplied": b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
    "endless": b"server: &a\n  listen: *a\n",
    "merged": b"base: &b {workers: 1}\nserver:\n  <<: *b\n",
    "tagged": b'server: !!python/object/apply:os.system ["id"]\n',
    "twice": b"server: {workers: 1, workers: 2}\n",
    "two documents": b"server: {workers: 1}\n---\nserver: {workers: 2}\n",
    "negative": b"server: {workers: -1}\n",
    "too many": b"server: {workers: 999999999}\n",
    "too long": b"server: {timeouts: {head: 99999999999999999999s}}\n",
    "not a number": b"server: {timeouts: {head: .nan}}\n",
    "maps as keys": b"? {a: b}\n: c\n",
    "a long key": b'"' + b"k" * 500_000 + b'": 1\n',
    "too large": b"# " + b"x" * 2_000_000,
    "thousands of listeners": b"server: {listen: [" + b"'127.0.0.1:0', " * 3000 + b"]}\n",
    "a list": b"- a\n",
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_hostile_configuration_is_refused_with_its_place(tmp_path, name):
    path = tmp_path / "config.yaml"
    path.write_bytes(CONFIGURATIONS[name])
    result = run_check("--config", path)
    assert result.returncode == 1 and b"config.yaml" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REFERENCE__SERVER__WORKERS", "many"),
        ("REFERENCE__SERVER__WORKERS", "[" * 10_000),
        ("REFERENCE__SERVER__WORKERS", "\udcff"),
        ("REFERENCE__", "1"),
        ("REFERENCE____", "1"),
        ("REFERENCE__SERVER____WORKERS", "1"),
        ("REFERENCE__NOTHING", "1"),
    ],
)
def test_junk_in_the_environment_is_refused_with_its_name(name, value):
    result = run_check(env={name: value})
    assert result.returncode == 1 and name.encode() in result.stderr


def run_check(*flags, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sample("reference"), *flags, "--check-config"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, **options
    )
