# SPDX-License-Identifier: Apache-2.0
"""The access log of a service as a process: its lines, its file moved away under load, a disk that is full."""

import json
import re
import signal
import threading
from collections import Counter
from pathlib import Path

import pytest
from event_source import EventSource
from running import ALONE, BUILD, Running, read_answer, request, sample
from vitals import eventually

TROUBLE = BUILD / "tests" / "e2e" / "trouble1"
COMMON = re.compile(r'127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET (\S+) HTTP/1\.1" (\d{3}) (\d+|-)')


def logged(folder: Path, *flags: str) -> Running:
    return Running(TROUBLE, "--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={folder}", *flags)


def lines(*paths: Path) -> list[str]:
    return [line for path in paths for line in path.read_text().splitlines()]


def test_each_request_has_a_line_below_the_data_folder(tmp_path: Path) -> None:
    with logged(tmp_path, "--set", "server.access_log.path=access.log", "--set", "server.access_log.format=json") as service:
        assert service.ask("GET", "/pid", fields={"User-Agent": 'a "test"'}).status == 200
        assert service.exchange(b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400 ")
        assert service.stop() == 0
    told = [json.loads(line) for line in lines(tmp_path / "access.log")]
    second, first = sorted(told, key=lambda each: "target" in each)  # Of two workers, whose lines may pass each other.
    assert (first["address"], first["target"], first["status"], first["route"], first["user_agent"]) == ("127.0.0.1", "/pid", 200, "/pid", 'a "test"')
    assert first["bytes"] > 0 and first["duration_us"] >= 0
    assert (second["unparsed"], second["status"]) == ("GET / HTTP/1.1", 400)


def test_streams_of_events_and_sockets_have_their_line_when_they_open_and_no_other_at_their_end(tmp_path: Path) -> None:
    access = tmp_path / "access.log"
    flags = ("--set", f"server.access_log.path={access}", "--set", "server.access_log.format=json")
    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1", *flags) as service:
        with EventSource(service, "/events?count=2&ms=1") as events:
            assert eventually(lambda: access.exists() and len(lines(access)) == 1)
            while events.next():
                pass
        handshake = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}
        with service.connect() as connection:
            connection.sendall(request("GET", "/ws/echo", fields=handshake))
            assert connection.recv(4096).startswith(b"HTTP/1.1 101 ")
            assert eventually(lambda: len(lines(access)) == 2)
            connection.sendall(b"\x88\x82\0\0\0\0\x03\xe8")  # A close, 1000.
            assert connection.recv(4096).startswith(b"\x88")
        assert service.stop() == 0
    told = [json.loads(line) for line in lines(access)]
    assert [(each["status"], each["route"], each.get("reason")) for each in told] == [(200, "/events", None), (101, "/ws/echo", None)]


@pytest.mark.parametrize("supervised", [True, False])
def test_a_file_moved_away_under_load_is_followed_and_no_line_is_lost(tmp_path: Path, supervised: bool) -> None:
    access, moved = tmp_path / "access.log", tmp_path / "access.log.1"
    flags = ("--set", "server.access_log.path=access.log", "--set", "server.access_log.format=common")
    with logged(tmp_path, *flags, *(() if supervised else (ALONE,))) as service:
        stop = threading.Event()
        asked: Counter[str] = Counter()

        def ask_on(name: str) -> None:
            with service.connect() as connection:
                stream = connection.makefile("rb")
                while not stop.is_set():
                    connection.sendall(request("GET", f"/pid?{name}"))
                    assert read_answer(stream).status == 200
                    asked[f"/pid?{name}"] += 1

        threads = [threading.Thread(target=ask_on, args=(str(number),)) for number in range(3)]
        for thread in threads:
            thread.start()
        try:
            assert eventually(lambda: access.exists() and access.stat().st_size > 1000)
            access.rename(moved)
            service.process.send_signal(signal.SIGUSR1)
            assert eventually(lambda: access.exists() and access.stat().st_size > 1000)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert service.stop() == 0
    matches = [COMMON.fullmatch(line) for line in lines(moved, access)]
    assert all(matches)
    assert Counter(match[1] for match in matches) == asked


def test_a_full_disk_costs_lines_and_no_answer(tmp_path: Path) -> None:
    with logged(tmp_path, "--set", "server.access_log.path=/dev/full") as service:
        for _ in range(20):
            assert service.ask("GET", "/pid").status == 200
        assert service.stop() == 0
    told = re.findall(rb"lines of an access log dropped lines=(\d+) path=/dev/full reason=\"No space left on device\"", service.errors)
    assert 0 < sum(int(count) for count in told) <= 20


def test_standard_error_takes_it_too(tmp_path: Path) -> None:
    with logged(tmp_path, "--set", "server.access_log.path=stderr", "--set", "server.access_log.format=common") as service:
        assert service.ask("GET", "/pid").status == 200
        assert service.stop() == 0
    assert COMMON.search(service.errors.decode())


def test_a_format_that_is_none_is_told_with_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"(?s)server\.access_log\.format.*combined"):
        logged(tmp_path, "--set", "server.access_log.path=a.log", "--set", "server.access_log.format=combine")
