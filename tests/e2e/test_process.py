# SPDX-License-Identifier: Apache-2.0
"""How a service behaves as a process: flags, configuration, listeners, signals, exit codes."""

import json
import os
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from running import Running, read_answer, request, sample

REFERENCE = sample("reference")


def run(*arguments, **options):
    return subprocess.run([REFERENCE, *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, **options)


def assert_one_paragraph(text: str) -> None:
    assert text.strip() and "\n\n" not in text.strip()
    assert "terminate called" not in text and "Traceback" not in text and "core dumped" not in text


def test_version_as_text_and_as_json():
    assert run("--version").stdout.startswith("reference ")
    told = json.loads(run("--version", "--json").stdout)
    assert told["name"] == "reference"
    assert isinstance(told["features"], dict)
    assert {"tls", "websocket", "http2", "supervisor"} <= set(told["features"])


def test_help_names_every_flag():
    text = run("--help").stdout
    for flag in ("--listen", "--workers", "--config", "--set", "--log-level", "--check-config", "--help", "--version"):
        assert flag in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--wokers", "2"], "--workers"),
        (["--listen"], "--listen"),
        (["surplus"], "surplus"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_would_be_right(arguments, expected):
    result = run(*arguments)
    assert result.returncode == 2
    assert expected in result.stderr
    assert_one_paragraph(result.stderr)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--set", "server.wokers=2"], "workers"),
        (["--set", "server.workers=many"], "server.workers"),
        (["--listen", "127.0.0.1:99999"], "99999"),
        (["--listen", "nowhere"], "nowhere"),
        (["--config", "/nonexistent/config.yaml"], "/nonexistent/config.yaml"),
        (["--config", "/"], "/"),
        (["--log-level", "loud"], "loud"),
    ],
)
def test_a_wrong_configuration_exits_1_and_names_its_place(arguments, expected):
    for check in ([], ["--check-config"]):
        result = run(*arguments, *check)
        assert result.returncode == 1, result.stderr
        assert expected in result.stderr
        assert_one_paragraph(result.stderr)


def test_check_config_accepts_a_good_one_without_listening(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("server:\n  listen: 127.0.0.1:1\n  workers: auto\n")
    result = run("--config", config, "--check-config")
    assert (result.returncode, "listening on" in result.stderr) == (0, False)


def test_a_mistake_in_the_file_is_told_with_line_and_column_and_all_at_once(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("server:\n  workers: lots\n  lisen: 127.0.0.1:0\n")
    result = run("--config", config)
    assert result.returncode == 1
    assert f"{config}:2:12: error[" in result.stderr
    assert f"{config}:3:3: error[" in result.stderr
    assert "listen" in result.stderr


def test_flags_beat_the_environment_which_beats_the_file(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("server:\n  listen: 127.0.0.1:1\n")
    with Running(REFERENCE, "--config", config, environment={"REFERENCE__SERVER__LISTEN": "127.0.0.1:0"}) as service:
        assert service.ask("GET", "/hello").status == 200
    with Running(
        REFERENCE, "--config", config, "--listen", "127.0.0.1:0", environment={"REFERENCE__SERVER__LISTEN": "127.0.0.1:1"}
    ) as service:
        assert service.ask("GET", "/hello").status == 200


def test_an_unreadable_file_is_one_clear_error_for_an_ordinary_user(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody else")
    config = tmp_path / "config.yaml"
    config.write_text("server: {}\n")
    config.chmod(0)
    for folder in [tmp_path, *tmp_path.parents][:-2]:
        folder.chmod(folder.stat().st_mode | 0o055)
    result = run("--config", config, user="nobody")
    assert result.returncode == 1
    assert "Permission denied" in result.stderr and str(config) in result.stderr
    assert_one_paragraph(result.stderr)


def test_a_port_in_use_is_one_clear_error():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--listen", f"127.0.0.1:{port}")
    assert result.returncode == 1
    assert f"127.0.0.1:{port}" in result.stderr and "in use" in result.stderr
    assert_one_paragraph(result.stderr)


def test_several_listeners_of_every_kind_at_once(tmp_path):
    path = tmp_path / "reference.sock"
    listeners = ("--listen", "127.0.0.1:0", "--listen", "[::1]:0", "--listen", f"unix:{path}")
    with Running(REFERENCE, *listeners, "--workers", "2", listeners=3) as service:
        assert service.ask("GET", "/hello").status == 200
        with socket.create_connection(("::1", service.ports[1]), 60) as connection:
            connection.sendall(request("GET", "/hello"))
            assert read_answer(connection.makefile("rb")).status == 200
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(request("GET", "/hello"))
            assert read_answer(connection.makefile("rb")).status == 200
        assert service.stop() == 0
    assert not path.exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_finishes_what_is_in_flight_and_exits_0(how):
    with Running(REFERENCE, "--listen", "127.0.0.1:0", "--workers", "2") as service:
        in_flight = [service.connect() for _ in range(20)]
        idle = service.connect()
        idle.sendall(request("GET", "/hello"))
        stream = idle.makefile("rb")
        assert read_answer(stream).status == 200
        for connection in in_flight:
            connection.sendall(request("GET", "/sleep?ms=1500"))
        service.ask("GET", "/hello")
        status = []
        stopping = threading.Thread(target=lambda: status.append(service.stop(how)))
        stopping.start()
        for connection in in_flight:
            answer = read_answer(connection.makefile("rb"))
            assert answer.status == 200
            assert answer.fields.get("connection", "").lower() == "close"
        assert stream.read() == b""  # The idle one is closed in order.
        stopping.join()
        assert status == [0]


def test_a_second_interrupt_stops_at_once():
    with Running(REFERENCE, "--listen", "127.0.0.1:0") as service, service.connect() as connection:
        connection.sendall(request("GET", "/sleep?ms=60000"))
        service.ask("GET", "/hello")
        service.process.send_signal(signal.SIGINT)
        while True:  # Until the first one has been taken: nobody is accepted any more.
            try:
                service.connect().close()
            except (ConnectionRefusedError, ConnectionResetError):
                break
        assert service.stop(signal.SIGINT) == 130


def test_workers_listen_side_by_side():
    with Running(REFERENCE, "--listen", "127.0.0.1:0", "--workers", "3") as service:
        names = {task.read_text().strip() for task in Path(f"/proc/{service.pid}/task").glob("*/comm")}
        assert len([name for name in names if "worker" in name]) == 3
        assert {service.ask("GET", "/hello").status for _ in range(30)} == {200}
        assert service.stop() == 0
