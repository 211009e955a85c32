# SPDX-License-Identifier: Apache-2.0
"""What `saki lint` finds in C++ text, and what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from saki._lint import LINT_CODES, lint

ROOT = Path(__file__).resolve().parents[2]


def found(text: str, folder: Path) -> list[tuple[str, int, int]]:
    path = folder / "handler.cpp"
    path.write_text(text)
    return [(each.code, each.position.line, each.position.column) for each in lint([(path, "handler.cpp")])]


def codes(text: str, folder: Path) -> list[str]:
    return [code for code, _, _ in found(text, folder)]


TRAPS = {
    "co_await save(Draft{title, 1});": "trap-temporary",
    "co_await save(Draft{.title = title});": "trap-temporary",
    "co_await save({title, 1});": "trap-temporary",
    "co_return co_await save(ns::Draft{title});": "trap-temporary",
    "use(Draft{title}, co_await count());": "trap-temporary",
    "int n = 0; if (co_await save(Draft{title})) done();": "trap-temporary",
    "auto n = (co_await save(Draft{title})).count;": "trap-temporary",
    "co_await call([s] { return *s; });": "trap-capture",
    "co_await call([s = std::move(s)]() mutable { return s; });": "trap-capture",
    "co_await call([=] { return *s; });": "trap-capture",
    "co_await call([&a, b](int c) -> int { return a + b + c; });": "trap-capture",
    "if (co_await ready()) step();": "trap-condition",
    "start(1); while (co_await next() > 0) step();": "trap-condition",
    "try { if (!(co_await ready())) throw NotFound(1); } catch (...) { stop(); }": "trap-condition",
    "Page page{title, co_await count()};": "trap-await-in-braces",
    "return Page{title, co_await count()};": "trap-await-in-braces",
    "Page page = {title, f(co_await count())};": "trap-await-in-braces",
    "auto work = [name]() -> Task<> { co_await step(name); };": "trap-coroutine-capture",
    "auto work = [&] { co_return 1; };": "trap-coroutine-capture",
}


@pytest.mark.parametrize("statement", TRAPS)
def test_a_trap_is_found_once_and_named(statement: str, tmp_path: Path) -> None:
    assert codes(f"Task<> handler() {{\n  {statement}\n}}\n", tmp_path) == [TRAPS[statement]]


SOUND = [
    "co_await flush({}, content, {});",
    "Draft draft{title, 1};\n  co_await save(std::move(draft));",
    "auto work = [s] { return *s; };\n  co_await call(std::move(work));",
    "co_await call([] { return 1; });",
    "co_await call([&] { return 1; });",
    "co_await call([this] { return 1; });",
    "auto note = co_await db.one<Note>(\"select {a} from [b]\", id);",
    "const int id = 1;\n  if (!(co_await ready(id))) throw NotFound{\"no such note\"};",
    "Note note;\n  if (co_await fill(note)) done();",
    "std::vector<int> values(3);\n  while (co_await next(values)) step();",
    "const auto& [a, b] = pair();\n  if (co_await ready(a)) step(b);",
    "if (const bool good = co_await ready(); good) step();",
    "auto& db = request.use<Db>();\n  for (int i = 0; i < 3; ++i) { if (co_await db.ok()) step(); }",
    "if (Draft{title}.good()) co_await save(title);",
    "for (int i = 0; i < 3; ++i) { co_await step(i); }",
    "auto x = list[co_await index()];",
    "struct Local { int a; }; co_await save(1);",
    "// co_await save(Draft{title});",
    "/* co_await save(Draft{title}); */ const char* text = R\"(co_await save(Draft{title});)\";",
    "auto work = [](Self& self) -> Task<> { co_await self.step(); };",
    "int n = 0; switch (co_await kind()) { case 1: { go(); } }",
    "try { co_await step(); } catch (const Error& error) { log(error); }",
    "while (auto message = co_await socket.next()) { reply(Message{*message}); }",
    "std::vector<int> values{1, 2};\n  co_await send(values);",
    "namespace a { struct B { C c{1}; }; } co_await f(1'000, 1e+5, 'x');",
]


@pytest.mark.parametrize("statement", SOUND)
def test_sound_code_is_left_alone(statement: str, tmp_path: Path) -> None:
    assert codes(f"Task<> handler() {{\n  {statement}\n}}\n", tmp_path) == []


def test_a_finding_has_the_place_of_what_must_get_a_name(tmp_path: Path) -> None:
    assert found("Task<> f() {\n  co_await save(1,\n                Draft{2});\n}\n", tmp_path) == [("trap-temporary", 3, 17)]


def test_each_explanation_shows_its_own_trap_and_a_sound_way(tmp_path: Path) -> None:
    for code in LINT_CODES:
        assert codes(f"Task<> f() {{\n{code.wrong}\n}}\n", tmp_path) == [code.name]
        assert codes(f"Task<> f() {{\n{code.right}\n}}\n", tmp_path) == []


@pytest.mark.parametrize("text", ["co_await", "co_await f(", "}{][)(", "[", "\"", "R\"x(", "co_await f({", "Task f() { co_await g(X{ }"])
def test_text_that_is_no_whole_program_is_survived(text: str, tmp_path: Path) -> None:
    found(text, tmp_path)


def test_the_command_exits_1_with_findings_and_0_without(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "generator"), "NO_COLOR": "1"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "saki", "lint", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)

    (tmp_path / "good.cpp").write_text("int main() {}\n")
    assert run("good.cpp").returncode == 0
    (tmp_path / "bad.cpp").write_text("Task<> f() { co_await g(X{s}); }\n")
    told = run(".")
    assert told.returncode == 1
    assert "bad.cpp:1:25: error[trap-temporary]" in told.stdout
    assert json.loads(run("bad.cpp", "--json").stdout)["errors"][0]["code"] == "trap-temporary"
    assert run("absent.cpp").returncode == 1
    explained = subprocess.run([sys.executable, "-m", "saki", "explain", "trap-capture"], env=environment, capture_output=True, text=True)
    assert explained.returncode == 0 and "wrong" in explained.stdout
