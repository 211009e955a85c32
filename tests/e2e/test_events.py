# SPDX-License-Identifier: Apache-2.0
"""Streams of events and the rooms behind them, over sockets and several workers."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from pathlib import Path

import pytest
from event_source import EventSource
from running import ALONE, Running, request, sample

WORKERS = 2


def reference(*flags: str) -> Running:
    return Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", str(WORKERS), *flags)


@pytest.fixture(scope="module")
def service():
    with reference("--set", "server.events.heartbeat=50ms") as running:
        yield running
        assert running.stop() == 0


def tell(service: Running, room: str, text: str) -> int:
    """Sends a text to a room; returns how many are in it."""
    answer = service.ask("POST", f"/room/{room}", text.encode(), {"Content-Type": "text/plain"})
    assert answer.status == 200
    return int(answer.body)


def wait_for_members(service: Running, room: str, count: int) -> None:
    """Until so many are there: asked for without end, since whoever closes a connection is not told when that was noticed."""
    deadline = time.monotonic() + 20
    while tell(service, room, "how many?") != count:
        assert time.monotonic() < deadline, f"{room} does not come to {count} members"


def private_bytes(service: Running) -> int:
    text = Path(f"/proc/{service.pid}/smaps_rollup").read_text()
    return int(re.search(r"Pss_Anon:\s+(\d+)", text)[1]) * 1024


def test_the_answer_is_what_browsers_and_proxies_expect(service):
    with EventSource(service, "/events?count=1") as events:
        assert events.status == 200
        assert events.fields["content-type"] == "text/event-stream"
        assert events.fields["cache-control"] == "no-store, no-transform"
        assert events.fields["x-accel-buffering"] == "no"
        assert "content-length" not in events.fields


def test_nothing_compresses_a_stream(service):
    with EventSource(service, "/events?count=3&ms=1", **{"Accept-Encoding": "gzip, br"}) as events:
        assert "content-encoding" not in events.fields
        assert [json.loads(events.next().data)["number"] for _ in range(3)] == [1, 2, 3]


def test_events_come_one_by_one_and_the_stream_ends_with_its_handler(service):
    with EventSource(service, "/events?count=3&ms=1") as events:
        told = [events.next() for _ in range(3)]
        assert [(each.name, each.id) for each in told] == [("tick", "1"), ("tick", "2"), ("tick", "3")]
        assert events.next() is None


def test_a_client_that_comes_back_goes_on_where_it_was(service):
    with EventSource(service, "/events?ms=1") as events:
        assert [events.next().id, events.next().id] == ["1", "2"]
        events.come_back()
        assert events.next().id == "3"


def test_an_idle_stream_is_kept_alive_by_comments(service):
    with EventSource(service, "/room/quiet") as events:
        assert events.stream.read(6) == b":\n\n:\n\n"


def test_parameters_are_checked_before_a_stream_opens(service):
    assert service.ask("GET", "/events?ms=soon").status == 422
    assert service.ask("POST", "/events").status == 405
    head = service.exchange(request("HEAD", "/events", fields={"Connection": "close"}))
    assert head.startswith(b"HTTP/1.1 200 ") and head.endswith(b"\r\n\r\n")


def test_a_room_reaches_its_members_on_all_workers_in_one_order(service):
    with contextlib.ExitStack() as opened:
        members = [opened.enter_context(EventSource(service, "/room/all")) for _ in range(40)]
        wait_for_members(service, "all", 40)
        for number in range(20):
            tell(service, "all", f"message {number}")
        for member in members:
            texts = []
            while len(texts) < 20:
                text = member.next().data
                texts += [text] if text != "how many?" else []
            assert texts == [f"message {number}" for number in range(20)]


def open_socket(service: Running, path: str) -> socket.socket:
    """A WebSocket, as far as short text messages need one."""
    opened = service.connect()
    fields = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}
    opened.sendall(request("GET", path, fields=fields))
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += opened.recv(1)
    assert answer.startswith(b"HTTP/1.1 101 ")
    return opened


def say(opened: socket.socket, text: bytes) -> None:
    opened.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)  # Masked with nothing.


def hear(opened: socket.socket) -> bytes:
    head = opened.recv(2, socket.MSG_WAITALL)
    assert head[0] == 0x81 and head[1] < 126
    return opened.recv(head[1], socket.MSG_WAITALL)


def test_sockets_and_streams_share_a_room(service):
    with contextlib.ExitStack() as opened:
        streams = [opened.enter_context(EventSource(service, "/room/mixed")) for _ in range(10)]
        sockets = [opened.enter_context(open_socket(service, "/ws/room/mixed")) for _ in range(10)]
        wait_for_members(service, "mixed", 20)
        say(sockets[0], b"hello")
        for each in sockets:
            while (heard := hear(each)) != b"hello":
                assert heard == b"how many?"
        for each in streams:
            while (heard := each.next().data) != "hello":
                assert heard == "how many?"


def test_members_that_go_are_not_counted_however_they_go(service):
    members = [EventSource(service, "/room/leaving") for _ in range(10)]
    wait_for_members(service, "leaving", 10)
    for member in members[:5]:
        member.close()
    for member in members[5:]:
        member.reset()
    wait_for_members(service, "leaving", 0)


def test_a_member_that_comes_back_is_given_what_it_missed(service):
    with EventSource(service, "/room/again") as events:
        wait_for_members(service, "again", 1)
        tell(service, "again", "one")
        while events.next().data != "one":
            pass
        events.close()
        wait_for_members(service, "again", 0)
        tell(service, "again", "two")
        tell(service, "again", "three")
        events.open()
        texts = [events.next().data]
        while texts[-1] != "three":
            texts.append(events.next().data)
        assert [text for text in texts if text != "how many?"] == ["two", "three"]


def test_a_member_that_never_reads_holds_nobody_up_and_little_memory():
    with reference("--set", "server.events.queue_bytes=64KiB") as service:
        with EventSource(service, "/room/slow") as reader, EventSource(service, "/room/slow") as sleeper:
            wait_for_members(service, "slow", 2)
            before = private_bytes(service)
            for number in range(400):
                tell(service, "slow", f"{number} " + "x" * 60_000)
                while not (told := reader.next().data).startswith(f"{number} "):
                    assert told == "how many?"
            assert private_bytes(service) - before < 8 * 1024 * 1024  # Of 24 MB sent; the room keeps 1 MiB for those that come back.
            assert sleeper.status == 200
        assert service.stop() == 0


def test_a_member_that_reads_too_slowly_may_be_let_go_instead():
    with reference("--set", "server.events.queue_bytes=64KiB", "--set", "server.events.overflow=close") as service:
        with EventSource(service, "/room/slow") as sleeper:
            wait_for_members(service, "slow", 1)
            deadline = time.monotonic() + 20
            while tell(service, "slow", "x" * 60_000) == 1:
                assert time.monotonic() < deadline
            texts = list(iter(sleeper.next, None))
            assert texts and all(len(each.data) in (60_000, len("how many?")) for each in texts)  # Whole events to the end.
        assert service.stop() == 0


def test_streams_end_in_order_when_the_service_stops():
    with reference() as service:
        with EventSource(service, "/room/last") as one, EventSource(service, "/events?ms=600000") as two:
            wait_for_members(service, "last", 1)
            assert two.next().name == "tick"
            begun = time.monotonic()
            assert service.stop() == 0
            assert time.monotonic() - begun < 5
            assert [each.data for each in iter(one.next, None)][-1:] == ["how many?"]
            assert two.next() is None


def test_an_idle_stream_holds_no_buffer():
    with reference("--set", "log.level=warn") as service, contextlib.ExitStack() as opened:
        for _ in range(100):
            opened.enter_context(EventSource(service, "/room/idle"))
        wait_for_members(service, "idle", 100)
        before = private_bytes(service)
        for _ in range(500):
            opened.enter_context(EventSource(service, "/room/idle"))
        wait_for_members(service, "idle", 600)
        assert (private_bytes(service) - before) / 500 < 4096
