# SPDX-License-Identifier: Apache-2.0
"""Certificates for development: an authority of this user's own, made once, and what it signs for names of this machine."""

from __future__ import annotations

import ipaddress
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ._errors import SetupError, UsageError
from ._process import need

NAMES = ("localhost", "127.0.0.1", "::1")
AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 397  # browsers refuse what is valid for longer
RENEW_SECONDS = 30 * 24 * 3600
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@dataclass(frozen=True, slots=True)
class DevCertificate:
    """Where the files are, and all names it is for. `renewed` tells whether the certificate was made just now, `founded` the same of the authority."""

    authority: Path
    certificate: Path
    key: Path
    names: tuple[str, ...]
    founded: bool
    renewed: bool


def home() -> Path:
    """The folder of the authority and its certificate: one for each user, so that an authority has to be trusted once."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "saki" / "dev"


def make(names: tuple[str, ...] = (), folder: Path | None = None) -> DevCertificate:
    """Makes what is missing, or valid for less than a month, or for other names; returns where it is."""
    wanted = tuple(dict.fromkeys((*NAMES, *names)))
    for name in wanted:
        check_name(name)
    authority, folder = home() / "authority.pem", folder or home()
    certificate, key = folder / "localhost.pem", folder / "localhost.key"
    try:
        for each in (home(), folder):
            each.mkdir(parents=True, exist_ok=True)
        founded = not lasts(authority)
        if founded:
            found_authority(authority)
        renewed = founded or not (key.exists() and lasts(certificate) and is_for(certificate, wanted, authority))
        if renewed:
            sign(certificate, key, authority, wanted)
    except OSError as error:
        raise SetupError(f"cannot make a certificate in {folder}: {(error.strerror or str(error)).lower()}") from error
    return DevCertificate(authority, certificate, key, wanted if renewed else names_of(certificate), founded, renewed)


def check_name(name: str) -> None:
    """Refuses what a certificate cannot be for; `*.` may stand for the first label."""
    if is_address(name):
        return
    labels = name.removeprefix("*.").split(".")
    if not all(label and len(label) <= 63 and label.replace("-", "").isalnum() and label.isascii() for label in labels):
        raise UsageError(f"'{name}' is no name of a host", hint="as in saki cert dev my-laptop.local 192.168.1.20")


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def found_authority(path: Path) -> None:
    """A key that only this user can read, and the certificate that says what it may: sign, but no further authorities."""
    subject = f"/CN=Saki development authority of {os.environ.get('USER') or 'this machine'}"
    extensions = ("basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign")
    added = [word for each in extensions for word in ("-addext", each)]
    with finished(path) as certificate, finished(path.with_suffix(".key")) as key:
        openssl("req", "-x509", *KEY, "-keyout", key.path, "-out", certificate.path, "-days", str(AUTHORITY_DAYS), "-subj", subject, *added)


def sign(certificate: Path, key: Path, authority: Path, names: tuple[str, ...]) -> None:
    """A new key with its certificate."""
    listed = ",".join(f"IP:{name}" if is_address(name) else f"DNS:{name}" for name in names)
    extensions = f"basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName={listed}\n"
    with tempfile.TemporaryDirectory() as scratch, finished(certificate) as made, finished(key) as made_key:
        request, extension_file = Path(scratch) / "request", Path(scratch) / "extensions"
        extension_file.write_text(extensions, encoding="ascii")
        openssl("req", "-new", *KEY, "-keyout", made_key.path, "-out", request, "-subj", "/CN=localhost")
        signing = ("-CA", authority, "-CAkey", authority.with_suffix(".key"), "-set_serial", f"0x{os.urandom(16).hex()}")
        openssl("x509", "-req", "-in", request, "-out", made.path, "-days", str(CERTIFICATE_DAYS), "-extfile", extension_file, *signing)


def lasts(certificate: Path) -> bool:
    """Whether it is there with its key, and valid for another month."""
    there = certificate.exists() and certificate.with_suffix(".key").exists()
    return there and openssl("x509", "-in", certificate, "-noout", "-checkend", str(RENEW_SECONDS), may_fail=True)


def is_for(certificate: Path, names: tuple[str, ...], authority: Path) -> bool:
    """Whether it has these names and was signed by that authority."""
    checks = [("-verify_ip", name) if is_address(name) else ("-verify_hostname", name.replace("*.", "any.")) for name in names]
    return all(openssl("verify", "-CAfile", authority, *check, certificate, may_fail=True) for check in checks)


def names_of(certificate: Path) -> tuple[str, ...]:
    """The names that a certificate was made for: more than are asked for now, when it stayed."""
    shown = run_openssl("x509", "-in", certificate, "-noout", "-ext", "subjectAltName").stdout
    listed = re.findall(r"\b(DNS|IP Address):([^,\s]+)", shown)
    return tuple(name if kind == "DNS" else str(ipaddress.ip_address(name)) for kind, name in listed)


class finished:
    """A file that appears whole, for its owner alone, or not at all."""

    def __init__(self, path: Path) -> None:
        self.final = path

    def __enter__(self) -> finished:
        descriptor, name = tempfile.mkstemp(dir=self.final.parent, prefix=f".{self.final.name}.")
        os.close(descriptor)
        self.path = Path(name)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.path.unlink(missing_ok=True)
            return
        self.path.chmod(0o600 if self.final.suffix == ".key" else 0o644)
        self.path.replace(self.final)


def openssl(*words: str | Path, may_fail: bool = False) -> bool:
    """Runs OpenSSL's command; returns whether it went well."""
    result = run_openssl(*words)
    if result.returncode != 0 and not may_fail:
        raise SetupError(f"`openssl {words[0]}` failed: {result.stdout.strip().splitlines()[-1] if result.stdout.strip() else 'it says nothing'}")
    return result.returncode == 0


def run_openssl(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """What it said, and how it ended."""
    line = [need("openssl", "openssl"), *(str(word) for word in words)]
    return subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
