# SPDX-License-Identifier: Apache-2.0
"""What a manifest says of WebSockets holds on the wire, asked by a client library that is not ours."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatusCode

from built_project import build, write_project
from compile_cpp import ROOT

sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from running import Running  # noqa: E402
from secured import client as trusting  # noqa: E402
from secured import make_certificate  # noqa: E402

MANIFEST = """
saki: 1
service: {name: sockets}
types:
  Note: {author: "string(1..10) = ann", text: string(1..200)}
routes:
  WS /notes: {handler: live, receive: Note, send: Note, protocols: [notes.v2, notes.v1]}
  WS /lenient: {handler: live, receive: Note, send: Note, invalid: error-frame}
  WS /rooms/{name}: {handler: room, receive: text, send: text, query: {after: int64(0..) = 0}, origins: [https://example.org], limits: {message: 100}}
  WS /guarded/{name}: {handler: room, receive: text, send: text, query: {after: int64(0..) = 0}, middleware: guard}
  WS /open: {handler: echo, origins: "*", deflate: false}
  WS /words: {handler: words, receive: 'list(string(1..3))(..2)', send: int64}
  WS /unwritten: {handler: unwritten}
  GET /hello: {handler: hello, returns: text}
"""
SOURCES = {
    "live": """
saki::Task<> handlers::live(saki::Request&, saki::WebSocket<Note, Note>& socket) {
  while (auto note = co_await socket.next()) {
    note->author += "!" + std::string(socket.protocol());
    co_await socket.send(*note);
  }
}
""",
    "room": """
#include <thread>
saki::Task<> handlers::room(saki::Request& request, saki::WebSocket<saki::Text, saki::Text>& socket, std::string name, RoomQuery query) {
  co_await socket.send(name + " after " + std::to_string(query.after) + " for " + std::string(request.header("X-Who").value_or("nobody")) +
                       " at " + std::string(request.target()) + " from " + request.client().host());
  std::jthread other;
  while (auto text = co_await socket.next()) {
    if (*text == "fail") throw std::runtime_error("a secret of the service");
    if (*text == "conflict") throw saki::Conflict("this room is taken");
    if (*text == "leave") co_return;
    if (*text == "close") socket.close(saki::CloseCode{4001}, "as you wish");
    if (*text == "elsewhere") {
      other = std::jthread([handle = socket.handle()] {
        handle.send("from another thread");
        handle.close(saki::CloseCode::Normal, "by another thread");
      });
      continue;
    }
    co_await socket.send(*text);
  }
}
""",
    "guard": """
saki::Task<saki::Response> middleware::guard(saki::Request& request, saki::Next next) {
  if (!request.header("Authorization")) throw saki::Unauthorized("who are you?");
  saki::Response response = co_await next(request);
  response.header("X-Guarded", "yes");
  co_return response;
}
""",
    "echo": """
saki::Task<> handlers::echo(saki::Request&, saki::WebSocket<>& socket) {
  while (auto message = co_await socket.next()) co_await socket.send(*message);
}
""",
    "words": """
saki::Task<> handlers::words(saki::Request&, saki::WebSocket<std::vector<std::string>, std::int64_t>& socket) {
  while (auto words = co_await socket.next()) co_await socket.send(static_cast<std::int64_t>(words->size()));
}
""",
    "hello": 'std::string handlers::hello(saki::Request&) { return "hello"; }\n',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built."""
    folder = tmp_path_factory.mktemp("sockets")
    sources = {f"src/{name}.cpp": '#include "handlers.h"\n' + text for name, text in SOURCES.items()}
    write_project(folder, "sockets", {"service.yaml": MANIFEST} | sources)
    build(folder)
    return folder


@pytest.fixture(scope="module")
def service(project: Path) -> Iterator[Running]:
    with Running(project / "build" / "sockets", "--no-supervisor", "--listen", "127.0.0.1:0", "--workers", "2", cwd=project) as running:
        yield running
        assert running.stop() == 0


def with_socket(service: Running, path: str, talk: Callable[[Any], Awaitable[Any]], scheme: str = "ws", **options: Any) -> Any:
    """Opens a socket, and gives what `talk` makes of it."""

    async def run() -> Any:
        async with websockets.connect(f"{scheme}://127.0.0.1:{service.port}{path}", open_timeout=60, **options) as socket:
            return await asyncio.wait_for(talk(socket), 60)

    return asyncio.run(run())


def refused(service: Running, path: str, **options: Any) -> InvalidStatusCode:
    async def never(_: Any) -> None:
        raise AssertionError("the socket was opened")

    with pytest.raises(InvalidStatusCode) as raised:
        with_socket(service, path, never, **options)
    return raised.value


async def say(socket: Any, *messages: Any) -> list[Any]:
    """Sends each message and gives the answers; the last one is the close, if that came."""
    answers: list[Any] = []
    try:
        for message in messages:
            await socket.send(message)
            answers.append(await socket.recv())
    except ConnectionClosed as closed:
        answers.append((closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else None)
    return answers


def asked(service: Running, path: str, *messages: Any, **options: Any) -> list[Any]:
    return with_socket(service, path, lambda socket: say(socket, *messages), **options)


# ---------------------------------------------------------------- messages


def test_values_are_decoded_checked_and_encoded(service: Running) -> None:
    (answer,) = asked(service, "/notes", '{"text": "hello"}')
    assert json.loads(answer) == {"author": "ann!", "text": "hello"}


@pytest.mark.parametrize(
    ("message", "code", "reason"),
    [
        ('{"text": "hello"', 1007, "malformed JSON: "),
        ("", 1007, "malformed JSON: "),
        ('{"text": ""}', 1008, "/text "),
        ("{}", 1008, "/text "),
        ("[]", 1008, ""),
        (b'{"text": "hello"}', 1003, "a message in text is expected here"),
    ],
)
def test_a_message_that_does_not_fit_closes_the_socket(message: str | bytes, code: int, reason: str, service: Running) -> None:
    ((found, said),) = asked(service, "/notes", message)
    assert found == code and said.startswith(reason), (found, said)


def test_or_it_is_told_as_a_problem_and_the_socket_goes_on(service: Running) -> None:
    answers = asked(service, "/lenient", '{"text": 7, "author": ""}', "{", b"{}", '{"text": "good"}')
    broken, malformed, bytes_, good = map(json.loads, answers)
    assert (broken["status"], {each["pointer"] for each in broken["violations"]}) == (422, {"/text", "/author"})
    assert (malformed["status"], bytes_["status"]) == (400, 415)
    assert good == {"author": "ann!", "text": "good"}


def test_the_rules_of_a_message_that_is_no_declared_type_hold(service: Running) -> None:
    assert asked(service, "/words", '["a", "abc"]', "[]") == ["2", "0"]
    assert asked(service, "/words", '["abcd"]')[0][0] == 1008
    assert asked(service, "/words", '["a", "b", "c"]')[0][0] == 1008


def test_a_socket_without_types_takes_text_and_bytes(service: Running) -> None:
    messages = ["text", b"\x00\xff", "", "\N{SNOWMAN}" * 20_000, bytes(range(256)) * 1000]
    assert asked(service, "/open", *messages, max_size=None) == messages


def test_a_message_above_the_bound_of_its_route_is_refused(service: Running) -> None:
    async def talk(socket: Any) -> Any:
        await socket.recv()
        return await say(socket, "x" * 100, "x" * 101)

    assert [each if isinstance(each, str) else each[0] for each in with_socket(service, "/rooms/a", talk)] == ["x" * 100, 1009]


# ---------------------------------------------------------------- the handler's life


def in_room(service: Running, *messages: str, path: str = "/rooms/a", **options: Any) -> list[Any]:
    async def talk(socket: Any) -> list[Any]:
        return [await socket.recv(), *await say(socket, *messages)]

    return with_socket(service, path, talk, **options)


def test_path_query_and_fields_stay_as_long_as_the_socket(service: Running) -> None:
    (told,) = in_room(service, path="/rooms/blue%20room?after=7", extra_headers={"X-Who": "ann"})
    assert told == "blue room after 7 for ann at /rooms/blue%20room?after=7 from 127.0.0.1"


@pytest.mark.parametrize(
    ("message", "close"),
    [("leave", (1000, "")), ("fail", (1011, "")), ("conflict", (1008, "this room is taken")), ("close", (4001, "as you wish"))],
)
def test_how_a_handler_ends_is_how_its_socket_closes(message: str, close: tuple[int, str], service: Running) -> None:
    assert in_room(service, message)[1] == close


def test_what_a_handler_threw_is_told_to_the_log_alone(project: Path) -> None:
    with Running(project / "build" / "sockets", "--no-supervisor", "--listen", "127.0.0.1:0", cwd=project) as service:
        assert in_room(service, "fail")[1] == (1011, "")
        assert service.stop() == 0
        assert b"a secret of the service" in service.errors


def test_any_thread_may_send_and_close(service: Running) -> None:
    async def talk(socket: Any) -> Any:
        await socket.recv()
        await socket.send("elsewhere")
        said = await socket.recv()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        return said, closed.value.rcvd.code, closed.value.rcvd.reason

    assert with_socket(service, "/rooms/a", talk) == ("from another thread", 1000, "by another thread")


def test_a_stopping_service_says_that_it_goes_away(project: Path) -> None:
    with Running(project / "build" / "sockets", "--no-supervisor", "--listen", "127.0.0.1:0", cwd=project) as service:

        async def talk(socket: Any) -> Any:
            await say(socket, '{"text": "hello"}')
            service.process.terminate()
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
            return closed.value.rcvd.code

        assert with_socket(service, "/notes", talk) == 1001
        assert service.wait() == 0


# ---------------------------------------------------------------- who may connect


def test_middleware_sees_the_request_and_what_it_answers_counts(service: Running) -> None:
    assert refused(service, "/guarded/a").status_code == 401

    async def fields(socket: Any) -> Any:
        return socket.response_headers["X-Guarded"]

    assert with_socket(service, "/guarded/a", fields, extra_headers={"Authorization": "yes"}) == "yes"


@pytest.mark.parametrize(
    ("path", "origin", "opens"),
    [
        ("/notes", None, True),
        ("/notes", "http://127.0.0.1:{port}", True),
        ("/notes", "https://example.org", False),
        ("/notes", "null", False),
        ("/rooms/a", "https://example.org", True),
        ("/rooms/a", "http://127.0.0.1:{port}", True),
        ("/rooms/a", "https://example.org:8443", False),
        ("/rooms/a", "https://www.example.org", False),
        ("/open", "https://anybody.example", True),
    ],
)
def test_pages_of_other_sites_are_refused_unless_they_are_listed(path: str, origin: str | None, opens: bool, service: Running) -> None:
    options = {"origin": origin.format(port=service.port)} if origin else {}
    if opens:
        with_socket(service, path, lambda socket: socket.ping(), **options)
    else:
        assert refused(service, path, **options).status_code == 403


def test_all_of_it_holds_over_tls(project: Path, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "sockets")
    flags = ("--no-supervisor", "--listen", "tls://127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key)
    with Running(project / "build" / "sockets", *flags, cwd=project) as service:
        wss = {"scheme": "wss", "ssl": trusting()}
        assert json.loads(asked(service, "/notes", '{"text": "hello"}', **wss)[0]) == {"author": "ann!", "text": "hello"}
        assert asked(service, "/notes", "{}", **wss)[0][0] == 1008
        assert asked(service, "/notes", '{"text": "a"}', origin=f"https://127.0.0.1:{service.port}", **wss)
        assert refused(service, "/notes", origin=f"http://127.0.0.1:{service.port}", **wss).status_code == 403
        assert service.stop() == 0


def test_the_best_protocol_that_the_client_offers_is_agreed_on(service: Running) -> None:
    answers = asked(service, "/notes", '{"text": "a"}', subprotocols=["notes.v1", "notes.v2", "other"])
    assert json.loads(answers[0])["author"] == "ann!notes.v2"
    assert json.loads(asked(service, "/notes", '{"text": "a"}', subprotocols=["other"])[0])["author"] == "ann!"


@pytest.mark.parametrize(("path", "deflates"), [("/notes", True), ("/open", False)])
def test_messages_are_compressed_where_the_route_does(path: str, deflates: bool, service: Running) -> None:
    async def talk(socket: Any) -> bool:
        return bool(socket.extensions)

    assert with_socket(service, path, talk) is deflates


def test_what_is_wrong_with_the_parameters_is_answered_as_to_any_request(service: Running) -> None:
    assert refused(service, "/rooms/a?after=-1").status_code == 422
    assert refused(service, "/nowhere").status_code == 404
    assert refused(service, "/hello").status_code == 200


def test_a_handler_that_is_not_written_answers_501(service: Running) -> None:
    assert refused(service, "/unwritten").status_code == 501


@pytest.mark.parametrize("fields", [{}, {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "12"}])
def test_a_request_that_asks_for_no_socket_is_told_how(fields: dict[str, str], service: Running) -> None:
    answer = service.ask("GET", "/notes", fields={"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="} | fields)
    assert (answer.status, answer.media_type) == (426, "application/problem+json")
    assert (answer.fields["sec-websocket-version"], answer.fields["upgrade"].lower()) == ("13", "websocket")


def test_other_methods_are_told_which_there_is(service: Running) -> None:
    answer = service.ask("POST", "/notes", b"")
    assert answer.status == 405 and "GET" in answer.fields["allow"]
