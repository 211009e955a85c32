# SPDX-License-Identifier: Apache-2.0
"""More connections than a service may hold or has descriptors for, in both ways to accept, and what is told of options without effect."""

from contextlib import ExitStack, suppress

import pytest
from hostile import HELLO
from running import ALONE, Running, sample
from vitals import cpu_seconds, descriptors, eventually, resident_kib

MODES = ["per_worker", "shared"]
LIMIT = 96


def limited(*settings: str, limit: int = 4096):
    flags = " ".join(f"--set {setting}" for setting in settings)
    command = f"ulimit -n {limit}; exec {sample('reference')} {ALONE} --listen 127.0.0.1:0 --workers 2 {flags}"
    return Running("/bin/sh", "-c", command)


def reply(connection) -> bytes:
    with suppress(OSError):
        connection.sendall(HELLO)
    with suppress(OSError):
        return connection.recv(4096) or b"reset"  # Sending may have been told of it already.
    return b"reset"


def flood(service, count: int = 400) -> list[bytes]:
    """What so many clients get that ask all at once."""
    replies = []
    with ExitStack() as open_ones:
        clients = []
        for _ in range(count):
            try:
                clients.append(open_ones.enter_context(service.connect()))
            except ConnectionResetError:
                replies.append(b"reset")
        return replies + [reply(client) for client in clients]


def settled(service) -> int:
    """The descriptors held once their number stays."""
    seen = []
    assert eventually(lambda: seen.append(descriptors(service)) or (len(seen) >= 20 and len(set(seen[-20:])) == 1))
    return seen[-1]


def serves(service) -> bool:
    with suppress(OSError, AssertionError):
        return service.ask("GET", "/hello").status == 200
    return False


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("policy", "told"), [("answer", b"HTTP/1.1 503 "), ("refuse", b"reset")])
def test_a_flood_to_the_descriptor_limit_is_refused_and_over_once_it_is_gone(mode, policy, told):
    with limited(f"server.accept={mode}", f"server.over_capacity={policy}", "server.timeouts.linger=50ms", limit=LIMIT) as service:
        flood(service)
        assert eventually(lambda: serves(service))
        held, held_kib = settled(service), resident_kib(service)
        used = cpu_seconds(service)
        for _ in range(3):
            replies = flood(service)
            served = sum(answer.startswith(b"HTTP/1.1 200") for answer in replies)
            assert LIMIT // 2 <= served < LIMIT
            assert sum(answer.startswith(told) for answer in replies) >= len(replies) - served - 10
            assert eventually(lambda: descriptors(service) == held), (descriptors(service), held)
            assert eventually(lambda: serves(service))
        assert cpu_seconds(service) - used < 1
        assert resident_kib(service) <= held_kib * 1.1
        assert service.stop() == 0
        assert b"connections find no place" in service.errors


@pytest.mark.parametrize("mode", MODES)
def test_at_the_descriptor_limit_it_does_not_spin(mode):
    with limited(f"server.accept={mode}", "server.over_capacity=wait", limit=LIMIT) as service, ExitStack() as open_ones:
        for _ in range(LIMIT * 2):
            open_ones.enter_context(service.connect())
        assert eventually(lambda: descriptors(service) >= LIMIT - 1)
        used = cpu_seconds(service)
        assert not eventually(lambda: cpu_seconds(service) - used > 0.2, 1.0)


@pytest.mark.parametrize("mode", MODES)
def test_at_the_connection_limit_others_are_told_to_come_back(mode):
    with limited(f"server.accept={mode}", "server.limits.connections=20", "server.retry_after=3s") as service:
        flood(service, 100)  # By now every worker has its reserve.
        assert eventually(lambda: serves(service))
        before = settled(service)
        replies = flood(service, 100)
        assert sum(answer.startswith(b"HTTP/1.1 200") for answer in replies) == 20
        assert sum(answer.startswith(b"HTTP/1.1 503") and b"\r\nRetry-After: 3\r\n" in answer for answer in replies) == 80
        assert eventually(lambda: descriptors(service) == before)
        assert eventually(lambda: serves(service))


def test_an_option_that_the_system_keeps_without_effect_is_told_at_the_start():
    with open("/proc/sys/net/ipv4/tcp_fastopen") as file:
        kept_off = int(file.read()) & 2 == 0
    with limited("server.fast_open=16", "server.defer_accept=1s") as service:
        assert service.ask("GET", "/hello").status == 200
        assert service.stop() == 0
        assert (b"TCP_FASTOPEN is set and without effect" in service.errors) == kept_off
