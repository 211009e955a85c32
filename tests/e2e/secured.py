# SPDX-License-Identifier: Apache-2.0
"""Services behind TLS: certificates made for a test, and clients that look only at what the test asks."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

from running import ALONE, Answer, Running, read_answer, request, sample


def make_certificate(folder: Path, name: str, host: str = "localhost", key: str = "ec") -> tuple[Path, Path]:
    """A certificate that signs itself, and its key: files called `name` in the folder."""
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    kind = {"ec": ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"), "rsa": ("rsa:2048",)}[key]
    command = ("openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-days", "30", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{host}")
    subprocess.run([*command, "-keyout", private, "-out", certificate], check=True, capture_output=True)
    return certificate, private


def reference_with_tls(certificate: Path, key: Path, *flags: str | Path, workers: int = 1, supervised: bool = False, **options) -> Running:
    listening = ("--listen", "tls://127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key, "--workers", str(workers))
    return Running(sample("reference"), *(() if supervised else (ALONE,)), *listening, *flags, **options)


def client(*, oldest=ssl.TLSVersion.TLSv1_2, newest=ssl.TLSVersion.TLSv1_3, ciphers: str | None = None) -> ssl.SSLContext:
    """Trusts everybody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version, context.maximum_version = oldest, newest
    if ciphers is not None:
        context.set_ciphers(ciphers)
    return context


def connect(service: Running, context: ssl.SSLContext | None = None, host: str | None = "localhost", session=None) -> ssl.SSLSocket:
    return (context or client()).wrap_socket(service.connect(), server_hostname=host, session=session)


def ask(connection: ssl.SSLSocket, path: str = "/hello", fields: dict[str, str] | None = None) -> Answer:
    """One request on a connection that stays."""
    connection.sendall(request("GET", path, fields=fields))
    return read_answer(connection.makefile("rb"))


def answers(service: Running) -> bool:
    with connect(service) as connection:
        return ask(connection).body == b"Hello, World!"
