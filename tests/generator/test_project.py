# SPDX-License-Identifier: Apache-2.0
"""The commands that make and change a project: new, generate, add, status, fix. Nothing is compiled here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import saki
from saki._author import plan_author
from saki._build import warn_of_handlers
from saki._cli._main import run
from saki._process import Steps
from saki._sdk import find_sdk

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(saki.__file__).parents[1])}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh REST service, and the working directory in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKI_HOME", raising=False)
    assert run(["new", "shop", "--template", "rest"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "shop")
    return tmp_path / "shop"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# ---------------------------------------------------------------- new


@pytest.mark.parametrize("arguments", [["hello"], ["hello", "--template", "rest"], ["hello", "--with", "sqlite"]])
def test_a_new_project_is_whole(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", *arguments]) == 0
    out = capsys.readouterr().out
    assert f"cd {tmp_path}/hello" in out and "saki build" in out
    monkeypatch.chdir(tmp_path / "hello")
    assert run(["check"]) == 0 and run(["generate", "--check"]) == 0 and run(["status"]) == 0
    files = everything(tmp_path / "hello")
    assert {"service.yaml", "CMakeLists.txt", "config/config.yaml", ".saki/lock.json", ".saki/service.schema.json", "README.md"} <= set(files)
    assert any(name.startswith("tests/") for name in files) and any(name.startswith("src/") for name in files)
    assert not any(b"{{" in text or b"{%" in text for name, text in files.items() if not name.startswith(".saki")), "a template shows through"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hello World", "hello-world"),
        ("class", "word of C++"),
        ("9lives", "letters, digits"),
        ("std", "taken"),
        ("a--b", "no name"),
        ("saki", "taken"),
        ("x" * 65, "no name"),
        (".", "a service is made in a new one"),
        ("..", "a service is made in a new one"),
    ],
)
def test_a_bad_name_is_one_clear_error(name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", name]) == 1
    error = capsys.readouterr().err
    assert said in error and "hint:" in error and error.count("saki:") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_what_exists_is_never_touched(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "hello"
    {"folder": target.mkdir, "file": target.touch, "dangling link": lambda: target.symlink_to("nowhere")}[kind]()
    assert run(["new", "hello"]) == 1
    assert "exists already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["hello"]


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert run(["new", str(tmp_path / "file" / "hello")]) == 3
    assert "cannot make" in capsys.readouterr().err


def test_an_interrupt_leaves_no_half_made_project(tmp_path: Path) -> None:
    slow = "import saki._write as w, os, signal; real = w.write_tree\n"
    slow += "def cut(folder, files):\n    files = list(files); done = real(folder, files[:3])\n"
    slow += "    os.kill(os.getpid(), signal.SIGINT) if folder.name.startswith('.hello') else None\n    return done + real(folder, files[3:])\n"
    slow += "w.write_tree = cut\nfrom saki._cli import main; main(['new', 'hello'])"
    done = subprocess.run([sys.executable, "-c", slow], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 130, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_tells_tools_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "hello", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(tmp_path / "hello") and set(told["files"]) == set(everything(tmp_path / "hello"))


# ---------------------------------------------------------------- generate


def test_generate_makes_what_is_missing_and_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "src/get_item.cpp").unlink()
    before = everything(project)
    assert run(["generate", "--check"]) == 1
    assert run(["generate", "--dry-run"]) == 0
    assert "would create src/get_item.cpp" in capsys.readouterr().out
    assert run(["generate", "--diff"]) == 0
    assert "+++ b/src/get_item.cpp" in capsys.readouterr().out
    assert everything(project) == before, "these three only look"
    assert run(["generate"]) == 0
    after = everything(project)
    assert set(after) - set(before) == {"src/get_item.cpp"}
    assert all(after[name] == before[name] for name in before if not name.startswith(".saki"))
    assert b"throw saki::NotImplemented" in after["src/get_item.cpp"]
    assert run(["generate", "--check"]) == 0


def test_only_one_way_of_looking_at_a_time(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", "--check", "--diff"]) == 2
    assert "give one of them" in capsys.readouterr().err


def test_a_manifest_with_errors_generates_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "service.yaml").write_text("saki: 1\nservice: {name: shop}\nrouts: {}\n")
    before = everything(project)
    for command in (["generate"], ["status"], ["fix"]):
        assert run(command) == 1
        assert "service.yaml:3:1: error[unknown-key]" in capsys.readouterr().err
    assert everything(project) == before


def test_a_lock_that_cannot_be_read_says_the_way_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".saki/lock.json").write_text("{")
    assert run(["generate"]) == 1
    assert "delete it" in capsys.readouterr().err


# ---------------------------------------------------------------- add


def test_a_route_brings_its_stub(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "service.yaml").read_text()
    assert run(["add", "route", "get", "/items/{id:int64}/name", "--returns", "text"]) == 0
    assert "+  GET /items/{id:int64}/name: {handler: get_items_by_id_name, returns: text}" in capsys.readouterr().out
    assert (project / "src/get_items_by_id_name.cpp").is_file()
    assert (project / "service.yaml").read_text().startswith(before.rstrip())
    assert run(["check"]) == 0


def test_types_settings_and_packages_are_added(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "type", "Label", "name: string(1..30)", 'tone: string = "a, b"']) == 0
    assert run(["add", "type", "Tone", "--enum", "loud|quiet"]) == 0
    assert run(["add", "setting", "greeting", 'string = "Hi"']) == 0
    capsys.readouterr()
    assert run(["add", "package", "sqlite", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["inserted"] == "packages: [sqlite]"
    assert run(["check", "--quiet"]) == 0
    text = (project / "service.yaml").read_text()
    assert "  Tone: enum(loud|quiet)" in text and 'greeting: string = "Hi"' in text and "packages: [sqlite]" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "route", "GET", "/items", "list_items"], "GET /items"),
        (["add", "route", "FETCH", "/x", "x"], "FETCH"),
        (["add", "type", "Item", "x: bool"], "Item"),
        (["add", "type", "class", "x: bool"], "class"),
        (["add", "package", "sqlight"], "sqlight"),
        (["add", "setting", "x", "int32(5..1)"], ""),
    ],
)
def test_what_would_not_be_valid_is_not_written(arguments: list[str], said: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    code, error = run(arguments), capsys.readouterr().err
    assert code == 1 and "error[" in error and said in error and "stays as it is" in error
    assert run([*arguments, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"] and told["diagnostics"][0]["code"]
    assert everything(project) == before


def test_folders_and_redirects_are_routes_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "public").mkdir()
    assert run(["add", "route", "STATIC", "/files", "public"]) == 0
    assert run(["add", "route", "REDIRECT", "/old", "/items"]) == 0
    text = (project / "service.yaml").read_text()
    assert "  STATIC /files: {directory: public}\n" in text and "  REDIRECT /old: {to: /items}\n" in text
    capsys.readouterr()
    assert run(["add", "route", "REDIRECT", "/older"]) == 2
    assert "hint: saki add route REDIRECT /older /new" in capsys.readouterr().err


def test_what_a_service_tells_of_itself_is_a_route_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "route", "HEALTH", "/ready", "ready"]) == 0
    assert "  HEALTH /ready: {tells: ready}\n" in (project / "service.yaml").read_text()
    assert run(["add", "route", "HEALTH", "/well", "well"]) == 1
    assert "live, ready, measures" in capsys.readouterr().err


def test_a_type_needs_fields_or_values(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "type", "Label"]) == 1
    assert run(["add", "type", "Label", "name"]) == 1
    assert "hint:" in capsys.readouterr().err


def test_add_without_a_noun_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "rout"]) == 2
    assert "did you mean 'route'?" in capsys.readouterr().err


# ---------------------------------------------------------------- status and fix


def states(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    run(["status", "--json"])
    return {each["name"]: each["state"] for each in json.loads(capsys.readouterr().out)["handlers"]}


def test_status_tells_every_state(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["add", "route", "GET", "/stub", "stub", "--returns", "204"])
    (project / "src/get_item.cpp").unlink()
    (project / "src/list_items.cpp").write_text("// nothing here\n")
    create = project / "src/create_item.cpp"
    create.write_text(create.read_text().replace("Item body", "std::string body"))
    manifest = (project / "service.yaml").read_text()
    (project / "service.yaml").write_text("".join(line for line in manifest.splitlines(True) if "delete_item" not in line))
    told = states(capsys)
    assert told == {
        "stub": "stub",
        "get_item": "unwritten",
        "list_items": "undefined",
        "create_item": "drifted",
        "replace_item": "written",
        "delete_item": "orphaned",
    }
    assert run(["status"]) == 1
    assert "wanted: Item handlers::create_item(saki::Request& request, Item body)" in capsys.readouterr().out


def test_fix_replaces_one_signature_and_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = project / "src/get_item.cpp"
    good = source.read_text().replace("saki::Request&,", "saki::Request& r,").replace("std::int64_t id", "std::int64_t number").replace("find(id)", "find(number)")
    source.write_text(good.replace("std::int64_t number", "std::string number").replace("Item handlers", "saki::Task<std::string> handlers"))
    bad = source.read_text()
    assert run(["fix", "--dry-run"]) == 1
    assert source.read_text() == bad
    assert run(["fix"]) == 0
    out = capsys.readouterr().out
    assert "-saki::Task<std::string> handlers::get_item(saki::Request& r, std::string number)" in out
    assert source.read_text() == good.replace("Item handlers::", "saki::Task<Item> handlers::"), "the author's names and coroutine stay"
    assert run(["fix"]) == 0 and "nothing to fix" in capsys.readouterr().out


def test_fix_keeps_a_name_whose_type_moved_to_another_place(project: Path) -> None:
    source, manifest = project / "src/replace_item.cpp", project / "service.yaml"
    source.write_text(source.read_text().replace("std::int64_t id, Item body", "std::int64_t, shop::Item thing").replace("body", "thing"))
    manifest.write_text(manifest.read_text().replace("PUT /items/{id:int64}: ", "PUT /items/{shelf}/{id:int64}: "))
    assert run(["fix"]) == 0
    assert "handlers::replace_item(saki::Request&, std::string shelf, std::int64_t, Item thing) {" in source.read_text()


def test_fix_keeps_a_trailing_return_type(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = project / "src/get_item.cpp"
    text = source.read_text()
    head = text[text.index("Item handlers") : text.index(" {")]
    source.write_text(text.replace(head, "auto handlers::get_item(saki::Request&) -> Item"))
    assert run(["fix"]) == 0
    assert "auto handlers::get_item(saki::Request&, std::int64_t id) -> Item {" in source.read_text()


def test_a_routes_new_type_drifts_its_handler_until_it_is_fixed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = (project / "service.yaml").read_text()
    (project / "service.yaml").write_text(manifest.replace("{id:int64}", "{id:uuid}"))
    assert states(capsys)["get_item"] == "drifted"
    warn_of_handlers(plan_author(project, "service.yaml", find_sdk(project, None), pin=False), Steps())
    assert "src/get_item.cpp does not fit the manifest any more: `saki fix`" in capsys.readouterr().err
    assert run(["fix"]) == 0
    assert set(states(capsys).values()) == {"written"}
