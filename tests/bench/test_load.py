# SPDX-License-Identifier: Apache-2.0
"""The load generator: weighttp's flags and summary, exact counts, every failure counted."""

import json
import re
import socket
import subprocess
import time

import pytest
from harness.command import build
from harness.places import BUILD, CERTIFICATE, KEY, LOAD
from harness.server import free_port
from harness.work import WORKS, browsers, posts, routes

SUMMARY = """
finished in N sec, N millisec and N microsec, N req/s, N kbyte/s
requests: N total, N started, N done, N succeeded, N failed, N errored
status codes: N 2xx, N 3xx, N 4xx, N 5xx
traffic: N bytes total, N bytes http, N bytes data
"""


@pytest.fixture
def floor():
    """Starts a floor with further arguments; returns its address."""
    processes = []

    def start(*arguments, program="floor", scheme="http"):
        port = free_port()
        processes.append(subprocess.Popen([BUILD / "bench" / program, str(port), *arguments]))
        wait_for_listener(port)
        return f"{scheme}://127.0.0.1:{port}/hello"

    yield start
    for process in processes:
        process.kill()
        process.wait()


def wait_for_listener(port):
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "it does not listen"


def load(*arguments):
    return subprocess.run([LOAD, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def counts(run):
    return dict((name, int(count)) for count, name in re.findall(r"(\d+) (total|started|done|succeeded|failed|errored)", run.stdout))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("keep_alive", [True, False])
def test_the_summary_is_weighttps_and_every_request_is_made_once(floor, threads, keep_alive):
    address = floor(*([] if keep_alive else ["--close"]))

    run = load("-n", 1001, "-c", 10, "-t", threads, *(["-k"] if keep_alive else []), address)

    assert run.returncode == 0
    assert re.sub(r"\d+(?!xx)\b", "N", run.stdout) == SUMMARY
    assert counts(run) == {"total": 1001, "started": 1001, "done": 1001, "succeeded": 1001, "failed": 0, "errored": 0}
    assert f"{1001 * 13} bytes data" in run.stdout and "status codes: 1001 2xx, 0 3xx, 0 4xx, 0 5xx" in run.stdout


def test_a_refused_connection_is_an_error_of_each_request():
    run = load("-n", 20, "-c", 5, "-k", f"127.0.0.1:{free_port()}")

    assert run.returncode == 1 and counts(run)["errored"] == 20


def test_a_server_that_does_not_close_is_an_error_without_keep_alive(floor):
    run = load("-n", 20, "-c", 5, "--patience", 1, floor())

    assert run.returncode == 1 and counts(run)["errored"] == 5


def test_another_length_than_expected_is_a_failure(floor):
    run = load("-n", 20, "-c", 5, "-k", "--expect", 14, floor())

    assert run.returncode == 1 and counts(run)["failed"] == 20


def test_pipelines_are_filled_and_their_last_one_is_cut_to_the_count(floor):
    run = load("-n", 1001, "-c", 7, "-k", "--pipeline", 16, floor())

    assert run.returncode == 0 and counts(run)["succeeded"] == 1001


@pytest.fixture(scope="module")
def certificate():
    build()  # It makes the certificate.
    return CERTIFICATE, KEY


@pytest.mark.parametrize("keep_alive", [True, False])
def test_answers_come_over_tls(floor, certificate, keep_alive):
    address = floor(*certificate, *([] if keep_alive else ["--close"]), program="tls_floor", scheme="https")

    run = load("-n", 201, "-c", 10, "-t", 2, *(["-k"] if keep_alive else []), address)

    assert run.returncode == 0 and counts(run)["succeeded"] == 201 and f"{201 * 13} bytes data" in run.stdout


@pytest.mark.parametrize("resumes", [True, False])
def test_sessions_are_resumed_where_that_is_asked_for(floor, certificate, resumes):
    address = floor(*certificate, "--close", program="tls_floor", scheme="https")

    run = load("-n", 50, "-c", 1, "--json", *(["--resume"] if resumes else []), address)

    assert json.loads(run.stdout)["resumed"] == (49 if resumes else 0)


def test_a_server_that_does_not_speak_tls_is_an_error(floor):
    run = load("-n", 5, "-c", 5, "-k", "--patience", 1, floor().replace("http:", "https:"))

    assert run.returncode == 1 and counts(run)["errored"] == 5


@pytest.mark.parametrize("message, pipeline", [(125, 1), (125, 16), (1, 1), (4000, 3), (60_000, 1)])
def test_messages_come_back_over_web_sockets(floor, message, pipeline):
    address = floor(program="web_socket_floor", scheme="ws")

    run = load("-n", 1001, "-c", 7, "-t", 2, "--message", message, "--pipeline", pipeline, address)

    assert run.returncode == 0 and counts(run)["succeeded"] == 1001


def test_a_server_that_does_not_upgrade_is_an_error_of_each_message(floor):
    run = load("-n", 20, "-c", 5, floor().replace("http:", "ws:"))

    assert run.returncode == 1 and counts(run)["errored"] == 20


def test_an_echo_that_differs_is_an_error():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        run = subprocess.Popen([LOAD, "-n", "1", f"ws://127.0.0.1:{listener.getsockname()[1]}/"], stdout=subprocess.PIPE, text=True)
        connection, _ = listener.accept()
        with connection:
            while b"\r\n\r\n" not in connection.recv(65536):
                pass
            connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            frame = connection.recv(65536)
            payload = bytearray(byte ^ frame[2 + i % 4] for i, byte in enumerate(frame[6:]))
            payload[-1] ^= 1
            connection.sendall(bytes([0x81, 125]) + payload)
            output, _ = run.communicate(timeout=60)

    assert run.returncode == 1 and "0 succeeded" in output and "1 errored" in output


@pytest.mark.parametrize("requests, length", [(browsers("/hello"), 482), (posts("/json"), None), (routes(WORKS["route"].path), None)])
def test_sets_hold_64_different_requests_of_equal_length(requests, length):
    assert len(set(requests)) == 64 and len({len(request) for request in requests}) == 1
    assert length is None or len(requests[0]) == length


@pytest.mark.parametrize("text", [b"GET / HTTP/1.1\r\n", b"", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc"])
def test_a_file_of_half_a_request_is_refused(tmp_path, text):
    (tmp_path / "half").write_bytes(text)

    run = subprocess.run([LOAD, "-n", "1", "--requests", tmp_path / "half", "127.0.0.1:1"], capture_output=True, text=True)

    assert run.returncode == 2 and "does not hold whole requests" in run.stderr


@pytest.mark.parametrize("arguments", [[], ["-n", "1"], ["127.0.0.1:1"], ["-n", "x", "127.0.0.1:1"], ["-n", "1", "nowhere:1"], ["--bogus"]])
def test_a_wrong_command_line_is_told(arguments):
    run = subprocess.run([LOAD, *arguments], capture_output=True, text=True)

    assert run.returncode == 2 and "load" in run.stderr
