# SPDX-License-Identifier: Apache-2.0
"""A durable job whose process is killed in the midst of it: what the store has is done all the same, by one process at a time."""

import time
from contextlib import contextmanager

import pytest
from running import ALONE, BUILD, Running, until

BACKENDS = ("memory", "sqlite")


def start(folder, backend):
    flags = ("--listen", "127.0.0.1:0", "--workers", "2", "--set", f"data_dir={folder}", "--set", f"store.backend={backend}")
    return Running(BUILD / "tests/e2e/durable", ALONE, *flags)


@contextmanager
def killed(folder, backend):
    """A service that is killed behind the block."""
    with start(folder, backend) as service:
        yield service
        service.process.kill()
        service.process.wait()


def told(folder):
    path = folder / "told"
    return [tuple(line.split()) for line in path.read_text().splitlines()] if path.exists() else []


def times_said(service, text):
    service.has_said(text)
    return service.errors.count(text)


def ask(service, arguments=b"{}"):
    answer = service.ask("POST", "/", arguments, {"Content-Type": "text/plain"})
    assert answer.status == 200
    return answer.body.decode()


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_run_whose_process_is_killed_is_done_by_the_next_and_then_never_again(tmp_path, backend):
    with killed(tmp_path, backend) as first:
        run = ask(first)
        until(lambda: told(tmp_path))
        one = str(first.pid)
    with killed(tmp_path, backend) as second:
        until(lambda: len(told(tmp_path)) == 2)
        (tmp_path / "go").touch()
        until(lambda: len(told(tmp_path)) == 3)
        other = str(second.pid)
        last = ask(second)
        until(lambda: times_said(second, b"a job was done") == 2)
    assert told(tmp_path)[:3] == [("begins", run, "1", one), ("begins", run, "1", other), ("ends", run, "1", other)]
    (tmp_path / "go").unlink()
    with killed(tmp_path, backend) as third:
        newest = ask(third)
        until(lambda: [each for each in told(tmp_path) if each[1] == newest])
    assert [each[1] for each in told(tmp_path)[3:]] == [last, last, newest]


@pytest.mark.parametrize("backend", BACKENDS)
def test_attempts_that_failed_are_not_given_back(tmp_path, backend):
    (tmp_path / "go").touch()
    with start(tmp_path, backend) as first:
        ask(first, b"fail")
        until(lambda: len(told(tmp_path)) == 2)
        (tmp_path / "go").unlink()
        until(lambda: len(told(tmp_path)) == 3)  # The second attempt has begun.
        first.process.kill()
        first.process.wait()
    (tmp_path / "go").touch()
    with start(tmp_path, backend) as second:
        until(lambda: told(tmp_path)[-1][::2] == ("ends", "3"))
        until(lambda: times_said(second, b"as it was told") == 2)
    with start(tmp_path, backend) as third:
        ask(third)
        until(lambda: times_said(third, b"a job was done") == 1)
    attempts = [attempt for what, _, attempt, _ in told(tmp_path) if what == "begins"]
    assert attempts == ["1", "2", "2", "3", "1"], "the last is the new one's"


def test_what_one_of_two_processes_on_a_file_leaves_the_other_does(tmp_path):
    with start(tmp_path, "sqlite") as one, start(tmp_path, "sqlite") as other:
        first, second = str(one.pid), str(other.pid)
        run = ask(one)
        until(lambda: told(tmp_path))
        one.process.kill()
        one.process.wait()
        (tmp_path / "go").touch()
        until(lambda: told(tmp_path)[-1][0] == "ends")
        assert told(tmp_path) == [("begins", run, "1", first), ("begins", run, "1", second), ("ends", run, "1", second)]
