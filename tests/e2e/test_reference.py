# SPDX-License-Identifier: Apache-2.0
"""The reference service, path by path, as a client sees it."""

import hashlib
import re
import subprocess
import threading
import time

import pytest
from running import ALONE, ROOT, Running, read_answer, request, sample


@pytest.fixture(scope="module")
def service():
    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1") as running:
        yield running
        assert running.stop() == 0


def test_a_service_takes_every_key_that_a_manifest_gives_defaults_for(tmp_path):
    golden = (ROOT / "tests/generator/golden/everything/service.yaml").read_text()
    without_files = re.sub(r"^  tls:\n(    .*\n)+", "", golden[golden.index("\nserver:") :], flags=re.MULTILINE)
    (tmp_path / "config.yaml").write_text(without_files)
    told = subprocess.run([sample("reference"), "--config", tmp_path / "config.yaml", "--check-config"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_hello_is_plain_text(service):
    answer = service.ask("GET", "/hello")
    assert (answer.status, answer.body) == (200, b"Hello, World!")
    assert answer.media_type == "text/plain"
    assert answer.fields["content-length"] == "13"
    assert "date" in answer.fields


def test_json_is_exactly_the_message(service):
    answer = service.ask("GET", "/json")
    assert (answer.status, answer.body) == (200, b'{"message":"Hello, World!"}')
    assert answer.media_type == "application/json"


@pytest.mark.parametrize("size", [0, 1, 4095, 65536, 1 << 20])
def test_echo_gives_the_same_body_and_type_back(service, size):
    body = hashlib.sha256(str(size).encode()).digest() * (size // 32 + 1)
    answer = service.ask("POST", "/echo", body[:size], {"Content-Type": "application/x-thing; a=b"})
    assert answer.status == 200
    assert answer.body == body[:size]
    assert answer.fields["content-type"] == "application/x-thing; a=b"


def test_echo_streams_while_the_body_still_arrives(service):
    with service.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
        stream = connection.makefile("rb")
        head = b""
        while b"first" not in head:  # Before the body has ended.
            head += connection.recv(65536) if not head else stream.read1(65536)
        connection.sendall(b"6\r\nsecond\r\n0\r\n\r\n")
        rest = b""
        while not rest.endswith(b"0\r\n\r\n"):
            rest += stream.read1(65536)
        assert b"second" in rest


def test_curl_sees_the_same_echo(service):
    body = b"x" * 300_000
    url = f"http://127.0.0.1:{service.port}/echo"
    run = subprocess.run(["curl", "-sS", "--data-binary", "@-", "-H", "Expect: 100-continue", url], input=body, capture_output=True)
    assert (run.returncode, run.stdout) == (0, body), run.stderr


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(service):
    with service.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
        answer = read_answer(connection.makefile("rb"))
    assert answer.status == 413
    assert answer.media_type == "application/problem+json"


def test_json_posted_gives_its_name(service):
    answer = service.ask("POST", "/json", b'{"name": "saki", "other": [1, 2]}', {"Content-Type": "application/json"})
    assert (answer.status, answer.json) == (200, {"name": "saki"})


def test_malformed_json_is_a_400_problem(service):
    answer = service.ask("POST", "/json", b'{"name": ', {"Content-Type": "application/json"})
    assert (answer.status, answer.media_type) == (400, "application/problem+json")
    assert answer.json["status"] == 400


def test_a_missing_name_is_a_422_problem_with_a_pointer(service):
    answer = service.ask("POST", "/json", b"{}", {"Content-Type": "application/json"})
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    assert "/name" in answer.body.decode()


def test_a_wrong_media_type_is_a_415(service):
    assert service.ask("POST", "/json", b'{"name": "a"}', {"Content-Type": "text/plain"}).status == 415


def test_path_parameters_come_back_decoded(service):
    answer = service.ask("GET", "/users/ann%20b/posts/%C3%BC")
    assert answer.status == 200
    assert answer.json == {"user": "ann b", "post": "ü"}


def test_the_query_comes_back_decoded(service):
    answer = service.ask("GET", "/query?a=1&b=two+words&c=%2Fslash&d=")
    assert answer.json == {"a": "1", "b": "two words", "c": "/slash", "d": ""}


def test_reflect_sets_a_field_and_a_cookie(service):
    answer = service.ask("GET", "/reflect?value=plain")
    assert answer.status == 200
    assert answer.fields["x-reflect"] == "plain"
    assert answer.fields["set-cookie"].startswith("reflect=plain")


@pytest.mark.parametrize("value", ["a%0d%0aX-Evil:%201", "a%0aSet-Cookie:%20b=c", "%00", "%0d", "a;b%0d%0a%0d%0abody"])
def test_reflect_refuses_what_would_split_the_head(service, value):
    answer = service.ask("GET", f"/reflect?value={value}")
    assert answer.status == 400
    assert "x-evil" not in answer.fields


def test_stream_is_chunked_and_whole(service):
    answer = service.ask("GET", "/stream?chunks=10&size=1000")
    assert answer.status == 200
    assert answer.fields["transfer-encoding"] == "chunked"
    assert len(answer.body) == 10_000


@pytest.mark.parametrize("query", ["chunks=-1&size=1", "chunks=x&size=1", "chunks=1&size=99999999999"])
def test_stream_refuses_bad_numbers(service, query):
    assert service.ask("GET", f"/stream?{query}").status == 422


def test_sleeping_requests_do_not_hold_the_worker(service):
    done: list[float] = []

    def sleep() -> None:
        assert service.ask("GET", "/sleep?ms=400").status == 200
        done.append(time.monotonic())

    started = time.monotonic()
    threads = [threading.Thread(target=sleep) for _ in range(50)]
    for thread in threads:
        thread.start()
    assert service.ask("GET", "/hello").status == 200  # Answered by the only worker, while all the others wait.
    assert not done or time.monotonic() - started >= 0.4
    for thread in threads:
        thread.join()
    assert len(done) == 50
    assert max(done) - started < 50 * 0.4  # One after the other they would take that long.


def test_an_upload_is_counted_and_hashed(service):
    body = b"0123456789abcdef" * 65536
    answer = service.ask("POST", "/upload", body, {"Content-Type": "application/octet-stream"})
    assert answer.json == {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}


def test_static_files_have_their_type_and_bytes(service):
    page = service.ask("GET", "/static/index.html")
    assert (page.status, page.media_type) == (200, "text/html")
    source = ROOT / "samples" / "reference" / "public" / "index.html"
    assert page.body == source.read_bytes()
    head = service.ask("HEAD", "/static/index.html")
    assert head.fields["content-length"] == str(len(page.body))
    assert service.ask("GET", "/static/").body == page.body


def test_static_files_large_and_empty(service):
    large = service.ask("GET", "/static/large.txt")
    assert (large.status, len(large.body)) == (200, 1 << 20)
    empty = service.ask("GET", "/static/empty.txt")
    assert (empty.status, empty.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../service.yaml",
        "/static/%2e%2e/service.yaml",
        "/static/..%2fservice.yaml",
        "/static/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static/..\\service.yaml",
        "/static/%00",
        "/static//etc/passwd",
        "/static/missing",
    ],
)
def test_static_files_never_leave_their_folder(service, path):
    answer = service.ask("GET", path)
    assert answer.status in (400, 403, 404)
    assert b"saki: 1" not in answer.body and b"root:" not in answer.body


def test_a_static_file_that_the_client_has_is_not_sent_again(service):
    whole = service.ask("GET", "/static/index.html")
    assert whole.fields["etag"].startswith('"') and whole.fields["accept-ranges"] == "bytes"
    for condition in ({"If-None-Match": whole.fields["etag"]}, {"If-Modified-Since": whole.fields["last-modified"]}):
        answer = service.ask("GET", "/static/index.html", fields=condition)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.fields["etag"] == whole.fields["etag"]


def test_parts_of_a_static_file_are_the_bytes_that_were_asked_for(service):
    whole = service.ask("GET", "/static/index.html").body
    size = len(whole)
    answer = service.ask("GET", "/static/index.html", fields={"Range": "bytes=3-6"})
    assert (answer.status, answer.body, answer.fields["content-range"]) == (206, whole[3:7], f"bytes 3-6/{size}")
    parts = service.ask("GET", "/static/index.html", fields={"Range": "bytes=0-1,-2"})
    assert parts.status == 206 and parts.fields["content-type"].startswith("multipart/byteranges; boundary=")
    assert whole[:2] in parts.body and whole[-2:] in parts.body
    nothing = service.ask("GET", "/static/index.html", fields={"Range": f"bytes={size}-"})
    assert (nothing.status, nothing.fields["content-range"]) == (416, f"bytes */{size}")
    assert nothing.media_type == "application/problem+json"


def test_a_static_file_that_changed_meanwhile_is_a_412(service):
    answer = service.ask("GET", "/static/index.html", fields={"If-Match": '"another"'})
    assert (answer.status, answer.media_type) == (412, "application/problem+json")


def test_an_error_is_a_500_problem_without_internals(service):
    answer = service.ask("GET", "/error")
    assert (answer.status, answer.media_type) == (500, "application/problem+json")
    assert answer.json["status"] == 500
    assert set(answer.json) <= {"type", "title", "status", "detail", "instance"}
    assert b"throw" not in answer.body and b"std::" not in answer.body


@pytest.mark.parametrize("path", ["/", "/nothing", "/hello/", "/hello/more", "/users/a", "/users/a/posts/", "/HELLO"])
def test_other_paths_are_404(service, path):
    answer = service.ask("GET", path)
    assert (answer.status, answer.media_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/hello", {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/echo", {"POST", "OPTIONS"}),
        ("DELETE", "/json", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("PUT", "/users/a/posts/b", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/static/index.html", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_another_method_is_405_with_allow(service, method, path, allowed):
    answer = service.ask(method, path, b"" if method in ("POST", "PUT") else None)
    assert answer.status == 405
    assert {word.strip() for word in answer.fields["allow"].split(",")} == allowed


def test_head_answers_as_get_without_a_body(service):
    answer = service.ask("HEAD", "/hello")
    assert (answer.status, answer.body, answer.fields["content-length"]) == (200, b"", "13")


def test_options_lists_the_methods(service):
    answer = service.ask("OPTIONS", "/json")
    assert answer.status in (200, 204)
    assert {word.strip() for word in answer.fields["allow"].split(",")} == {"GET", "HEAD", "POST", "OPTIONS"}


def test_pipelined_requests_are_answered_in_order(service):
    with service.connect() as connection:
        batch = b"".join(request("GET", f"/users/u{i}/posts/p{i}") for i in range(100))
        connection.sendall(batch)
        stream = connection.makefile("rb")
        assert [read_answer(stream).json["user"] for _ in range(100)] == [f"u{i}" for i in range(100)]


def test_connection_close_is_honoured(service):
    raw = service.exchange(b"GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert raw.endswith(b"Hello, World!")
    assert b"\r\nConnection: close\r\n" in raw
