# SPDX-License-Identifier: Apache-2.0
"""The usual slips in a handler: what GCC and Clang say of each is followed by what to do, and a build that went well tells its warnings."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from compile_cpp import INCLUDES
from saki._cli._main import say
from saki._compiler_advice import AWAITED, advice
from saki._compiler_output import warnings_in
from saki._errors import StepFailed
from saki._generate import generate_into, plan_project
from saki._process import Steps

MANIFEST = "saki: 1\nservice: {name: board}\ntypes:\n  Note: {text: string}\nroutes:\n  WS /notes: {handler: live, receive: Note, send: Note}\n"
HANDLER = '#include "handlers.h"\nsaki::Task<> handlers::live(saki::Request&, saki::WebSocket<Note, Note>& socket) {\n%s\n}\n'
LOOP = "  while (auto note = co_await socket.next()) {\n    %s;\n  }"
UNSENT = "gen/a.cpp:5:16: warning: ignoring return value of ‘saki::detail::SendingText saki::WebSocket<…>::send(const Send&)’ [-Wunused-result]\n"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    (folder / "service.yaml").write_text(MANIFEST)
    generate_into(folder / "gen", plan_project(folder / "service.yaml", "service.yaml"))
    return folder / "gen"


def said_of(body: str, generated: Path) -> str:
    """What the compiler says of a handler."""
    includes = [f"-I{folder}" for folder in (generated, *INCLUDES)]
    command = ["g++", "-std=c++23", "-fsyntax-only", *includes, "-x", "c++", "-"]
    return subprocess.run(command, input=HANDLER % body, capture_output=True, text=True).stderr


@pytest.mark.parametrize(
    "body",
    [LOOP % "socket.send(*note)", "  auto note = socket.next();\n  while (note) co_await socket.send(*note);", "  const std::optional<Note> note = socket.next();\n  co_return;"],
    ids=["not sent", "not received", "taken for the value"],
)
def test_a_missing_co_await_is_named(body: str, generated: Path) -> None:
    said = said_of(body, generated)
    assert advice(said) == [AWAITED], said


def test_what_is_right_has_no_advice(generated: Path) -> None:
    assert said_of(LOOP % "co_await socket.send(*note)", generated) == ""
    assert advice("a.cpp:1:1: error: ‘x’ was not declared in this scope\n") == []


def test_a_handler_that_is_not_defined_and_one_that_is_gone_are_named() -> None:
    linker = "routes.cpp:(.text+0x4): undefined reference to `board::handlers::live(saki::Request&, saki::WebSocket<board::Note>&)'\n"
    assert ["src/live.cpp does not define handlers::live" in each for each in advice(linker * 2)] == [True]
    tests = "tests/hello_test.cpp:7:30: error: ‘class board::Client’ has no member named ‘hello’\n"
    assert ["no route of the manifest has a handler hello" in each for each in advice(tests)] == [True]


def test_a_failed_step_ends_with_the_advice(capsys: pytest.CaptureFixture[str]) -> None:
    say(StepFailed("compile", UNSENT, Path()))
    assert capsys.readouterr().err == f"{UNSENT}  hint: {AWAITED}\n"


def test_warnings_of_a_step_that_went_well_are_shown_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    progress = "-- Configuring done\n[1/2] Building CXX object a.o\n"
    assert warnings_in(progress + "[2/2] Linking\n") == ""
    assert warnings_in(progress + UNSENT + "    5 |  x\n[2/2] Linking\n") == UNSENT + "    5 |  x\n"
    Steps(quiet=True).warn(progress + UNSENT)
    Steps(for_tools=True).warn(progress + UNSENT)
    assert capsys.readouterr().err == f"{UNSENT}  hint: {AWAITED}\n"
