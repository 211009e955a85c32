# SPDX-License-Identifier: Apache-2.0
"""bench/run as a reader calls it: it measures what is right, and fails on what answers wrongly."""

import json
import subprocess
import sys

import pytest
from harness.places import ROOT

SERVER = '''
import socketserver, sys

class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        asked = 0
        while data := self.request.recv(65536):
            for _ in range(data.count(b"\\r\\n\\r\\n")):
                asked += 1
                self.request.sendall(FAULT(asked) if FAULT(asked) is not None else RIGHT)
                if FAULT(asked) == b"": return

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512

RIGHT = b"HTTP/1.1 200 OK\\r\\nContent-Length: 13\\r\\n\\r\\nHello, World!"
FAULT = FAULTS[sys.argv[2]]
Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
'''

# What a server does wrong at the n-th request of a connection; None: nothing.
FAULTS = '''
FAULTS = {
    "nothing": lambda n: None,
    "status": lambda n: b"HTTP/1.1 500 No\\r\\nContent-Length: 13\\r\\n\\r\\nHello, World!" if n == 3 else None,
    "length": lambda n: b"HTTP/1.1 200 OK\\r\\nContent-Length: 12\\r\\n\\r\\nHello, World" if n == 3 else None,
    "broken": lambda n: b"HTP/1.1 200 OK\\r\\n\\r\\n" if n == 3 else None,
    "closed": lambda n: b"" if n == 3 else None,
    "twice": lambda n: RIGHT + RIGHT if n == 3 else None,
    "body": lambda n: RIGHT.replace(b"World", b"Wurld"),
    "never": lambda n: b"HTTP/1.1 503 No\\r\\nContent-Length: 0\\r\\n\\r\\n",
}
'''


def bench(*arguments):
    return subprocess.run([ROOT / "bench/run", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture
def faulty(tmp_path):
    """A server's description for --servers-file, whose server has the fault named."""

    def describe(fault):
        program = tmp_path / "server.py"
        program.write_text(FAULTS + SERVER)
        description = tmp_path / f"{fault}.toml"
        description.write_text(f'command = "{sys.executable} {program} @port@ {fault}"\n[works]\nhello = "/hello"\n')
        return description

    return describe


def run_with(faulty, fault):
    return bench("--measure", "cpu", "--work", "hello", "--rounds", 1, "--slice", 0.1, "--servers-file", faulty(fault), "--server", fault)


def test_a_right_server_is_measured_beside_the_floor(faulty):
    run = run_with(faulty, "nothing")

    assert run.returncode == 0, run.stderr
    assert "| cpu | floor | nothing |" in run.stdout and "(**1.00**)" in run.stdout


@pytest.mark.parametrize("fault", ["status", "length", "broken", "closed", "twice", "body", "never"])
def test_a_server_that_answers_wrongly_makes_the_bench_fail(faulty, fault):
    run = run_with(faulty, fault)

    assert run.returncode == 1, run.stdout
    assert f"bench: {fault} answers hello" in run.stderr and run.stdout == ""


def test_all_works_and_measures_give_figures_with_ratios(tmp_path):
    works = "hello,browser,pipe16,close,json,parse,file,tls,tlsnew,ws"
    figures = tmp_path / "figures.json"

    cpu = bench("--measure", "cpu,start", "--work", works, "--server", "reference", "--rounds", 1, "--slice", 0.05, "--json", figures)

    assert cpu.returncode == 0, cpu.stderr
    found = {(figure["measure"], figure["work"], figure["subject"]): figure for figure in json.loads(figures.read_text())["figures"]}
    assert {work for measure, work, subject in found if (measure, subject) == ("cpu", "reference")} == set(works.split(","))
    assert all(figure["value"] > 0 and figure["ratio"] > 0 for (measure, *_), figure in found.items() if measure == "cpu")
    assert found["start", "first byte", "reference"]["value"] > 0


def test_calls_are_counted_and_named(tmp_path):
    figures = tmp_path / "figures.json"

    run = bench("--measure", "calls", "--work", "hello", "--server", "floor", "--json", figures)

    assert run.returncode == 0, run.stderr
    (floor,) = json.loads(figures.read_text())["figures"]
    assert floor["ratio"] == 1
    assert 1.95 <= floor["value"] < 2.5  # A recvfrom, a sendto, a share of an epoll_wait; closed connections may come too late to count.
    assert {"recvfrom", "sendto"} <= set(floor["detail"])


def test_idle_connections_are_weighed():
    run = bench("--measure", "idle", "--work", "hello,json,tls", "--server", "reference", "--connections", 200)

    assert run.returncode == 0, run.stderr
    assert "| plain, memory, bytes/connection |" in run.stdout and "| plain, processor, % of a core |" in run.stdout


@pytest.mark.parametrize("arguments", [["--work", "nonsense"], ["--measure", "cup"], ["--rounds", "0"], ["--sweep", "1:2"]])
def test_a_wrong_command_line_is_refused(arguments):
    assert bench(*arguments).returncode == 2


def test_a_server_that_is_not_known_or_not_there_is_told(tmp_path):
    absent = tmp_path / "absent.toml"
    absent.write_text('package = "absent-server"\ncommand = "/nowhere/absent"\n[works]\nhello = "/hello"\n')

    unknown = bench("--server", "nonsense")
    left_out = bench("--measure", "start", "--rounds", 1, "--servers-file", absent, "--server", "floor,absent")

    assert unknown.returncode == 1 and "no such server: nonsense" in unknown.stderr
    assert left_out.returncode == 0 and "absent is left out: apt install absent-server" in left_out.stderr
