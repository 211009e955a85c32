# SPDX-License-Identifier: Apache-2.0
"""`saki passwd`: what is written, what stays, and what nobody can read afterwards."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import threading
from pathlib import Path

import pytest

from saki import _passwords as passwords
from saki._cli._main import run
from saki._errors import InputError
from saki._passwords import Credential


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LOG_N", 4)
    monkeypatch.setattr(passwords, "PARALLEL", 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users"


def passwd(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return run(["passwd", *words])


def test_a_user_is_added_so_that_nobody_else_can_read_it(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert passwd(monkeypatch, "add", str(file), "ada", "--role", "editor", "--role", "admin", typed="secret\nnot this\n") == 0
    assert capsys.readouterr().out == f"added ada in {file}\n"
    (ada,) = passwords.credentials(passwords.read(file))
    assert (ada.name, ada.roles) == ("ada", ("editor", "admin"))
    assert passwords.is_password("secret", ada.kept) and not passwords.is_password("secreT", ada.kept)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["users"], "nothing is left beside it"


def test_a_new_password_keeps_roles_order_and_comments(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ada", "bob"):
        passwd(monkeypatch, "add", str(file), name, "--role", "editor", typed="one\n")
    file.write_text("# staff\n" + file.read_text())
    assert passwd(monkeypatch, "add", str(file), "ada", typed="two\n") == 0
    assert file.read_text().startswith("# staff\nada:")
    ada, bob = passwords.credentials(passwords.read(file))
    assert passwords.is_password("two", ada.kept) and ada.roles == ("editor",)
    assert passwords.is_password("one", bob.kept)


def test_a_password_can_be_tried(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passwd(monkeypatch, "add", str(file), "ada", typed="secret\n")
    assert passwd(monkeypatch, "verify", str(file), "ada", typed="secret\n") == 0
    assert passwd(monkeypatch, "verify", str(file), "ada", typed="wrong\n") == 1
    assert passwd(monkeypatch, "verify", str(file), "eve", typed="secret\n") == 1


def test_a_user_is_taken_out(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    passwd(monkeypatch, "add", str(file), "ada", typed="secret\n")
    assert passwd(monkeypatch, "remove", str(file), "ada") == 0
    assert passwords.read(file) == []
    assert passwd(monkeypatch, "remove", str(file), "ada") != 0
    assert "nobody called 'ada'" in capsys.readouterr().err


def test_names_and_roles_are_listed_and_no_secret(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    passwd(monkeypatch, "add", str(file), "ada", "--role", "editor", typed="secret\n")
    capsys.readouterr()
    assert passwd(monkeypatch, "list", str(file)) == 0
    assert capsys.readouterr().out == "ada  editor\n"
    assert passwd(monkeypatch, "list", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)["users"] == [{"name": "ada", "roles": ["editor"]}]


def test_a_key_is_told_once_and_kept_as_its_digest(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert passwd(monkeypatch, "key", str(file), "build", "--role", "deploy") == 0
    key = capsys.readouterr().out.strip()
    assert len(key) >= 43
    assert file.read_text() == f"build:$sha256${hashlib.sha256(key.encode()).hexdigest()}:deploy\n"


@pytest.mark.parametrize("name", ["", "a:b", "a\nb", "#a", "x" * 256])
def test_a_name_that_would_break_the_file_is_refused(file: Path, name: str) -> None:
    with pytest.raises(InputError):
        passwords.check_name(name)


@pytest.mark.parametrize("typed", ["", "\n", "x" * 5000 + "\n"])
def test_no_password_is_none(file: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    assert passwd(monkeypatch, "add", str(file), "ada", typed=typed) != 0
    assert not file.exists()


def test_a_file_that_is_none_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("no line of a user\n")
    assert passwd(monkeypatch, "add", str(file), "ada", typed="secret\n") != 0
    assert file.read_text() == "no line of a user\n"


def test_those_who_write_at_the_same_time_lose_nothing(file: Path) -> None:
    threads = [threading.Thread(target=passwords.put, args=(file, Credential(f"user{each}", "$x")), kwargs={"keep_roles": True}) for each in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.name for each in passwords.credentials(passwords.read(file))} == {f"user{each}" for each in range(16)}


def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    passwords.put(file, Credential("ada", "$x"), keep_roles=True)
    link.symlink_to(file)
    passwords.put(link, Credential("bob", "$x"), keep_roles=True)
    assert link.is_symlink() and len(passwords.credentials(passwords.read(file))) == 2
