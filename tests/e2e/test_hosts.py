# SPDX-License-Identifier: Apache-2.0
"""Virtual hosts of a service as it is installed: over sockets, and through a new configuration."""

from __future__ import annotations

import json
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, request, sample
from vitals import eventually, reset

FIRST = """
server:
  listen: 127.0.0.1:0
  workers: 2
  unknown_host: misdirected
  hosts:
    - name: one.example
      aliases: ["*.one.example"]
      mounts: [{{path: /, directory: {folder}/one}}]
      error_pages: {{404: {folder}/404.html}}
      rewrites:
        - {{match: "/old/{{rest...}}", to: "/{{rest}}", status: 308}}
        - {{match: /greeting, to: /hello}}
      trailing_slash: redirect
      access_log: {{path: one.log, format: json}}
"""
SECOND = "    - {{name: two.example, mounts: [{{directory: {folder}/two}}]}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<p>{name}")
    (tmp_path / "404.html").write_text("<p>no such page")
    (tmp_path / "config.yaml").write_text(FIRST.format(folder=tmp_path))
    return tmp_path


def serve(folder: Path, *flags: str) -> Running:
    return Running(sample("reference"), "--config", folder / "config.yaml", "--set", f"data_dir={folder}", *flags)


@pytest.fixture
def service(folder: Path) -> Iterator[Running]:
    with serve(folder) as service:
        yield service


def ask(service: Running, host: str, path: str, method: str = "GET", **fields: str):
    return service.ask(method, path, fields={"Host": host, "Connection": "close", **fields})


def test_the_host_chooses_the_files_and_the_rules(service: Running) -> None:
    for host in ("one.example", "ONE.example:8080", "one.example.", "a.one.example"):
        assert ask(service, host, "/").body == b"<p>one"
        assert ask(service, host, "/hello").status == 200
    assert ask(service, "one.example", "/greeting").body == ask(service, "one.example", "/hello").body
    moved = ask(service, "one.example", "/old/a/b%20c?d=e&f")
    assert (moved.status, moved.fields["location"]) == (308, "/a/b%20c?d=e&f")
    assert ask(service, "one.example", "/old//evil.example/").fields["location"] == "/evil.example/"
    sent = ask(service, "one.example", "/hello/?a=b")
    assert (sent.status, sent.fields["location"]) == (301, "/hello?a=b")


def test_an_error_has_its_page_and_an_api_its_problem(service: Running) -> None:
    page = ask(service, "one.example", "/nowhere")
    assert (page.status, page.body, page.media_type) == (404, b"<p>no such page", "text/html")
    head = ask(service, "one.example", "/nowhere", "HEAD")
    assert (head.status, head.fields["content-length"]) == (404, str(len(page.body)))
    assert ask(service, "one.example", "/nowhere", Accept="application/json").media_type == "application/problem+json"


@pytest.mark.parametrize("host", ["two.example", "", "one.example.evil", "evil-one.example", "a.b.one.example", "[::1]", "127.0.0.1", "*.one.example.x"])
def test_other_names_are_misdirected(service: Running, host: str) -> None:
    assert ask(service, host, "/").status == (421 if host else 400)


@pytest.mark.parametrize("host", ["one.example/", "one.example@x", "one.example one", "one.example\\x", "one.example:x", "one.exam\x80ple", "a,b"])
def test_what_is_no_name_is_refused_or_unknown_but_never_a_host(service: Running, host: str) -> None:
    assert ask(service, host, "/").status in (400, 421)


def test_an_absolute_target_and_a_request_without_a_name(service: Running) -> None:
    assert service.exchange(b"GET http://one.example/ HTTP/1.1\r\nHost: two.example\r\nConnection: close\r\n\r\n").endswith(b"<p>one")
    assert service.exchange(b"GET /hello HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_a_new_host_is_live_after_sighup_and_no_request_is_lost(service: Running, folder: Path) -> None:
    stopping = threading.Event()
    answers: list[int] = []

    def keep_asking() -> None:
        while not stopping.is_set():
            try:
                answers.append(ask(service, "one.example", "/").status)
            except (OSError, AssertionError):
                answers.append(-1)

    asking = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in asking:
        thread.start()
    try:
        assert ask(service, "two.example", "/").status == 421
        (folder / "config.yaml").write_text((FIRST + SECOND).format(folder=folder))
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: ask(service, "two.example", "/").body == b"<p>two")
        (folder / "config.yaml").write_text((FIRST + SECOND + SECOND).format(folder=folder))
        service.process.send_signal(signal.SIGHUP)  # A name for two hosts: the service goes on as it is.
        assert eventually(lambda: len(answers) > 200)
        assert ask(service, "two.example", "/").body == b"<p>two"
    finally:
        stopping.set()
        for thread in asking:
            thread.join()
    assert set(answers) == {200}


def test_pipelined_requests_have_each_their_own_host(service: Running) -> None:
    raw = b"".join(request("GET", "/", fields={"Host": host}) for host in ("one.example", "two.example", "A.ONE.EXAMPLE"))
    got = service.exchange(raw + request("GET", "/hello", fields={"Host": "one.example", "Connection": "close"}))
    assert re.findall(rb"HTTP/1\.1 (\d+) ", got) == [b"200", b"421", b"200", b"200"]


def test_a_host_has_a_log_of_its_own(service: Running, folder: Path) -> None:
    ask(service, "one.example", "/hello?first")
    ask(service, "two.example", "/hello?second")
    ask(service, "a.one.example", "/old/third")
    assert eventually(lambda: len((folder / "one.log").read_text().splitlines()) == 2)
    lines = map(json.loads, (folder / "one.log").read_text().splitlines())
    first, second = sorted(lines, key=lambda line: line["target"])  # Of two workers, whose lines may pass each other.
    assert (first["target"], first["status"], first["host"], first["route"]) == ("/hello?first", 200, "one.example", "/hello")
    assert (second["target"], second["status"]) == ("/old/third", 308)


def test_its_log_names_a_client_that_is_gone(folder: Path) -> None:
    with serve(folder, "--workers", "1") as service:  # It takes connections in their order.
        connection = service.connect()
        connection.sendall(request("GET", "/sleep?ms=60000", fields={"Host": "one.example"}))
        ask(service, "one.example", "/hello")
        reset(connection)
        assert eventually(lambda: len((folder / "one.log").read_text().splitlines()) == 2)
    gone = json.loads((folder / "one.log").read_text().splitlines()[-1])
    assert (gone["target"], gone["status"], gone["address"]) == ("/sleep?ms=60000", 499, "127.0.0.1")


def test_a_mistake_is_told_with_its_place(folder: Path) -> None:
    (folder / "config.yaml").write_text((FIRST + SECOND + SECOND).format(folder=folder))
    with pytest.raises(AssertionError, match=r"config\.yaml:\d+:14: error\[host-duplicate\]: two\.example is a name of the host two\.example already"):
        Running(sample("reference"), "--no-supervisor", "--config", folder / "config.yaml")
