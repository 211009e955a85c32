# SPDX-License-Identifier: Apache-2.0
"""Takes a package out of an archive. Nobody's archive is trusted: every path, kind and size is looked at before a byte is written.

Nothing of the archive's own makes a file here but this: a path below the folder, checked, and bytes, counted as they come, whatever
the archive says of them. Links and devices are refused, also those that would lead nowhere bad.
"""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from gzip import GzipFile
from pathlib import Path, PurePosixPath
from typing import IO

from .._errors import InputError
from .tree import MAX_BYTES, MAX_DEPTH, MAX_FILES, is_part, refuse_many

ENDINGS = (".tar.gz", ".tgz", ".tar", ".zip")
OVERHEAD = 8 << 20  # what a tar may hold beside its files: heads and fillings
MAX_NAME = 255
MAX_ENTRIES = 4 * MAX_FILES
DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError)


def is_archive(path: Path) -> bool:
    return path.name.endswith(ENDINGS)


def unpack(archive: Path, folder: Path) -> None:
    """Unpacks an archive into `folder`, which is made. Raises InputError for one that is damaged, or that nobody should unpack."""
    try:
        if archive.stat().st_size > MAX_BYTES + OVERHEAD:
            raise too_large()
        if archive.name.endswith(".zip"):
            unpack_zip(archive, Writer(folder))
            return
        with open(archive, "rb") as raw:
            plain: IO[bytes] = raw if archive.name.endswith(".tar") else GzipFile(fileobj=raw)  # type: ignore[assignment]
            unpack_tar(plain, folder)
    except OSError as error:
        raise InputError(f"cannot unpack {archive}: {(error.strerror or str(error)).lower()}") from error
    except DAMAGED as error:
        raise InputError(f"{archive} is no archive that can be read: {error}") from error


def unpack_tar(stream: IO[bytes], folder: Path) -> None:
    """Unpacks a tar from a stream, which is read once and never past its bound."""
    writer = Writer(folder)
    with tarfile.open(fileobj=Bounded(stream, MAX_BYTES + OVERHEAD), mode="r|") as archive:  # type: ignore[arg-type]
        for member in archive:
            writer.count()
            if member.isdir() or member.type in (tarfile.XGLTYPE, tarfile.XHDTYPE):
                continue
            if not member.isreg():
                raise InputError(f"'{member.name}' in the archive is a link or a device, and a package holds files and folders alone")
            content = archive.extractfile(member)
            assert content is not None
            writer.write(member.name, content)


def unpack_zip(path: Path, writer: Writer) -> None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            writer.count()
            mode = info.external_attr >> 16
            if info.is_dir():
                continue
            if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
                raise InputError(f"'{info.filename}' in the archive is a link or a device, and a package holds files and folders alone")
            with archive.open(info) as content:
                writer.write(info.filename, content)


class Bounded:
    """A stream that ends with an error rather than give more than it may."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        self.stream = stream
        self.left = left

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise too_large()
        return data


class Writer:
    """Writes files below a folder, within the bounds of a package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.left = MAX_BYTES
        self.entries = 0
        self.written: set[PurePosixPath] = set()
        folder.mkdir(parents=True)

    def count(self) -> None:
        self.entries += 1
        refuse_many(self.entries * MAX_FILES // MAX_ENTRIES)

    def write(self, name: str, content: IO[bytes]) -> None:
        """Writes one file; what is no part of a package, such as .git, is left out."""
        path = safe_path(name)
        if path in self.written:
            raise InputError(f"'{name}' is in the archive twice")
        if not is_part(path):
            return
        self.written.add(path)
        refuse_many(len(self.written))
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "xb") as out:
                while chunk := content.read(1 << 16):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise too_large()
                    out.write(chunk)
        except (FileExistsError, NotADirectoryError) as error:
            raise InputError(f"'{name}' in the archive stands where another of its files is") from error


def safe_path(name: str) -> PurePosixPath:
    """The path of an entry, below the folder for certain; raises InputError."""
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or any(ord(each) < 32 for each in name):
        raise InputError(f"the path {name!r} in the archive leads out of it", hint="do not use this archive")
    path = PurePosixPath(name)
    if not path.parts or len(path.parts) > MAX_DEPTH or any(len(part.encode()) > MAX_NAME for part in path.parts):
        raise InputError(f"the path {name[:80]!r} in the archive is too long, or none")
    return path


def too_large() -> InputError:
    return InputError(f"the archive holds more than {MAX_BYTES >> 20} MiB", hint="is this the archive of one package?")
