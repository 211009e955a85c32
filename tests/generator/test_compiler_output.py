# SPDX-License-Identifier: Apache-2.0
"""What tools that fail print, as data; and the same of a manifest that is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saki._cli._main import run
from saki._compiler_output import read_diagnostics, without_noise

HOME = Path("/home/ada/notes/build")


def one(output: str) -> tuple[str, int, int, str, str]:
    (found,) = read_diagnostics(output, HOME)
    return found["file"], found["line"], found["column"], found["severity"], found["text"]


def test_a_compilers_errors_and_warnings_have_their_place_and_notes_belong_to_them() -> None:
    output = """[1/4] Building CXX object CMakeFiles/notes_service.dir/src/a.cpp.o
FAILED: CMakeFiles/notes_service.dir/src/a.cpp.o
/usr/bin/g++ -std=c++23 -c ../src/a.cpp
../src/a.cpp:3:13: error: no declaration matches ‘int handlers::a()’
    3 | int handlers::a() { return 1; }
In file included from ../src/a.cpp:1:
gen/handlers.h:9:15: note: candidate is: ‘static int handlers::a(int)’
/home/ada/notes/src/b.cpp:1:10: fatal error: none.h: No such file or directory
gen/types.h:7:1: warning: unused
"""
    found = [(each["file"], each["line"], each["column"], each["severity"]) for each in read_diagnostics(output, HOME)]
    assert found == [
        ("/home/ada/notes/src/a.cpp", 3, 13, "error"),
        ("/home/ada/notes/src/b.cpp", 1, 10, "error"),
        ("/home/ada/notes/build/gen/types.h", 7, 1, "warning"),
    ]


def test_people_are_spared_the_progress_and_the_command_line() -> None:
    output = "[1/2] Building a.o\nFAILED: a.o\n/usr/bin/g++ -c a.cpp\na.cpp:1:1: error: x\n    1 | y\nninja: build stopped: subcommand failed.\n"
    assert without_noise(output) == "a.cpp:1:1: error: x\n    1 | y\n"
    assert without_noise("ninja: error: loading 'build.ninja'\n") == "ninja: error: loading 'build.ninja'\n"
    assert without_noise("[1/2] Building a.o\n") == "[1/2] Building a.o\n", "nothing else was said"


def test_a_linkers_error_names_the_object_and_cmakes_the_line() -> None:
    linked = "/usr/bin/ld: libx.a(a.cpp.o): in function `f':\n/home/ada/notes/src/a.cpp:7: undefined reference to `g()'\n"
    assert one(linked) == ("/home/ada/notes/src/a.cpp", 7, 1, "error", "undefined reference to `g()'")
    unplaced = "a.cpp:(.text+0x1): undefined reference to `g()'"
    assert one(unplaced) == ("/home/ada/notes/build/a.cpp", 1, 1, "error", "undefined reference to `g()'")
    refused = "CMake Error at CMakeLists.txt:4 (find_package):\n  Could not find\n  saki.\n\n\n-- Configuring incomplete\n"
    assert one(refused) == ("/home/ada/notes/build/CMakeLists.txt", 4, 1, "error", "Could not find saki.")


def test_the_generators_own_errors_are_read_as_well() -> None:
    said = "service.yaml:6:3: error[unknown-key]: unknown key 'retruns'\n 6 | x\n   | ^\n hint: …\n"
    assert one(said)[1:] == (6, 3, "error", "unknown key 'retruns'")


@pytest.mark.parametrize("command", ["build", "test", "generate", "status", "fix"])
def test_a_refused_manifest_is_one_document_too(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "a_test.cpp").write_text("")
    (tmp_path / "service.yaml").write_text("saki: 1\nservice: {name: s}\nrouts: {}\n")
    monkeypatch.chdir(tmp_path)
    assert run([command, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["step"]) == (False, "check")
    assert [(each["file"], each["line"], each["column"], each["code"]) for each in told["diagnostics"]] == [("service.yaml", 3, 1, "unknown-key")]


@pytest.mark.parametrize("command", ["build", "test", "generate", "status", "fix", "check"])
def test_where_there_is_no_project_the_document_says_so(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([command, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False and "there is no service.yaml here" in told["text"] and told["hint"]
