# SPDX-License-Identifier: Apache-2.0
"""WS routes: what the manifest may say of them, what is wrong with what it says, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._cli._main import run
from saki._generate import plan_project
from saki._load import LoadResult, load
from saki._model import Deflate, RouteKind, Socket
from saki._plan import GeneratedPlan

HEAD = "saki: 1\nservice: {name: chat}\ntypes:\n  Note: {text: string(1..200)}\nroutes:\n"


def loaded(route: str, folder: Path, handler: str = "") -> LoadResult:
    (folder / "service.yaml").write_text(HEAD + f"  {route}\n")
    if handler:
        (folder / "src").mkdir(exist_ok=True)
        (folder / "src" / "live.cpp").write_text('#include "handlers.h"\n' + handler)
    return load(folder / "service.yaml", name="service.yaml")


def socket_of(route: str, folder: Path) -> Socket:
    result = loaded(route, folder)
    assert [str(each) for each in result.diagnostics] == []
    assert result.manifest is not None
    (found,) = result.manifest.routes
    assert (found.kind, found.method) == (RouteKind.WS, "GET") and found.socket is not None
    return found.socket


def planned(route: str, folder: Path, handler: str = "") -> GeneratedPlan:
    loaded(route, folder, handler)
    project = plan_project(folder / "service.yaml", "service.yaml")
    assert project.plan is not None, project.messages
    return project.plan


def text(plan: GeneratedPlan, name: str) -> str:
    return next(each.text for each in plan.files if each.path == name)


# ---------------------------------------------------------------- what is said


def test_a_route_that_says_nothing_has_the_careful_defaults(tmp_path: Path) -> None:
    socket = socket_of("WS /live: {handler: live, receive: Note, send: Note}", tmp_path)
    assert socket == Socket(origins=(), protocols=(), invalid="close", message=None, full="close", deflate=Deflate())


def test_everything_that_can_be_said_of_a_socket_is_in_the_model(tmp_path: Path) -> None:
    more = "limits: {message: 64KiB, full: drop-oldest}, deflate: {context: true, window: 10, level: 9, least: 1KiB}"
    said = f"origins: [https://a.example, '*'], protocols: [b, a], invalid: error-frame, {more}"
    socket = socket_of(f"WS /live: {{handler: live, receive: Note, send: Note, {said}}}", tmp_path)
    assert (socket.origins, socket.protocols) == (("https://a.example", "*"), ("b", "a"))
    assert (socket.invalid, socket.message, socket.full) == ("error-frame", 64 * 1024, "drop-oldest")
    assert socket.deflate == Deflate(True, True, 10, 9, 1024)


def test_compression_is_turned_off_by_one_word(tmp_path: Path) -> None:
    assert socket_of("WS /live: {handler: live, deflate: false}", tmp_path).deflate == Deflate(False)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("origins: https://a.example", ("https://a.example",)),
        ("origins: 'http://[::443]'", ("http://[::443]",)),
        ("origins: '*'", ("*",)),
    ],
)
def test_one_origin_may_stand_alone(said: str, found: tuple[str, ...], tmp_path: Path) -> None:
    assert socket_of(f"WS /live: {{handler: live, {said}}}", tmp_path).origins == found


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("origins: example.org", "bad-origin"),
        ("origins: https://example.org/app", "bad-origin"),
        ("origins: 'https://example.org:443'", "bad-origin"),
        ("origins: 'http://[::1]:80'", "bad-origin"),
        ("protocols: 'chat v1'", "bad-name"),
        ("invalid: ignore", "bad-value"),
        ("invalid: [close]", "wrong-kind"),
        ("limits: {message: 5mb}", "bad-size"),
        ("limits: {message: 0}", "out-of-range"),
        ("limits: {full: drop}", "bad-value"),
        ("deflate: {window: 8}", "out-of-range"),
        ("deflate: {windows: 9}", "unknown-key"),
        ("origins: https://*.example.org", "bad-origin"),
        ("limits: {mesage: 5}", "unknown-key"),
        ("limits: 64KiB", "wrong-kind"),
        ("deflate: sometimes", "wrong-kind"),
        ("receive: stream", "type-not-here"),
        ("receive: Nota", "unknown-type"),
        ("body: Note", "unknown-key"),
        ("returns: Note", "unknown-key"),
    ],
)
def test_a_mistake_in_a_route_is_one_error(said: str, code: str, tmp_path: Path) -> None:
    result = loaded(f"WS /live: {{handler: live, {said}}}", tmp_path)
    assert [each.code for each in result.diagnostics if each.code != "unused-type"] == [code], [str(each) for each in result.diagnostics]


# ---------------------------------------------------------------- what is made of it


@pytest.mark.parametrize(
    ("said", "socket"),
    [
        ("", "saki::WebSocket<>"),
        ("receive: Note, send: Note", "saki::WebSocket<Note, Note>"),
        ("receive: text", "saki::WebSocket<saki::Text, saki::Message>"),
        ("send: bytes", "saki::WebSocket<saki::Message, saki::Binary>"),
        ("receive: list(Note), send: int64", "saki::WebSocket<std::vector<Note>, std::int64_t>"),
    ],
)
def test_a_handler_takes_a_socket_of_what_is_said_and_received(said: str, socket: str, tmp_path: Path) -> None:
    declarations = text(planned(f"WS /live: {{handler: live, {said}}}", tmp_path), "handlers.h")
    assert f"static saki::Task<> live(saki::Request& request, {socket}& socket);" in declarations
    assert '#include "saki/web_socket.h"' in declarations


def test_the_parameters_of_the_path_come_behind_the_socket(tmp_path: Path) -> None:
    plan = planned("'WS /rooms/{socket}': {handler: live, query: {after: int64 = 0}}", tmp_path)
    wanted = "live(saki::Request& request, saki::WebSocket<>& socket, std::string socket_, LiveQuery query)"
    assert wanted in " ".join(text(plan, "handlers.h").split())


def test_what_is_not_said_is_not_generated(tmp_path: Path) -> None:
    assert 'service.web_socket("/live", serve_live);' in text(planned("WS /live: {handler: live}", tmp_path), "routes.cpp")


def test_a_service_without_sockets_includes_nothing_of_them(tmp_path: Path) -> None:
    plan = planned("GET /live: {handler: live}", tmp_path)
    assert not any("socket" in each.text for each in plan.files)


@pytest.mark.parametrize(
    "written",
    [
        "saki::Task<> handlers::live(saki::Request& request) { co_return; }\n",
        "void handlers::live(saki::Request& request, saki::WebSocket<Note, Note>& socket) {}\n",
        "saki::Task<> handlers::live(saki::Request& request, saki::WebSocket<Note>& socket) { co_return; }\n",
        "saki::Task<> handlers::live(saki::Request& request, saki::WebSocket<Note, Note> socket) { co_return; }\n",
        "saki::Task<saki::Response> handlers::live(saki::Request& request, saki::WebSocket<Note, Note>& socket) { co_return {}; }\n",
    ],
)
def test_a_handler_with_another_signature_has_drifted(written: str, tmp_path: Path) -> None:
    plan = planned("WS /live: {handler: live, receive: Note, send: Note}", tmp_path, written)
    (view,) = plan.views
    assert view.written and view.drifted(plan.namespace)
    assert (view.result, view.declared) == ("saki::Task<>", "saki::Request& request, saki::WebSocket<Note, Note>& socket")


def test_a_handler_with_the_right_signature_has_not(tmp_path: Path) -> None:
    written = "saki::Task<> handlers::live(saki::Request&, saki::WebSocket<Note, Note>& notes) { co_return; }\n"
    plan = planned("WS /live: {handler: live, receive: Note, send: Note}", tmp_path, written)
    assert not plan.views[0].drifted(plan.namespace) and plan.handlers == ("src/live.cpp",)


def test_a_route_and_its_stub_are_added_by_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "board"]) == 0
    monkeypatch.chdir(tmp_path / "board")
    assert run(["add", "type", "Note", "text: string"]) == 0
    assert run(["add", "route", "WS", "/live", "live", "--receive", "Note", "--send", "Note"]) == 0
    stub = (tmp_path / "board" / "src" / "live.cpp").read_text()
    assert "saki::Task<> handlers::live(saki::Request& /*request*/, saki::WebSocket<Note, Note>& /*socket*/) {" in stub
    assert "WS /live" in (tmp_path / "board" / "service.yaml").read_text()
    capsys.readouterr()
    assert run(["status"]) == 0 and "live" in capsys.readouterr().out


def test_a_drifted_handler_is_fixed_and_keeps_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    loaded("WS /live: {handler: live, receive: Note, send: Note}", tmp_path, "saki::Task<> handlers::live(saki::Request& asked, saki::WebSocket<>& notes) {\n  co_return;\n}\n")
    assert run(["status"]) == 1 and "drifted" in capsys.readouterr().out
    assert run(["fix"]) == 0
    assert "saki::Task<> handlers::live(saki::Request& asked, saki::WebSocket<Note, Note>& notes) {" in (tmp_path / "src" / "live.cpp").read_text()
