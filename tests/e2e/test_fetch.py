# SPDX-License-Identifier: Apache-2.0
"""The stack's client beside curl: both ask the reference service, and nginx, and come back with the same."""

import contextlib
import hashlib
import os
import shutil
import socket
import socketserver
import subprocess
import threading
import time

import pytest
from running import ALONE, BUILD, Running, sample

FETCH = BUILD / "tests/e2e/fetch"
NO_PROXY = {name: "" for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")}


@pytest.fixture(scope="module")
def service():
    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1") as running:
        yield running
        assert running.stop() == 0


def run(*command, environment=None):
    return subprocess.run([str(part) for part in command], capture_output=True, env=os.environ | NO_PROXY | (environment or {}), timeout=60)


def fetched(url, *options, environment=None):
    """Status lines and content, as the client has them."""
    done = run(FETCH, *options, url, environment=environment)
    lines = done.stderr.decode().splitlines()
    assert lines[-1].startswith("connections "), lines
    return lines[:-1], done.stdout, int(lines[-1].split()[1])


def curled(url, *options, environment=None):
    done = run("curl", "-sS", "--compressed", "-w", "%{stderr}%{http_code}\n", *options, url, environment=environment)
    return done.stderr.decode().splitlines(), done.stdout


def body_of(size):
    return (hashlib.sha256(str(size).encode()).digest() * (size // 32 + 1))[:size]


@pytest.mark.parametrize(
    "path", ["/hello", "/json", "/users/a/posts/b", "/query?a=b", "/stream?chunks=100&size=5000", "/nobody", "/error", "/static/", "/reflect?value=x"]
)
def test_each_path_gives_what_curl_gets(service, path):
    url = f"http://127.0.0.1:{service.port}{path}"
    statuses, content, _ = fetched(url)
    assert (statuses, content) == curled(url)


@pytest.mark.parametrize("how", ["--data", "--stream"])
@pytest.mark.parametrize("size", [0, 1, 65537, 5_000_000])
def test_content_comes_back_as_it_was_sent(service, tmp_path, how, size):
    file = tmp_path / "body"
    file.write_bytes(body_of(size))
    url = f"http://127.0.0.1:{service.port}/echo"
    statuses, content, _ = fetched(url, "-X", "POST", "-H", "Content-Type: application/x-thing", how, file)
    assert (statuses, hashlib.sha256(content).digest()) == (["200"], hashlib.sha256(body_of(size)).digest())
    assert (statuses, content) == curled(url, "--data-binary", f"@{file}", "-H", "Content-Type: application/x-thing")


def test_a_refusal_that_comes_before_the_content_was_sent_is_the_answer(service, tmp_path):
    file = tmp_path / "body"
    file.write_bytes(b"x" * 70_000_000)
    statuses, content, _ = fetched(f"http://127.0.0.1:{service.port}/echo", "-X", "POST", "--data", file)
    assert statuses == ["413"]
    assert b"problem" in content or b"Too Large" in content


def test_two_thousand_requests_need_as_many_connections_as_there_are_at_once(service):
    statuses, content, connections = fetched(f"http://localhost:{service.port}/hello", "--count", "2000", "--at-once", "20")
    assert statuses == ["200"] * 2000
    assert (content, connections) == (b"Hello, World!", 20)


def test_no_descriptor_of_the_service_stays_open(service):
    folder = f"/proc/{service.pid}/fd"
    before = len(os.listdir(folder))
    fetched(f"http://127.0.0.1:{service.port}/hello", "--count", "50", "--at-once", "10")
    deadline = time.monotonic() + 10
    while len(os.listdir(folder)) > before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(os.listdir(folder)) <= before


def test_failures_name_phase_and_place():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert fetched(f"http://127.0.0.1:{port}/")[0] == [f"connecting to http://127.0.0.1:{port}: Connection refused"]
    (told,) = fetched("http://nobody.invalid/")[0]
    assert told.startswith("resolving the name of http://nobody.invalid: ")


class Tunnel(socketserver.StreamRequestHandler):
    """A proxy that knows CONNECT alone, and writes down whom it was asked for."""

    def handle(self):
        target = self.rfile.readline().split()[1].decode()
        while self.rfile.readline() not in (b"\r\n", b""):
            pass
        self.server.asked.append(target)
        with socket.create_connection(("127.0.0.1", int(target.rsplit(":", 1)[1]))) as far:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self.pump, args=(far, self.connection))
            back.start()
            self.pump(self.connection, far)
            back.join()

    @staticmethod
    def pump(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def tunnel():
    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Tunnel) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True,
        capture_output=True,
    )
    return folder


NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log crit;
events {{ worker_connections 512; }}
http {{
  access_log off; gzip on; gzip_min_length 100; gzip_types text/plain; keepalive_requests {requests};
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{plain}; listen 127.0.0.1:{secure} ssl;
    ssl_certificate {certificate}/certificate.pem; ssl_certificate_key {certificate}/key.pem;
    location /files/ {{ alias {folder}/; default_type text/plain; }}
    location = /none {{ return 204; }}
    location = /close {{ keepalive_timeout 0; return 200 "closed"; }}
  }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def nginx(tmp_path_factory, certificate):
    """Its ports, plain and encrypted; it closes connections after 50 requests."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "text").write_text("".join(f"line {number}\n" for number in range(100_000)))
    plain, secure = free_port(), free_port()
    (folder / "conf").write_text(NGINX.format(folder=folder, plain=plain, secure=secure, certificate=certificate, requests=50))
    process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", folder / "conf"], stderr=subprocess.PIPE)
    try:
        for port in (plain, secure):
            wait_for(port)
        yield plain, secure
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def wait_for(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.mark.parametrize("path", ["/files/text", "/none", "/close", "/files/missing"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nginx_gives_what_it_gives_to_curl(nginx, certificate, scheme, path):
    url = f"{scheme}://localhost:{nginx[scheme == 'https']}{path}"
    authority = certificate / "certificate.pem"
    statuses, content, _ = fetched(url, "--ca", authority)
    assert (statuses, content) == curled(url, "--cacert", authority)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_closes_after_some_requests_costs_none(nginx, certificate, scheme):
    url = f"{scheme}://localhost:{nginx[scheme == 'https']}/none"
    statuses, _, connections = fetched(url, "--ca", certificate / "certificate.pem", "--count", "500", "--at-once", "5")
    assert statuses == ["204"] * 500
    assert connections >= 10


def test_whom_no_authority_knows_is_not_believed(nginx):
    (told,) = fetched(f"https://localhost:{nginx[1]}/none")[0]
    assert told.startswith(f"agreeing on encryption with https://localhost:{nginx[1]}: ")


def test_a_tunnel_is_asked_for_as_curl_asks(nginx, certificate, tunnel):
    environment = {"https_proxy": f"http://127.0.0.1:{tunnel.server_address[1]}"}
    url = f"https://localhost:{nginx[1]}/files/text"
    authority = certificate / "certificate.pem"
    statuses, content, _ = fetched(url, "--ca", authority, environment=environment)
    assert (statuses, content) == curled(url, "--cacert", authority, environment=environment)
    assert tunnel.asked == [f"localhost:{nginx[1]}"] * 2
    fetched(url, "--ca", authority, environment=environment | {"no_proxy": "localhost"})
    assert len(tunnel.asked) == 2
