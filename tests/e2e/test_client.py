# SPDX-License-Identifier: Apache-2.0
"""The samples asked by their generated clients, beside curl: what they agree on, what fails, and how that is told."""

import asyncio
import json
import os
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest
import websockets
from running import ALONE, BUILD, Running, sample
from secured import make_certificate, reference_with_tls

ASK = BUILD / "tests/e2e/ask"


@contextmanager
def notes(folder, listen="127.0.0.1:0"):
    with Running(sample("notes"), ALONE, "--listen", listen, "--workers", "1", "--set", f"data_dir={folder}") as service:
        yield service


@pytest.fixture(scope="module")
def reference():
    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1") as service:
        yield service


def url(service, host="127.0.0.1"):
    return f"http://{host}:{service.port}"


def ask(name, where, *arguments, trust=None):
    """What the client says, line by line, and how it ended. It trusts a certificate instead of the system's authorities, where one is given."""
    environment = os.environ | ({"ASK_AUTHORITIES": str(trust)} if trust else {})
    done = subprocess.run([ASK, name, where, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=environment)
    assert done.stderr == ""
    return done.stdout.splitlines(), done.returncode


def curl(*arguments):
    return subprocess.run(["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, text=True, timeout=60)


def test_a_note_lives_its_whole_life_and_curl_sees_the_same(tmp_path):
    with notes(tmp_path) as service:
        assert ask("notes", url(service), "create", "milk", "bread") == (["1 milk open", "2 bread open"], 0)
        assert [each["title"] for each in json.loads(curl(f"{url(service)}/notes").stdout)] == ["milk", "bread"]
        assert ask("notes", url(service), "finish", 1) == (["1 milk done"], 0)
        assert json.loads(curl(f"{url(service)}/notes/1").stdout)["state"] == "done"
        assert ask("notes", url(service), "list", 1) == (["1 milk done"], 0), "the query arrived"
        assert ask("notes", url(service), "delete", 2) == (["deleted 2"], 0)
        assert curl(f"{url(service)}/notes/2").returncode == 22
        assert ask("notes", url(service, "localhost"), "title") == (["Notes"], 0), "by a name"


def test_errors_are_told_apart(tmp_path):
    with notes(tmp_path) as service:
        ask("notes", url(service), "create", "milk")
        said, status = ask("notes", url(service), "create", "milk")
        assert (said[0].split()[0], status) == ("TitleTaken", 1), "a declared error is a class of its own"
        assert ask("notes", url(service), "delete", 9) == (["RemoteError 404 no such note"], 1)
        assert ask("notes", url(service), "create", "")[0][0].startswith("RemoteError 422 ")
        address = url(service)
    said, status = ask("notes", address, "list")
    assert said[0].startswith(f"ClientError unreachable GET {address}/notes") and "refused" in said[0] and status == 1
    assert ask("notes", "no URL", "list") == (["ClientError invalid GET: no URL to be asked"], 1)


def test_a_server_that_was_started_anew_is_asked_on_a_new_connection(tmp_path):
    with notes(tmp_path) as first:
        client = subprocess.Popen([ASK, "notes", url(first), "lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            assert answers(client) == []
            ask("notes", url(first), "create", "milk")
            assert answers(client) == ["1 milk open"]
            assert first.stop() == 0
            with notes(tmp_path, f"127.0.0.1:{first.port}"):
                assert answers(client) == ["1 milk open"]
        finally:
            client.kill()
            client.communicate()


def answers(client):
    """One more call of a client that makes one for each line."""
    client.stdin.write("\n")
    client.stdin.flush()
    return list(iter(lambda: client.stdout.readline().rstrip("\n"), "."))


def test_a_slow_server_is_given_up_when_its_time_is_over(reference):
    began = time.monotonic()
    said, status = ask("reference", url(reference), "hurry", 200, 30_000)
    assert said[0].startswith("ClientError timeout GET ") and status == 1
    assert time.monotonic() - began < 10
    assert ask("reference", url(reference), "hurry", 30_000, 1) == (["slept 1 ms"], 0)


def test_content_streams_both_ways(reference, tmp_path):
    assert ask("reference", url(reference), "echo", 5_000_000) == (["5000000"], 0)
    data = tmp_path / "data"
    data.write_bytes(b"x" * 2_000_000)
    uploaded = json.loads(curl("--data-binary", f"@{data}", f"{url(reference)}/upload").stdout)
    assert ask("reference", url(reference), "upload", 2_000_000) == ([f"{uploaded['bytes']} {uploaded['sha256']}"], 0)


def test_values_arrive_as_they_were_given(reference):
    for name in ("Ada", 'q"\\ü€😀', "a b&c=d/%41?#"):
        assert ask("reference", url(reference), "json", name) == ([name], 0)
    assert ask("reference", url(reference), "post", "a b&c=d?#", "ü%41") == (["a b&c=d?#|ü%41"], 0)
    assert ask("reference", url(reference), "fail")[0][0].startswith("RemoteError 500")


def test_a_redirect_between_services_is_followed(reference, tmp_path):
    rewrite = "{match: '/json', to: 'http://127.0.0.1:%d/json', status: 307}" % reference.port
    hosts = f"server.hosts=[{{name: moved.localhost, aliases: ['127.0.0.1'], routes: true, rewrites: [{rewrite}]}}]"
    with Running(sample("notes"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1", "--set", f"data_dir={tmp_path}", "--set", hosts) as moved:
        assert ask("reference", url(moved), "json", "Ada") == (["Ada"], 0), "307 keeps the method and the content"
        assert json.loads(curl("-L", "--json", '{"name": "Ada"}', f"{url(moved)}/json").stdout) == {"name": "Ada"}


# ---- over TLS


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    certificate, key = make_certificate(tmp_path_factory.mktemp("pair"), "pair")
    with reference_with_tls(certificate, key) as service:
        yield service, certificate


def test_over_tls_it_is_the_same(secured):
    service, certificate = secured
    where = f"https://localhost:{service.port}"
    assert ask("reference", where, "json", "Ada", trust=certificate) == (["Ada"], 0)
    assert ask("reference", where, "echo", 3_000_000, trust=certificate) == (["3000000"], 0)
    assert ask("reference", where, "events", trust=certificate) == (["tick 1", "tick 2", "tick 3"], 0)
    said, status = ask("socket", f"wss://localhost:{service.port}/ws/echo", "talk", "hello", "x" * 100_000, trust=certificate)
    assert said[1:] == ["5 hello", "100000 " + "x" * 20, "closed 1000 "] and status == 0


@pytest.mark.parametrize(("host", "trusted"), [("localhost", False), ("127.0.0.1", True)], ids=["a stranger", "another name"])
def test_a_server_that_does_not_prove_who_it_is_is_not_asked(secured, host, trusted):
    service, certificate = secured
    said, status = ask("reference", f"https://{host}:{service.port}", "json", "Ada", trust=certificate if trusted else None)
    assert said[0].startswith("ClientError unreachable POST https://") and status == 1


# ---- event streams and WebSockets


def test_events_are_read_as_they_come(reference):
    assert ask("reference", url(reference), "events") == (["tick 1", "tick 2", "tick 3"], 0)


@contextmanager
def web_sockets(handler, **options):
    """A server of another make, on a thread of its own; gives its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(_serve(handler, options))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(server.wait_closed(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _serve(handler, options):
    return await websockets.serve(handler, "127.0.0.1", 0, **options)


async def echo(socket):
    async for message in socket:
        await socket.send(message)


@pytest.mark.parametrize(("compression", "told"), [(None, "plain"), ("deflate", "deflated")])
def test_a_web_socket_talks_to_a_server_of_another_make(compression, told):
    with web_sockets(echo, subprotocols=["other", "chat"], compression=compression, max_size=None) as port:
        said = ask("socket", f"ws://127.0.0.1:{port}/", "talk", "hello", "ü€😀", "x" * 100_000)
    assert said == ([f"protocol chat {told}", "5 hello", "9 ü€😀", "100000 " + "x" * 20, "closed 1000 "], 0)


def test_a_web_socket_talks_to_our_own_server(reference):
    said, status = ask("socket", f"ws://127.0.0.1:{reference.port}/ws/echo", "talk", "hello", "x" * 100_000)
    assert said[1:] == ["5 hello", "100000 " + "x" * 20, "closed 1000 "] and status == 0


def test_messages_hold_values():
    async def add(socket):
        async for message in socket:
            await socket.send(json.dumps(sum(json.loads(message))))

    with web_sockets(add) as port:
        assert ask("socket", f"ws://127.0.0.1:{port}/", "count", 3, 4) == (["sum 7"], 0)


def test_a_message_that_is_not_what_it_should_be_is_told():
    async def babble(socket):
        await socket.recv()
        await socket.send("{")

    with web_sockets(babble) as port:
        said, status = ask("socket", f"ws://127.0.0.1:{port}/", "count", 3, 4)
    assert said[0].startswith(f"ClientError content GET ws://127.0.0.1:{port}/: a message: ") and status == 1


def test_a_refused_web_socket_is_an_error_with_its_status(reference):
    said, status = ask("socket", f"ws://127.0.0.1:{reference.port}/hello", "talk")
    assert said[0].startswith("RemoteError 200") and status == 1
    said, status = ask("socket", f"ws://127.0.0.1:{reference.port}/nothing", "talk")
    assert said == ["RemoteError 404 "] and status == 1
