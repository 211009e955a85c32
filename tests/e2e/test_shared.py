# SPDX-License-Identifier: Apache-2.0
"""Two processes of one service, and a Redis server between them: what one knows the other knows, and a job is done by one of them."""

import subprocess
from contextlib import contextmanager

import pytest
from event_source import EventSource
from running import ALONE, BUILD, Running, until

LIMIT_SECONDS = 30


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """A server without a port, and its socket."""
    folder = tmp_path_factory.mktemp("redis")
    path = folder / "redis.sock"
    words = ["redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no", "--dir", folder, "--daemonize", "no"]
    server = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: path.exists() and ask(path, "ping") == "PONG")
    yield path
    server.terminate()
    assert server.wait(LIMIT_SECONDS) == 0


def ask(path, *words):
    return subprocess.run(["redis-cli", "-s", str(path), *words], capture_output=True, text=True).stdout.strip()


def start(path, *flags):
    return Running(BUILD / "tests/e2e/shared", ALONE, "--listen", "127.0.0.1:0", "--workers", "2", "--set", f"redis.server=unix:{path}", *flags)


@contextmanager
def two(path, *flags):
    ask(path, "flushall")
    with start(path, *flags) as one, start(path, *flags) as other:
        until(lambda: all(each.ask("GET", "/ready").status == 200 for each in (one, other)))
        yield one, other


def test_a_store_is_one_for_both(redis):
    with two(redis, "--set", "jobs.enabled=false") as (one, other):
        assert [each.ask("POST", "/count/visitors").body for each in (one, other, one)] == [b"1", b"2", b"3"]
        assert one.ask("PUT", "/values/greeting", b"hello", {"Content-Type": "text/plain"}).status == 204
        assert other.ask("GET", "/values/greeting").body == b"hello"


def test_a_session_goes_on_at_the_other_and_ends_for_both(redis):
    with two(redis, "--set", "jobs.enabled=false") as (one, other):
        begun = one.ask("POST", "/visit")
        cookie = {"Cookie": begun.fields["set-cookie"].split(";")[0]}
        assert (begun.body, other.ask("POST", "/visit", fields=cookie).body, one.ask("POST", "/visit", fields=cookie).body) == (b"1", b"2", b"3")
        assert other.ask("POST", "/leave", fields=cookie).status == 204
        assert one.ask("POST", "/visit", fields=cookie).body == b"1"


def test_a_limit_counts_what_both_let_in(redis):
    with two(redis, "--set", "jobs.enabled=false") as (one, other):
        statuses = [each.ask("GET", "/limited").status for _ in range(4) for each in (one, other)]
        assert statuses == [200] * 5 + [429] * 3


def test_a_room_is_one_for_both(redis):
    with two(redis, "--set", "jobs.enabled=false") as (one, other):
        listeners = [EventSource(each, "/hall") for each in (one, other)]
        assert [each.next().data for each in listeners] == ["joined", "joined"]
        for number in range(5):
            for each in (one, other):
                assert each.ask("POST", "/hall", f"message {number}".encode(), {"Content-Type": "text/plain"}).status == 204
        heard = [[each.next().data for _ in range(10)] for each in listeners]
        assert heard[0] == heard[1] and sorted(heard[0]) == sorted(f"message {number}" for number in range(5) for _ in range(2))


def runs(service, job):
    answer = service.ask("GET", f"/values/runs-{job}")
    lines = answer.body.decode().splitlines() if answer.status == 200 else []
    return [(word, int(fence), int(process), due) for word, fence, process, due in (line.split(" ", 3) for line in lines)]


def test_a_run_is_done_once_whoever_does_it(redis):
    with two(redis, "--set", "jobs.lease=10s") as (one, other):  # So that a machine under load is not taken for a dead process.
        assert one.ask("PUT", "/values/go", b"on", {"Content-Type": "text/plain"}).status == 204
        done = until(lambda: (found := [each for each in runs(one, "often") if each[0] == "end"])[3:] and found)
        dues = [due for _, _, _, due in done]
        fences = [fence for _, fence, _, _ in done]
        assert len(set(dues)) == len(dues) and fences == sorted(set(fences))
        assert {process for _, _, process, _ in done} <= {one.pid, other.pid}


def test_a_run_whose_process_is_killed_is_taken_over_by_the_other(redis):
    with two(redis) as (one, other):
        _, fence, process, due = until(lambda: runs(one, "seldom"))[0]
        dying, living = (one, other) if process == one.pid else (other, one)
        dying.process.kill()
        dying.process.wait()
        again = until(lambda: [each for each in runs(living, "seldom") if each[2] == living.pid])[0]
        assert again[0] == "begin" and again[1] > fence and again[3] == due
        assert living.ask("PUT", "/values/go", b"on", {"Content-Type": "text/plain"}).status == 204
        assert until(lambda: [each for each in runs(living, "seldom") if each[0] == "end" and each[3] == due]) == [("end", *again[1:])]
