# SPDX-License-Identifier: Apache-2.0
"""`saki cert dev` and `saki run --tls`: what is made, what is kept, and which flags the service gets."""

from __future__ import annotations

import json
import ssl
import subprocess
from pathlib import Path

import pytest

from saki import _dev_certificate
from saki._cli._main import run
from saki._cli.run import certificate, with_tls
from saki._dev_certificate import DevCertificate, make
from saki._errors import SetupError, UsageError
from saki._process import Steps


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "saki" / "dev"


def trusts(made: DevCertificate, name: str) -> bool:
    """Whether who trusts the authority believes a server of that name, both ends in memory."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made.certificate, made.key)
    client = ssl.create_default_context(cafile=str(made.authority))
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(down, up, server_hostname=name), server.wrap_bio(up, down, server_side=True))
    done: set[int] = set()
    for _ in range(8):
        for index, end in enumerate(ends):
            try:
                end.do_handshake()
                done.add(index)
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLCertVerificationError:
                return False
    return done == {0, 1}


def test_it_is_believed_by_who_trusts_the_authority_for_its_names_alone() -> None:
    made = make(("my-laptop.local", "*.example.test", "192.168.1.20"))
    for name in ("localhost", "127.0.0.1", "::1", "my-laptop.local", "a.example.test", "192.168.1.20"):
        assert trusts(made, name), name
    for name in ("example.test", "192.168.1.21", "other.local"):
        assert not trusts(made, name), name


def test_the_keys_are_for_their_owner_alone(home: Path) -> None:
    make()
    assert {each.name: oct(each.stat().st_mode & 0o777) for each in home.iterdir()} == {
        "authority.pem": "0o644", "authority.key": "0o600", "localhost.pem": "0o644", "localhost.key": "0o600",
    }  # fmt: skip


def test_what_is_good_stays() -> None:
    first = make(("my-laptop.local",))
    text = first.certificate.read_text()
    again = make()
    assert (first.founded, first.renewed, again.founded, again.renewed) == (True, True, False, False)
    assert again.certificate.read_text() == text


def test_one_that_stays_is_shown_with_all_its_names() -> None:
    names = make(("my-laptop.local", "*.example.test", "192.168.1.20")).names
    assert make().names == names == ("localhost", "127.0.0.1", "::1", "my-laptop.local", "*.example.test", "192.168.1.20")


def test_other_names_another_certificate_the_same_authority() -> None:
    first = make()
    authority = first.authority.read_text()
    other = make(("my-laptop.local",))
    assert other.renewed and not other.founded
    assert other.authority.read_text() == authority


def test_what_soon_expires_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(_dev_certificate, "CERTIFICATE_DAYS", 29)
        make()
    assert make().renewed
    assert not make().renewed


def test_a_lost_authority_takes_its_certificates_with_it() -> None:
    first = make()
    first.authority.unlink()
    again = make()
    assert again.founded and again.renewed
    assert trusts(again, "localhost")


def test_a_certificate_may_lie_elsewhere(tmp_path: Path) -> None:
    made = make(folder=tmp_path / "notes" / "tls")
    assert made.certificate == tmp_path / "notes" / "tls" / "localhost.pem"
    assert trusts(made, "localhost")


@pytest.mark.parametrize("name", ["", "a b", "a..b", "http://a", "a,DNS:b", "a\nb", "*", "b\u00fccher.example", "x" * 64])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a host"):
        make((name,))


def test_without_the_command_of_openssl_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SetupError) as error:
        make()
    assert "apt-get install openssl" in error.value.hint


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot make a certificate in"):
        make(folder=tmp_path / "file" / "tls")


def test_the_command_says_how_to_serve_and_how_to_trust(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(["cert", "dev", "my-laptop.local"]) == 0
    out = capsys.readouterr().out
    assert f"--tls-cert {home}/localhost.pem --tls-key {home}/localhost.key" in out
    assert "update-ca-certificates" in out and "certutil -d sql:" in out and "Firefox" in out and f"curl --cacert {home}/authority.pem" in out
    assert "my-laptop.local" in out


def test_one_that_lies_elsewhere_is_not_said_to_be_that_of_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["cert", "dev", "--out", str(tmp_path / "tls")]) == 0
    assert "saki run --tls" not in capsys.readouterr().out
    assert run(["cert", "dev"]) == 0
    assert "saki run --tls" in capsys.readouterr().out


def test_who_serves_with_a_new_authority_is_told_why_browsers_warn(capsys: pytest.CaptureFixture[str]) -> None:
    assert certificate(Steps()).founded
    assert "`saki cert dev` says how" in capsys.readouterr().err
    assert not certificate(Steps()).founded
    assert capsys.readouterr().err == ""


def test_tools_read_the_paths_as_json(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(["cert", "dev", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["certificate"] == str(home / "localhost.pem") and told["names"] == ["localhost", "127.0.0.1", "::1"]


def test_the_library_takes_it_for_a_server(home: Path) -> None:
    made = make()
    line = ["openssl", "verify", "-purpose", "sslserver", "-x509_strict", "-CAfile", str(made.authority), str(made.certificate)]
    assert subprocess.run(line, capture_output=True, text=True).stdout.strip() == f"{made.certificate}: OK"


MADE = DevCertificate(Path("a.pem"), Path("c.pem"), Path("c.key"), (), False, False)
CERTIFICATE = ("--tls-cert", "c.pem", "--tls-key", "c.key")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ((), ("--listen", "tls://127.0.0.1:8443", *CERTIFICATE)),
        (("--workers", "2"), ("--listen", "tls://127.0.0.1:8443", *CERTIFICATE, "--workers", "2")),
        (("--listen", "127.0.0.1:9000"), (*CERTIFICATE, "--listen", "tls://127.0.0.1:9000")),
        (("--listen", "unix:/run/a=b.sock"), (*CERTIFICATE, "--listen", "tls://unix:/run/a=b.sock")),
        (("--listen=unix:/run/a=b.sock",), (*CERTIFICATE, "--listen=tls://unix:/run/a=b.sock")),
        (("--listen=[::1]:0", "--listen", "tls://*:1"), (*CERTIFICATE, "--listen=tls://[::1]:0", "--listen", "tls://*:1")),
    ],
)
def test_run_serves_every_address_by_tls(flags: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert with_tls(flags, MADE) == expected
