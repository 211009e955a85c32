# SPDX-License-Identifier: Apache-2.0
"""Files of users and keys, as the schemes of `auth` read them: one line for each, NAME:HASH:ROLE,ROLE.

A password is kept as its scrypt hash in the PHC form, a key as its digest. A file is replaced whole: whoever reads it meanwhile, the service among
them, finds the old one or the new one. Those who change it at the same time take turns.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ._errors import InputError

LOG_N, BLOCK, PARALLEL = 14, 8, 5  # 16 MiB, and about a tenth of a second
SALT_BYTES = 16
HASH_BYTES = 32
KEY_BYTES = 32
MEMORY = 512 * 1024 * 1024
NAME_BYTES = 255
ROLE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
PHC = re.compile(r"\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)")


@dataclass(frozen=True, slots=True)
class Credential:
    """A line: who, what is kept of the secret, and the roles."""

    name: str
    kept: str
    roles: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        return ":".join((self.name, self.kept, ",".join(self.roles)) if self.roles else (self.name, self.kept))


def hash_password(password: str) -> str:
    """What is kept of a password: its hash with a new salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    made = scrypt(password, salt, LOG_N, BLOCK, PARALLEL, HASH_BYTES)
    return f"$scrypt$ln={LOG_N},r={BLOCK},p={PARALLEL}${bare(salt)}${bare(made)}"


def is_password(password: str, kept: str) -> bool:
    """Whether a hash is one of that password."""
    match = PHC.fullmatch(kept)
    if match is None:
        return False
    log_n, block, parallel = map(int, match.groups()[:3])
    salt, expected = map(from_bare, match.groups()[3:])
    return hmac.compare_digest(scrypt(password, salt, log_n, block, parallel, len(expected)), expected)


def scrypt(password: str, salt: bytes, log_n: int, block: int, parallel: int, size: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=1 << log_n, r=block, p=parallel, maxmem=MEMORY, dklen=size)


def bare(content: bytes) -> str:
    """Base64 without padding."""
    return base64.b64encode(content).decode().rstrip("=")


def from_bare(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))


def make_key() -> tuple[str, str]:
    """A new key, and what is kept of it: a digest suffices, for nobody can guess it."""
    key = secrets.token_urlsafe(KEY_BYTES)
    return key, f"$sha256${hashlib.sha256(key.encode()).hexdigest()}"


def check_name(name: str) -> None:
    """Throws for a name that could not stand in a line, or not be told apart from another in a log."""
    controls = any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in name)
    if not name or ":" in name or name.startswith("#") or controls or len(name.encode(errors="replace")) > NAME_BYTES:
        raise InputError(f"'{name}' cannot be a user's name", hint="no colon, no control character, no '#' in front, at most 255 bytes")


def check_roles(roles: tuple[str, ...]) -> None:
    for role in roles:
        if not ROLE.fullmatch(role):
            raise InputError(f"'{role}' cannot be a role", hint="letters, digits, '_' and '-', a letter first")


def read(path: Path) -> list[Credential | str]:
    """The lines of a file in their order; what is no credential, a comment, as its text. Nothing where there is no file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    return [read_line(line, path, number) for number, line in enumerate(text.splitlines(), 1)]


def read_line(line: str, path: Path, number: int) -> Credential | str:
    if not line or line.startswith("#"):
        return line
    name, *rest = line.split(":")
    if not name or not 1 <= len(rest) <= 2 or not rest[0]:
        raise InputError(f"{path}:{number}: the line is none of a user", hint="a line is NAME:HASH or NAME:HASH:ROLE,ROLE")
    return Credential(name, rest[0], tuple(filter(None, rest[1].split(","))) if len(rest) == 2 else ())


def credentials(lines: list[Credential | str]) -> list[Credential]:
    return [line for line in lines if isinstance(line, Credential)]


def put(path: Path, made: Credential, *, keep_roles: bool) -> bool:
    """Adds a line, or replaces the one of that name; whether there was one. Its roles stay where none are given and `keep_roles` says so."""
    with in_turn(path):
        lines = read(path)
        known = next((index for index, line in enumerate(lines) if isinstance(line, Credential) and line.name == made.name), None)
        if known is None:
            lines.append(made)
        else:
            before = lines[known]
            assert isinstance(before, Credential)
            lines[known] = replace(made, roles=before.roles) if keep_roles else made
        write(path, lines)
    return known is not None


def remove(path: Path, name: str) -> bool:
    """Takes a line out; whether there was one."""
    with in_turn(path):
        lines = read(path)
        left = [line for line in lines if not isinstance(line, Credential) or line.name != name]
        if len(left) < len(lines):
            write(path, left)
    return len(left) < len(lines)


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """Holds others off who change a file of this folder."""
    try:
        folder = os.open(path.absolute().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(f"{path.parent} is no folder: {error.strerror}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write(path: Path, lines: list[Credential | str]) -> None:
    """Replaces the file in one step, for its owner's eyes alone."""
    text = "".join((line.line if isinstance(line, Credential) else line) + "\n" for line in lines)
    path = path.resolve()  # A link stays one.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            keep_owner(path, file.fileno())
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def keep_owner(path: Path, descriptor: int) -> None:
    """So that a service which may read the file still may once root has changed it."""
    if path.exists() and os.geteuid() == 0:
        was = path.stat()
        os.fchown(descriptor, was.st_uid, was.st_gid)
