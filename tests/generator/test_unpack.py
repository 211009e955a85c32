# SPDX-License-Identifier: Apache-2.0
"""Archives from strangers: what is a package comes out, what would harm does not, and nothing is written outside."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from saki._errors import InputError
from saki._packages import unpack as unpacking
from saki._packages.tree import read_tree
from saki._packages.unpack import unpack

Entry = tuple[str, bytes]
GOOD: list[Entry] = [("package.yaml", b"saki: 1\n"), ("src/a.cpp", b"int a;\n")]


def tar_of(path: Path, entries: list[Entry], change: Callable[[tarfile.TarInfo], None] = lambda _: None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            change(info)
            archive.addfile(info, io.BytesIO(content))
    return path


def zip_of(path: Path, entries: list[Entry], mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


MAKERS = {"a.tar.gz": tar_of, "a.zip": zip_of}


@pytest.fixture(params=sorted(MAKERS))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[list[Entry]], Path]:
    return lambda entries: MAKERS[request.param](tmp_path / request.param, entries)


def everything(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))


def test_a_package_comes_out_as_it_went_in(make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    unpack(make(GOOD), tmp_path / "out")
    assert read_tree(tmp_path / "out").files == ("package.yaml", "src/a.cpp")
    assert (tmp_path / "out/src/a.cpp").read_bytes() == b"int a;\n"


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "a/../../evil", "a\\..\\evil", "a/b/..", "x\x01y", "a/" * 30 + "b", "n" * 300],
)
def test_a_path_that_leads_out_is_refused(name: str, make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    archive = make([("package.yaml", b""), (name, b"evil")])
    before = everything(tmp_path)
    with pytest.raises(InputError, match="path|many"):
        unpack(archive, tmp_path / "out")
    assert everything(tmp_path) == sorted([*before, "out", "out/package.yaml"])


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_refused(kind: bytes, tmp_path: Path) -> None:
    def change(info: tarfile.TarInfo) -> None:
        if info.name == "link":
            info.type, info.linkname, info.size = kind, "/etc/passwd", 0

    with pytest.raises(InputError, match="link or a device"):
        unpack(tar_of(tmp_path / "a.tar.gz", [*GOOD, ("link", b"")], change), tmp_path / "out")
    assert not (tmp_path / "out/link").exists()


def test_links_of_a_zip_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="link or a device"):
        unpack(zip_of(tmp_path / "a.zip", [("link", b"/etc/passwd")], stat.S_IFLNK | 0o777), tmp_path / "out")


def test_a_file_that_stands_where_another_is_is_refused(make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="where another of its files is|twice"):
        unpack(make([("a", b"1"), ("a/b", b"2")]), tmp_path / "out")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_refused(make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="twice"):
        unpack(make([("a", b"1"), ("a", b"2")]), tmp_path / "out")


def test_a_bomb_ends_at_the_bound(make: Callable[[list[Entry]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(unpacking, "OVERHEAD", 1 << 20)
    with pytest.raises(InputError, match="more than 1 MiB"):
        unpack(make([("bomb", bytes(8 << 20))]), tmp_path / "out")
    assert sum(each.stat().st_size for each in (tmp_path / "out").rglob("*")) <= 1 << 20


def test_a_head_as_large_as_a_bomb_ends_at_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(unpacking, "OVERHEAD", 1 << 20)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a" * 16), None)
        info = tarfile.TarInfo("b")
        info.pax_headers = {"comment": "x" * (6 << 20)}
        archive.addfile(info)
    with pytest.raises(InputError, match="more than 1 MiB"):
        unpack(tmp_path / "a.tar.gz", tmp_path / "out")


def test_ten_thousand_files_are_too_many(make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 2000 files"):
        unpack(make([(f"f{number}", b"") for number in range(2002)]), tmp_path / "out")


def test_damaged_archives_are_told_as_such(make: Callable[[list[Entry]], Path], tmp_path: Path) -> None:
    archive = make(GOOD)
    whole = archive.read_bytes()
    for number, end in enumerate(range(0, len(whole) - 1, max(1, len(whole) // 40))):
        archive.write_bytes(whole[:end])
        try:
            unpack(archive, tmp_path / f"out{number}")
        except InputError:
            continue
        assert (tmp_path / f"out{number}/package.yaml").exists() or archive.suffix == ".gz"
    for at in range(0, len(whole), 3):
        archive.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            unpack(archive, tmp_path / f"flip{at}")
        except InputError:
            pass


def test_what_is_no_archive_is_told_as_such(tmp_path: Path) -> None:
    for name in ("a.zip", "a.tar.gz", "a.tar", "a.tgz"):
        (tmp_path / name).write_bytes(b"this is no archive at all, but long enough to be looked at" * 20)
        with pytest.raises(InputError):
            unpack(tmp_path / name, tmp_path / f"out-{name}")
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(b"neither is this"))
    with pytest.raises(InputError):
        unpack(tmp_path / "b.tar.gz", tmp_path / "out-b")
