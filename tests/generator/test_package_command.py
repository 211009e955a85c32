# SPDX-License-Identifier: Apache-2.0
"""`saki package`: made, brought in from everywhere, listed, taken out; and whatever goes wrong changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from saki._cli._main import run
from saki._lock import Pin, read_lock
from saki._packages.tree import read_tree
from shelf import package_text

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh service with a package made beside it, and the working directory in the service."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKI_HOME", raising=False)
    assert run(["new", "shop"]) == 0 and run(["package", "new", "greeting"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "shop")
    return tmp_path / "shop"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def pin_of(project: Path, name: str = "greeting") -> Pin | None:
    lock = read_lock(project)
    assert lock is not None
    return lock.packages.get(name)


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, env={**os.environ, **GIT}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_new_package_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["package", "new", "my-words"]) == 0
    files = everything(tmp_path / "my-words")
    assert {"package.yaml", "CMakeLists.txt", "include/my_words/my_words.h", "src/my_words.cpp", "tests/my_words_test.cpp"} <= set(files)
    assert not any(b"{{" in text or b"{%" in text for text in files.values()), "a template shows through"
    capsys.readouterr()
    assert run(["package", "info", "my-words", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "my_words::MyWords"


@pytest.mark.parametrize("name", ["Greeting", "9lives", "a--b", "../x y", "x" * 65])
def test_a_bad_name_makes_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["package", "new", name]) == 1
    assert "hint:" in capsys.readouterr().err or len(name) > 60
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["package", "add"], ["add", "package"]])
def test_a_folder_is_brought_in_pinned_and_named(command: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = (project / "service.yaml").read_text()
    assert run([*command, "../greeting"]) == 0
    assert "+packages: [greeting]" in capsys.readouterr().out
    pin = pin_of(project)
    assert pin is not None and pin.source == "../greeting" and pin.hash == read_tree(project / "packages/greeting").hash
    assert not (project / "packages/greeting/.saki").exists()
    assert [line for line in (project / "service.yaml").read_text().splitlines() if line != "packages: [greeting]"] == manifest.splitlines()
    assert run(["check"]) == 0 and run(["generate"]) == 0 and pin_of(project) == pin


def test_it_leaves_without_a_trace(project: Path) -> None:
    assert run(["generate"]) == 0
    before = everything(project)
    assert run(["package", "add", "../greeting"]) == 0 and run(["package", "remove", "greeting"]) == 0
    assert everything(project) == before and not (project / "packages").exists()


@pytest.mark.parametrize("ending", ["tar.gz", "tgz", "zip"])
@pytest.mark.parametrize("top", ["", "greeting-0.1.0/"])
def test_an_archive_is_brought_in(ending: str, top: str, project: Path) -> None:
    archive = project.parent / f"greeting.{ending}"
    files = {name: path for name, path in ((each, project.parent / "greeting" / each) for each in read_tree(project.parent / "greeting").files)}
    if ending == "zip":
        with zipfile.ZipFile(archive, "w") as made:
            for name, path in files.items():
                made.write(path, top + name)
    else:
        with tarfile.open(archive, "w:gz") as packed:
            for name, path in files.items():
                packed.add(path, top + name)
    assert run(["package", "add", str(archive)]) == 0
    assert read_tree(project / "packages/greeting") == read_tree(project.parent / "greeting")


def test_a_repository_is_brought_in_at_its_commit(project: Path) -> None:
    source = project.parent / "greeting"
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "one")
    git(source, "tag", "v1")
    first = git(source, "rev-parse", "HEAD")
    (source / "package.yaml").write_text((source / "package.yaml").read_text().replace("0.1.0", "0.2.0"))
    git(source, "commit", "--quiet", "-a", "-m", "two")
    assert run(["package", "add", f"git+file://{source}#v1"]) == 0
    pin = pin_of(project)
    assert pin is not None and (pin.version, pin.commit, pin.source) == ("0.1.0", first, f"git+file://{source}#v1")
    assert not (project / "packages/greeting/.git").exists()
    assert run(["package", "add", f"git+file://{source}"]) == 0
    pin = pin_of(project)
    assert pin is not None and (pin.version, pin.commit) == ("0.2.0", git(source, "rev-parse", "HEAD"))


def test_a_link_in_a_repository_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = project.parent / "greeting"
    (source / "src/passwords.cpp").symlink_to("/etc/passwd")
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "one")
    before = everything(project)
    assert run(["package", "add", f"git+file://{source}"]) == 1
    assert "link or a device" in capsys.readouterr().err
    assert run(["package", "add", "../greeting"]) == 1
    assert "is a link" in capsys.readouterr().err
    assert everything(project) == before


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("../nothing", "there is no folder or archive"),
        ("git+file:///no/such/repository", "'/no/such/repository' does not appear to be a git repository"),
        ("git+file:///x#--upload-pack=evil", "names no commit"),
        ("git+--upload-pack=evil", "no URL of a repository"),
        ("ext::sh -c evil", "there is no folder or archive"),
        ("git+ext::sh -c evil", "git could not fetch"),
        ("https://example.org/greeting.tar.gz", "an archive is downloaded first"),
        (".", "there is no package.yaml in ."),
        ("service.yaml", "neither a folder nor an archive"),
        ("greeting", "error[package-missing]"),
    ],
)
def test_what_is_no_package_changes_nothing(source: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert run(["package", "add", source]) == 1
    told = capsys.readouterr().err
    assert said in told and "hint:" in told or "git could not" in told
    assert everything(project) == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("sdk: '>=9'\n", "package-incompatible"),
        ("needs: {nobody: 0.1}\n", "package-missing"),
        ("needs: {other: 0.1}\n", "package-cycle"),
        ("needs: {sqlite: 99.0}\n", "package-incompatible"),
        ("ordre: 1\n", "unknown-key"),
        ("routes: {GET /: {returns: text}}\n", "duplicate-route"),
    ],
)
def test_a_package_that_does_not_fit_is_taken_back(more: str, code: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("other", package_text("other", more)), ("third", package_text("third", "needs: {other: 0.1}\n"))):
        (project.parent / name).mkdir()
        (project.parent / name / "package.yaml").write_text(text)
    if code == "package-cycle":
        (project.parent / "other/package.yaml").write_text(package_text("other", "needs: {other: 0.1}\n"))
    before = everything(project)
    assert run(["package", "add", "../other"]) == 1
    told = capsys.readouterr().err
    assert f"error[{code}]" in told and "package.yaml:" in told or code == "package-incompatible", told
    assert everything(project) == before and not (project / "packages").exists()


def test_one_that_was_there_before_is_back_when_the_new_one_does_not_fit(project: Path) -> None:
    assert run(["package", "add", "../greeting"]) == 0
    before = everything(project)
    path = project.parent / "greeting/package.yaml"
    path.write_text(path.read_text() + "needs: {nobody: 0.1}\n")
    assert run(["package", "add", "../greeting"]) == 1
    assert everything(project) == before and run(["check"]) == 0


def test_a_change_by_hand_is_an_error_until_it_is_taken_or_undone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["package", "add", "../greeting"]) == 0
    source = project / "packages/greeting/src/greeting.cpp"
    good = source.read_bytes()
    source.write_text("// mine\n")
    for command in (["check"], ["generate"], ["package", "remove", "greeting"]):
        assert run(command) == 1
        assert "error[package-changed]" in (said := "".join(capsys.readouterr())) or "changes would be lost" in said
    assert run(["package", "add", "../greeting"]) == 0 and source.read_bytes() == good
    source.write_text("// mine\n")
    assert run(["package", "add", "packages/greeting"]) == 0 and source.read_text() == "// mine\n"
    assert run(["check"]) == 0
    pin = pin_of(project)
    assert pin is not None and pin.source == "../greeting"


def test_a_name_of_sakis_own_is_not_taken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project.parent / "mine").mkdir()
    (project.parent / "mine/package.yaml").write_text(package_text("sqlite"))
    assert run(["package", "add", "../mine"]) == 1
    assert "a package 'sqlite' comes with Saki" in capsys.readouterr().err


def test_what_another_package_needs_stays(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, more in (("ground", ""), ("roof", "needs: {ground: 0.1}\n")):
        (project.parent / name).mkdir()
        (project.parent / name / "package.yaml").write_text(package_text(name, more))
        assert run(["package", "add", f"../{name}"]) == 0
    assert run(["package", "remove", "ground"]) == 0
    assert "it stays" in capsys.readouterr().out and (project / "packages/ground").is_dir()
    assert "packages: [roof]" in (project / "service.yaml").read_text() and run(["check"]) == 0
    assert run(["package", "remove", "roof"]) == 0 and run(["package", "remove", "ground"]) == 0
    assert not (project / "packages").exists()


def test_the_list_tells_what_is_used_and_from_where(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["package", "add", "../greeting"]) == 0
    capsys.readouterr()
    assert run(["package", "list", "--json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)["packages"]}
    assert (found["greeting"]["used"], found["greeting"]["source"], found["greeting"]["state"]) == (True, "../greeting", "")
    assert (found["sqlite"]["used"], found["sqlite"]["source"]) == (False, "")
    (project / "packages/greeting/new").write_text("x")
    assert run(["package", "list"]) == 0
    assert "used, from ../greeting (changed)" in capsys.readouterr().out


def test_a_lost_package_says_where_it_came_from(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["package", "add", "../greeting"]) == 0
    shutil.rmtree(project / "packages")
    assert run(["check"]) == 1
    assert "`saki package add ../greeting` brings it back" in capsys.readouterr().out
    assert run(["package", "add", "../greeting"]) == 0 and run(["check"]) == 0


def test_info_tells_what_a_package_needs_and_brings(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["package", "info", "../greeting"]) == 0
    page = capsys.readouterr().out
    assert "greeting 0.1.0: " in page and "GET /greeting/{name}" in page and "greeting.word" in page
    assert run(["package", "info", "sqlite", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["debian"]["build"] == ["libsqlite3-dev"]
    assert run(["package", "info", "sqlitte"]) == 1
    assert "did you mean 'sqlite'" in capsys.readouterr().err
