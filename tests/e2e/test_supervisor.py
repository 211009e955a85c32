# SPDX-License-Identifier: Apache-2.0
"""What keeps a service alive: crashes, hangs, kills, new configurations and new programs, all while clients ask."""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from running import BUILD, Running, read_answer, request, sample
from vitals import children, eventually, is_gone, open_files, spin

TROUBLE = BUILD / "tests" / "e2e" / "trouble1"
NEXT = BUILD / "tests" / "e2e" / "trouble2"
OFTEN = ("--set", "server.supervisor.restart_limit=1000", "--set", "server.supervisor.backoff_limit=50ms")


def trouble(folder: Path, *flags: str, program: Path = TROUBLE, workers: int = 2) -> Running:
    data = ("--set", f"data_dir={folder}")
    return Running(program, "--listen", "127.0.0.1:0", "--workers", str(workers), *data, *flags)


def reports(folder: Path) -> list[str]:
    """The crash reports, the newest last."""
    return [path.read_text() for path in sorted((folder / "crash").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)]


def say(service: Running, path: str) -> None:
    """Asks for what will not be answered."""
    with service.connect() as connection:
        connection.sendall(request("GET", path))
        with suppress(OSError):
            assert connection.recv(1000) == b""


def other_pid(service: Running, before: int):
    """Whether another process than before answers."""

    def condition() -> bool:
        with suppress(OSError, AssertionError, ValueError):
            return int(service.ask("GET", "/pid").body) != before
        return False

    return condition


class Clients:
    """Threads that ask, each on connections of its own, until they are stopped. Without `again` nothing may fail."""

    def __init__(self, service: Running, count: int = 4, path: str = "/pid", again: bool = False):
        self.service, self.path, self.again = service, path, again
        self.answers = 0
        self.failures: list[str] = []
        self.longest_gap = 0.0
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        assert eventually(lambda: self.answers > 20)
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        last = time.monotonic()
        while not self._stopping.is_set():
            try:
                assert self.service.ask("GET", self.path, fields={"Connection": "close"}).status == 200
                self.answers += 1
                self.longest_gap = max(self.longest_gap, time.monotonic() - last)
                last = time.monotonic()
            except (OSError, AssertionError, ValueError, IndexError) as error:
                if not self.again:
                    self.failures.append(repr(error))


# --- one supervisor, one service


def test_the_service_is_a_child_of_its_own_and_says_once_where_it_listens(tmp_path):
    with trouble(tmp_path) as service:
        pid = int(service.ask("GET", "/pid").body)
        assert pid == service.pid != service.process.pid
        assert Path(f"/proc/{pid}/comm").read_text() == "trouble1\n"
        assert len(os.listdir(f"/proc/{service.process.pid}/task")) == 1
        service.process.send_signal(signal.SIGHUP)
        assert eventually(other_pid(service, pid))
        assert service.stop() == 0
    assert service.errors.count(b"listening on ") == 1


def test_without_a_supervisor_it_runs_in_the_foreground_alone(tmp_path):
    with trouble(tmp_path, "--no-supervisor") as service:
        assert int(service.ask("GET", "/pid").body) == service.pid == service.process.pid
        assert service.stop() == 0


def test_the_service_inherits_nothing_but_what_it_is_meant_to(tmp_path):
    with trouble(tmp_path, workers=1) as service:
        first = open_files(service.pid)
        service.process.send_signal(signal.SIGHUP)
        assert eventually(other_pid(service, service.pid)) and eventually(lambda: service.pid not in first)
        assert eventually(lambda: sorted(open_files(service.pid)) == sorted(first))
        assert service.stop() == 0


def test_when_the_supervisor_is_killed_the_service_goes_with_it(tmp_path):
    with trouble(tmp_path) as service:
        pid = service.pid
        service.process.kill()
        assert eventually(lambda: is_gone(pid))


def test_a_pid_file_names_the_process_that_takes_signals(tmp_path):
    path = tmp_path / "pid"
    for flags in ((), ("--no-supervisor",)):
        with trouble(tmp_path, "--pid-file", str(path), *flags) as service:
            assert eventually(path.exists)
            assert int(path.read_text()) == service.process.pid
            assert service.stop() == 0
        assert not path.exists()


def test_a_start_that_fails_is_told_once_and_not_tried_again(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = subprocess.run(
            [TROUBLE, "--listen", f"127.0.0.1:{taken.getsockname()[1]}"], cwd=tmp_path, capture_output=True, text=True, timeout=60
        )
    assert result.returncode == 1
    assert result.stderr.count("error[cannot-listen]") == 1
    assert "supervisor" not in result.stderr


# --- ends that nobody asked for


@pytest.mark.parametrize(
    ("path", "reason", "function"),
    [
        ("/fault", "crashed by SIGSEGV", "fault(saki::Request&)"),
        ("/abort", "crashed by SIGABRT", "abort_now(saki::Request&)"),
        ("/overflow", "crashed by SIGSEGV", "overflow_the_stack(int"),
        ("/exit", "exited with 3", None),
    ],
)
def test_a_crash_is_reported_with_all_stacks_and_followed_by_another_service(tmp_path, path, reason, function):
    with trouble(tmp_path) as service:
        before = service.pid
        say(service, path)
        assert eventually(other_pid(service, before))
        assert service.stop() == 0
    (report,) = reports(tmp_path)
    assert reason in report and f"pid:    {before}\n" in report
    if function:
        assert function in report
        assert {"worker 0", "worker 1", "log"} <= set(re.findall(r"^(\S.*) \(\d+\)$", report, re.MULTILINE))
    assert reason.encode() in service.errors


def test_a_worker_that_hangs_is_found_and_its_stack_is_told(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.heartbeat=1s") as service:
        before = service.pid
        with service.connect() as connection:
            connection.sendall(request("GET", "/spin"))
            assert connection.recv(1000) == b""
        assert eventually(other_pid(service, before))
        assert service.stop() == 0
    (report,) = reports(tmp_path)
    assert re.search(r"reason: worker [01] hung: its loop stood still for 1s", report)
    assert "spin_for_ever()" in report
    assert b"spin_for_ever()" in service.errors


def test_a_fault_while_the_stacks_are_told_leaves_the_first_reason(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.heartbeat=1s") as service:
        before = service.pid
        say(service, "/fault-when-asked")
        assert eventually(other_pid(service, before))
        assert service.stop() == 0
    (report,) = reports(tmp_path)
    assert re.search(r"reason: worker [01] hung: its loop stood still for 1s", report)


def test_without_a_heartbeat_nobody_is_killed_for_being_slow(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.heartbeat=0s") as service:
        before = service.pid
        with service.connect() as connection:
            connection.sendall(request("GET", "/spin"))
            connection.settimeout(1)
            with pytest.raises(TimeoutError):
                connection.recv(1)
        assert service.pid == before


def test_crash_reports_are_bounded(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.crash_reports=2", *OFTEN) as service:
        for _ in range(4):
            before = service.pid
            say(service, "/exit")
            assert eventually(other_pid(service, before))
    assert len(reports(tmp_path)) == 2


def test_one_that_ends_too_often_is_given_up(tmp_path):
    limits = ("--set", "server.supervisor.restart_limit=2", "--set", "server.supervisor.backoff=1ms")
    with trouble(tmp_path, *limits) as service:
        for _ in range(2):
            before = service.pid
            say(service, "/exit")
            assert eventually(other_pid(service, before))
        say(service, "/exit")
        assert service.wait() == 1
    assert b"the service ended too often" in service.errors
    assert len(reports(tmp_path)) == 3


def test_a_kill_under_load_costs_clients_less_than_a_second(tmp_path):
    """Random moments, a fixed seed."""
    moments = random.Random(20261121)
    with trouble(tmp_path, *OFTEN) as service, Clients(service, again=True) as clients:
        for _ in range(10):
            before = service.pid
            time.sleep(moments.uniform(0.0, 0.2))
            os.kill(before, signal.SIGKILL)
            assert eventually(other_pid(service, before))
    print(f"longest time without an answer: {clients.longest_gap * 1000:.0f} ms over {clients.answers} answers")
    assert clients.longest_gap < 1.0


# --- new configurations, new programs


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGUSR2])
def test_no_request_is_lost_while_another_service_takes_over(tmp_path, how):
    with trouble(tmp_path) as service, Clients(service) as clients:
        for _ in range(5):
            before = service.pid
            service.process.send_signal(how)
            assert eventually(lambda: int(service.ask("GET", "/pid").body) != before)
        assert eventually(lambda: is_gone(before))
    assert clients.failures == []


def test_a_new_configuration_is_read_and_a_request_in_flight_ends(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("server: {listen: 127.0.0.1:0, workers: 1}\n")
    with Running(sample("reference"), "--config", config, "--set", f"data_dir={tmp_path}") as service, service.connect() as slow:
        before = service.pid
        slow.sendall(request("GET", "/sleep?ms=500"))
        service.ask("GET", "/hello")
        config.write_text("server: {listen: ['127.0.0.1:0', '[::1]:0'], workers: 3}\n")
        service.process.send_signal(signal.SIGHUP)
        service._read_until(2)
        assert len(worker_names(service.pid)) == 3 and service.pid != before
        assert read_answer(slow.makefile("rb")).status == 200
        with socket.create_connection(("::1", service.ports[1]), 60) as connection:
            connection.sendall(request("GET", "/hello"))
            assert read_answer(connection.makefile("rb")).status == 200
        config.write_text("server: {listen: 127.0.0.1:0, workers: 1}\n")
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: refuses("::1", service.ports[1]))
        assert {service.ask("GET", "/hello").status for _ in range(30)} == {200}  # The sockets of three workers are all served.
        assert service.stop() == 0


def worker_names(pid: int) -> set[str]:
    names = {task.read_text().strip() for task in Path(f"/proc/{pid}/task").glob("*/comm")}
    return {name for name in names if name.startswith("worker")}


def refuses(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 60).close()
    except ConnectionRefusedError:
        return True
    return False


def test_to_have_logs_reopened_does_not_end_a_service_that_starts_or_leaves(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.restart_limit=0") as service:
        for _ in range(20):
            before = service.pid
            service.process.send_signal(signal.SIGHUP)
            while int(service.ask("GET", "/pid").body) == before:
                service.process.send_signal(signal.SIGUSR1)
                assert not service.has_said(b"SIGUSR1")
        assert eventually(lambda: len(children(service.process.pid)) == 1)
        assert service.stop() == 0
    assert b"SIGUSR1" not in service.errors


def test_when_nobody_reads_what_the_supervisor_says_it_goes_on(tmp_path):
    with trouble(tmp_path) as service:
        service.process.stderr.close()
        for how in (lambda: service.process.send_signal(signal.SIGHUP), lambda: os.kill(service.pid, signal.SIGKILL)):
            before = service.pid
            how()
            assert eventually(other_pid(service, before))
        assert service.process.poll() is None


def test_a_broken_configuration_is_told_in_full_and_the_old_one_goes_on(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("server: {listen: 127.0.0.1:0, workers: 1}\n")
    with Running(sample("reference"), "--config", config, "--set", f"data_dir={tmp_path}") as service, Clients(service, path="/hello") as clients:
        before = service.pid
        config.write_text("server:\n  workers: lots\n  lisen: 127.0.0.1:0\n")
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: service.has_said(b"the old one goes on"))
        assert f"{config}:2:12: error[".encode() in service.errors and f"{config}:3:3: error[".encode() in service.errors
        assert service.pid == before
        config.write_text("server: {listen: 127.0.0.1:0, workers: 2}\n")
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: service.pid != before and len(worker_names(service.pid)) == 2)
        assert eventually(lambda: is_gone(before))
    assert clients.failures == []


def test_a_new_program_takes_over_and_is_the_one_that_is_restarted(tmp_path):
    program = tmp_path / "program"
    shutil.copy(TROUBLE, program)
    with trouble(tmp_path, program=program) as service, Clients(service, path="/version") as clients:
        assert service.ask("GET", "/version").body == b"1.0.0"
        replace(program, NEXT)
        before = service.pid
        service.process.send_signal(signal.SIGHUP)  # Another configuration is not another program.
        assert eventually(lambda: service.pid != before)
        assert service.ask("GET", "/version").body == b"1.0.0"
        service.process.send_signal(signal.SIGUSR2)
        assert eventually(lambda: service.ask("GET", "/version").body == b"2.0.0")
        assert eventually(lambda: len(children(service.process.pid)) == 1)
        assert clients.failures == []
        clients.again = True
        program.unlink()
        before = service.pid
        os.kill(before, signal.SIGKILL)
        assert eventually(other_pid(service, before))
        assert service.ask("GET", "/version").body == b"2.0.0"


def replace(program: Path, content: Path | bytes) -> None:
    """As an installer does: beside it, then in one step."""
    draft = program.with_suffix(".draft")
    if isinstance(content, bytes):
        draft.write_bytes(content)
    else:
        shutil.copy(content, draft)
    draft.chmod(0o755)
    draft.rename(program)


@pytest.mark.parametrize("broken", [None, b"", b"\x7fELF but no more", b"#!/bin/sh\nexit 7\n", b"#!/bin/sh\nkill -SEGV $$\n", b"#!/nowhere\n"])
def test_a_new_program_that_does_not_start_leaves_the_old_one(tmp_path, broken):
    program = tmp_path / "program"
    shutil.copy(TROUBLE, program)
    with trouble(tmp_path, program=program) as service, Clients(service, path="/version") as clients:
        before = service.pid
        program.unlink() if broken is None else replace(program, broken)
        service.process.send_signal(signal.SIGUSR2)
        assert eventually(lambda: service.has_said(b"the old one goes on"))
        assert (service.pid, service.ask("GET", "/version").body) == (before, b"1.0.0")
        assert eventually(lambda: len(children(service.process.pid)) == 1)
    assert clients.failures == []


def test_a_new_program_that_never_gets_ready_is_given_up(tmp_path):
    program = tmp_path / "program"
    shutil.copy(TROUBLE, program)
    with trouble(tmp_path, "--set", "server.supervisor.start_timeout=2s", program=program) as service:
        replace(program, b"#!/bin/sh\nexec sleep 1000\n")
        service.process.send_signal(signal.SIGUSR2)
        assert eventually(lambda: service.has_said(b"did not start within 2s"))
        assert eventually(lambda: len(children(service.process.pid)) == 1)
        assert service.ask("GET", "/version").body == b"1.0.0"


# --- the end


def test_a_service_that_does_not_drain_is_cut_off_and_that_is_no_success(tmp_path):
    flags = ("--set", "server.drain_timeout=100ms", "--set", "server.supervisor.heartbeat=0s")
    with trouble(tmp_path, *flags, workers=1) as service, service.connect() as connection:
        spin(service, connection)
        assert service.stop() == 1
    assert b"did not end within" in service.errors


def test_a_hung_service_is_gone_a_second_after_a_second_interrupt(tmp_path):
    with trouble(tmp_path, workers=1) as service, service.connect() as connection:
        spin(service, connection)
        service.process.send_signal(signal.SIGINT)
        started = time.monotonic()
        assert eventually(lambda: refuses("127.0.0.1", service.port) or time.monotonic() - started > 0.5)
        assert service.stop(signal.SIGINT) == 130
        assert time.monotonic() - started < 5


def test_an_interrupt_between_two_lives_ends_at_once(tmp_path):
    with trouble(tmp_path, "--set", "server.supervisor.backoff=1h", "--set", "server.supervisor.backoff_limit=1h") as service:
        before = service.pid
        os.kill(before, signal.SIGKILL)
        assert eventually(other_pid(service, before))
        os.kill(service.pid, signal.SIGKILL)
        assert eventually(lambda: children(service.process.pid) == [])
        assert service.stop(signal.SIGINT) == 0


def test_sockets_of_unix_paths_outlive_the_service_and_not_the_supervisor(tmp_path):
    path = tmp_path / "trouble.sock"
    with Running(TROUBLE, "--listen", f"unix:{path}", "--set", f"data_dir={tmp_path}") as service:
        before = service.pid
        os.kill(before, signal.SIGKILL)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(request("GET", "/pid"))
            assert int(read_answer(connection.makefile("rb")).body) != before
        assert service.stop() == 0
    assert not path.exists()


def test_as_process_1_it_buries_the_orphans(tmp_path):
    """In a name space of processes, where what nobody waits for becomes the supervisor's child."""
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.fail("needs unshare(1) and root")
    script = f'cd {tmp_path}; sh -c "sleep 0.2 & exec true"; exec {TROUBLE} --listen 127.0.0.1:0 --set data_dir={tmp_path}'
    with Running("unshare", "--pid", "--fork", "--kill-child", "sh", "-c", script) as service:
        (first,) = children(service.process.pid)
        assert eventually(lambda: len(children(int(first))) == 1)
        assert service.ask("GET", "/pid").status == 200
        os.kill(int(first), signal.SIGTERM)
        assert service.wait() == 0
