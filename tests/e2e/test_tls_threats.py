# SPDX-License-Identifier: Apache-2.0
"""Known attacks on TLS servers, one test each; the service serves others meanwhile, and afterwards."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
import warnings
from contextlib import ExitStack

import pytest
from running import request
from secured import answers, ask, client, connect, make_certificate, reference_with_tls
from tls_mutants import hello
from vitals import cpu_seconds, descriptors, eventually, resident_kib

HANDSHAKE_SECONDS = 0.5
SOON_SECONDS = 5


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"), "server")


@pytest.fixture(scope="module")
def running(pair):
    with reference_with_tls(*pair, "--set", f"server.timeouts.tls_handshake={int(HANDSHAKE_SECONDS * 1000)}ms") as service:
        assert answers(service)
        yield service


@pytest.fixture
def service(running):
    held = descriptors(running)
    yield running
    assert answers(running)
    assert eventually(lambda: descriptors(running) <= held), "descriptors leak"


def record(kind: int, content: bytes) -> bytes:
    return bytes((kind, 3, 3)) + len(content).to_bytes(2, "big") + content


def received(connection: socket.socket) -> bytes:
    """All until the other end is done, which has to be soon."""
    connection.settimeout(SOON_SECONDS)
    pieces = []
    try:
        while piece := connection.recv(65536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def is_alert(answer: bytes) -> bool:
    return answer[:1] == b"\x15" and len(answer) == 7


def s_client(service, *options: str, text: str = "") -> str:
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{service.port}", *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        return process.communicate(text, timeout=SOON_SECONDS)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_versions_that_are_broken_are_not_spoken(service, version):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context = client(oldest=version, newest=version, ciphers="ALL:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError):
        connect(service, context)


@pytest.mark.parametrize("suites", ["AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "NULL", "aNULL", "RC4", "3DES", "EXPORT", "PSK"])
def test_suites_that_are_broken_or_keep_no_secret_afterwards_are_not_spoken(service, suites):
    try:
        context = client(newest=ssl.TLSVersion.TLSv1_2, ciphers=f"{suites}:@SECLEVEL=0")
    except ssl.SSLError:
        return  # Not even this machine's library has them.
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        connect(service, context)


def test_nothing_is_compressed_beneath_encryption(service):  # CRIME.
    with connect(service, client(newest=ssl.TLSVersion.TLSv1_2)) as connection:
        assert connection.compression() is None


def test_a_client_cannot_begin_anew_within_a_connection(service):  # CVE-2011-1473, CVE-2021-3449.
    said = s_client(service, "-tls1_2", text="R\n")
    assert "RENEGOTIATING" in said
    assert "no renegotiation" in said or "handshake failure" in said, said


def test_no_request_is_taken_that_came_early(service, tmp_path):
    """A copy of the first flight would be a copy of the request."""
    session, early = tmp_path / "session", tmp_path / "early"
    early.write_bytes(request("GET", "/hello"))
    last = request("GET", "/hello", fields={"Connection": "close"}).decode()
    s_client(service, "-tls1_3", "-sess_out", str(session), "-ign_eof", text=last)  # Stays until the answer, before which the ticket comes.
    said = s_client(service, "-tls1_3", "-sess_in", str(session), "-early_data", str(early))
    assert "Reused, TLSv1.3" in said and "Early data was not sent" in said, said
    assert "Early data was accepted" not in said


def test_a_heartbeat_brings_nothing_to_light(service):  # CVE-2014-0160.
    with service.connect() as connection:
        connection.sendall(hello(client(newest=ssl.TLSVersion.TLSv1_2)) + record(24, b"\x01\x40\x00"))
        assert received(connection).find(b"\x18\x03") == -1


def test_a_change_of_cipher_before_its_time_is_refused(service):  # CVE-2014-0224.
    with service.connect() as connection:
        connection.sendall(hello(client(newest=ssl.TLSVersion.TLSv1_2)) + record(20, b"\x01") + record(22, bytes(40)))
        assert is_alert(received(connection)[-7:])


@pytest.mark.parametrize(
    "piece",
    [b"", b"\x16", b"\x16\x03\x01\x02\x00", record(22, b"\x01\x00\x02"), hello(client())[:-1]],
    ids=["nothing", "a byte", "a head", "the beginning", "all but a byte"],
)
def test_a_handshake_that_stops_is_ended_in_time(service, piece):
    with service.connect() as connection:
        began = time.monotonic()
        connection.sendall(piece)
        received(connection)
        assert HANDSHAKE_SECONDS * 0.8 < time.monotonic() - began < SOON_SECONDS


def test_a_handshake_that_comes_byte_by_byte_is_ended_in_time(service):
    with service.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = time.monotonic()
        with pytest.raises(OSError):
            for byte in hello(client()) * 10:
                connection.sendall(bytes([byte]))
                time.sleep(HANDSHAKE_SECONDS / 100)  # Each byte well within the time for all.
        assert time.monotonic() - began < SOON_SECONDS


def test_a_greeting_of_16_mebibytes_is_not_waited_for(service):
    before = resident_kib(service)
    greeting = b"\x01\xff\xff\xff\x03\x03" + bytes(1 << 20)
    pieces = b"".join(record(22, greeting[place : place + 16000]) for place in range(0, len(greeting), 16000))
    with service.connect() as connection:
        try:
            connection.sendall(pieces)
        except OSError:
            pass
        received(connection)
    assert resident_kib(service) < before + 1024


@pytest.mark.parametrize(
    "flood",
    [record(21, b"\x01\x00"), record(22, b""), record(20, b"\x01"), record(23, b"")],
    ids=["warnings", "empty handshakes", "changes of cipher", "empty content"],
)
def test_floods_of_small_records_end_the_connection(service, flood):  # CVE-2016-8610.
    with service.connect() as connection:
        used = cpu_seconds(service)
        try:
            connection.sendall(flood * 100_000)
        except OSError:
            pass
        received(connection)
        assert cpu_seconds(service) - used < 1


def test_many_silent_clients_do_not_keep_others_out(service):
    before = resident_kib(service)
    with ExitStack() as open_ones:
        for _ in range(200):
            connection = open_ones.enter_context(service.connect())
            connection.sendall(hello(client())[:100])
        assert answers(service)
        assert resident_kib(service) < before + 200 * 64


def test_changes_of_keys_without_end_stay_within_bounds(service):
    """`k` has s_client change its keys and ask for ours to change."""
    before = resident_kib(service)
    s_client(service, "-tls1_3", text="K\n" * 50 + request("GET", "/hello").decode())
    assert resident_kib(service) < before + 1024


def test_plain_http_is_told_what_is_wrong(service):
    with service.connect() as connection:
        connection.sendall(request("GET", "/hello"))
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 400 ") and b"https" in answer.lower(), answer


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_connection_cut_off_is_no_end_of_content(service, version):
    """Without close_notify a body of unknown length may be cut short: then it is not taken for whole."""
    with connect(service, client(newest=version)) as connection:
        assert ask(connection).status == 200
        connection.sendall(b"POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        with socket.socket(fileno=connection.detach()) as bare:
            bare.shutdown(socket.SHUT_WR)
            assert len(received(bare)) < 200, "that is an answer"
