# SPDX-License-Identifier: Apache-2.0
"""TLS as an operator meets it: the first start, the usual mistakes, names, clients with certificates, new files, https alone."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
from pathlib import Path

import pytest
from running import ALONE, ROOT, Running, read_answer, request, sample
from secured import answers, ask, client, connect, make_certificate, reference_with_tls
from vitals import eventually


@pytest.fixture
def pair(tmp_path):
    return make_certificate(tmp_path, "server")


def fails(*flags: str | Path) -> str:
    """What a service says that does not start, with status 1."""
    result = subprocess.run([str(part) for part in (sample("reference"), ALONE, *flags)], capture_output=True, text=True, timeout=60)
    assert result.returncode == 1, result.stderr
    assert result.stdout == ""
    return result.stderr


def serve(tmp_path: Path, config: str, listeners: int = 1, supervisor: bool = False) -> Running:
    path = tmp_path / "config.yaml"
    path.write_text(config)
    flags = () if supervisor else (ALONE,)
    return Running(sample("reference"), *flags, "--config", path, "--workers", "1", listeners=listeners)


def shown(service: Running, host: str | None = "localhost", context: ssl.SSLContext | None = None) -> bytes:
    with connect(service, context, host=host) as connection:
        return connection.getpeercert(binary_form=True)


def der(certificate: Path) -> bytes:
    return ssl.PEM_cert_to_DER_cert(certificate.read_text())


def test_curl_is_answered(pair):
    with reference_with_tls(*pair) as service:
        assert f"listening on https://127.0.0.1:{service.port}" in service.errors.decode()
        curl = ["curl", "-sS", "--cacert", str(pair[0]), "--resolve", f"localhost:{service.port}:127.0.0.1", f"https://localhost:{service.port}/hello"]
        assert subprocess.run(curl, capture_output=True, text=True, timeout=60).stdout == "Hello, World!"
        assert service.stop() == 0


@pytest.mark.parametrize("form", ["tls://[::1]:0", "tls://*:0", "tls://unix:{folder}/socket"])
def test_every_form_of_address_can_have_tls(form, pair, tmp_path):
    flags = ("--listen", form.format(folder=tmp_path), "--tls-cert", pair[0], "--tls-key", pair[1])
    with Running(sample("reference"), ALONE, *flags) as service:
        place = ("--unix-socket", f"{tmp_path}/socket") if "unix" in form else ()
        host = "localhost" if "unix" in form else f"[::1]:{service.port}"
        curl = ["curl", "-sSk", *place, f"https://{host}/hello"]
        assert subprocess.run(curl, capture_output=True, text=True, timeout=60).stdout == "Hello, World!"


LISTEN = ("--listen", "tls://127.0.0.1:0")


def test_a_listener_without_certificate_says_how_to_get_one():
    told = fails(*LISTEN)
    assert "--listen: error[tls-certificate]: tls://127.0.0.1:0 has no certificate to show" in told
    assert "--tls-cert FILE --tls-key FILE" in told and "saki cert dev" in told


def test_a_certificate_without_key_says_where_to_name_it(pair):
    told = fails(*LISTEN, "--tls-cert", pair[0])
    assert f"error[tls-key]: {pair[0]} holds a certificate without its private key" in told and "--tls-key FILE" in told


def test_swapped_files_are_told_so(pair):
    told = fails(*LISTEN, "--tls-cert", pair[1], "--tls-key", pair[0])
    assert f"{pair[1]} holds no certificate" in told and f"{pair[0]} holds no private key, but a certificate" in told and "swapped" in told


def test_wrong_files_are_told_by_name(pair, tmp_path):
    other = make_certificate(tmp_path, "other")
    assert f"cannot read the certificate {tmp_path}/none.pem: No such file" in fails(*LISTEN, "--tls-cert", tmp_path / "none.pem", "--tls-key", pair[1])
    assert f"{other[1]} does not belong to the certificate {pair[0]}" in fails(*LISTEN, "--tls-cert", pair[0], "--tls-key", other[1])
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    assert f"{text} holds no certificate" in fails(*LISTEN, "--tls-cert", text, "--tls-key", pair[1])


def test_a_certificate_without_a_listener_for_it_is_told(pair):
    assert "error[tls-listener]" in fails("--listen", "127.0.0.1:0", "--tls-cert", pair[0], "--tls-key", pair[1])


def test_hosts_show_their_own_certificates_and_answer_their_own_requests(tmp_path, pair):
    own, wild = make_certificate(tmp_path, "own"), make_certificate(tmp_path, "wild")
    config = f"""
server:
  listen: tls://127.0.0.1:0
  tls: {{certificate: {pair[0]}, key: {pair[1]}}}
  hosts:
    - {{name: own.example, tls: {{certificate: {own[0]}, key: {own[1]}}}}}
    - {{name: "*.example.org", tls: {{certificate: {wild[0]}, key: {wild[1]}}}}}
"""
    with serve(tmp_path, config) as service:
        assert shown(service, "own.example") == der(own[0])
        assert shown(service, "any.example.org") == der(wild[0])
        assert shown(service, "example.org") == shown(service, None) == der(pair[0])
        with connect(service, host="own.example") as connection:
            assert ask(connection, fields={"Host": "own.example"}).status == 200
            assert ask(connection, fields={"Host": "any.example.org"}).status == 421


def test_both_kinds_of_key_serve_their_clients(tmp_path, pair):
    rsa = make_certificate(tmp_path, "rsa", key="rsa")
    with reference_with_tls(*pair, "--tls-cert", rsa[0], "--tls-key", rsa[1]) as service:
        assert shown(service) == der(pair[0])
        old = client(newest=ssl.TLSVersion.TLSv1_2, ciphers="ECDHE-RSA-AES128-GCM-SHA256")
        assert shown(service, context=old) == der(rsa[0])


def test_clients_without_certificate_stay_out_where_one_is_required(tmp_path, pair):
    member = make_certificate(tmp_path, "member")
    config = f"""
server:
  listen: tls://127.0.0.1:0
  tls: {{certificate: {pair[0]}, key: {pair[1]}, client_certificates: required, client_ca: {member[0]}}}
"""
    with serve(tmp_path, config) as service:
        known = client()
        known.load_cert_chain(*member)
        with connect(service, known) as connection:
            assert ask(connection).status == 200
        with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)), connect(service) as connection:
            ask(connection)


def test_a_host_that_demands_certificates_cannot_be_reached_without_one(tmp_path, pair):
    """Neither as the default host, by a name that nobody has, nor by another host's handshake, nor without TLS."""
    member, own = make_certificate(tmp_path, "member"), make_certificate(tmp_path, "own")
    config = f"""
server:
  listen: ["tls://127.0.0.1:0", "127.0.0.1:0"]
  tls: {{certificate: {pair[0]}, key: {pair[1]}}}
  hosts:
    - {{name: own.example, tls: {{certificate: {own[0]}, key: {own[1]}}}}}
    - {{name: open.example}}
    - {{name: members.example, default: true, tls: {{client_certificates: required, client_ca: {member[0]}}}}}
"""
    known = client()
    known.load_cert_chain(*member)

    def status(host: str | None, asked: str, context: ssl.SSLContext | None = None) -> int:
        with connect(service, context, host=host) as connection:
            return ask(connection, fields={"Host": asked}).status

    with serve(tmp_path, config, listeners=2) as service:
        for host in (None, "unknown.example", "open.example", "own.example"):
            for asked in ("members.example", "unknown.example", "127.0.0.1"):
                for context in (None, known):
                    assert status(host, asked, context) == 421, (host, asked)
        assert status(None, "open.example") == status("own.example", "own.example") == 200
        assert status("members.example", "members.example", known) == 200
        assert status("members.example", "own.example", known) == 421
        with pytest.raises((ssl.SSLError, ConnectionError, AssertionError)):
            status("members.example", "members.example")
        for asked, expected in (("members.example", 421), ("unknown.example", 421), ("open.example", 200)):
            with service.connect(port=service.ports[1]) as connection:
                connection.sendall(request("GET", "/hello", fields={"Host": asked}))
                assert read_answer(connection.makefile("rb")).status == expected


def test_the_modern_profile_speaks_tls_13_alone(tmp_path, pair):
    config = f"server: {{listen: tls://127.0.0.1:0, tls: {{certificate: {pair[0]}, key: {pair[1]}, profile: modern}}}}"
    with serve(tmp_path, config) as service:
        assert answers(service)
        with pytest.raises(ssl.SSLError):
            connect(service, client(newest=ssl.TLSVersion.TLSv1_2))


def test_sessions_are_resumed_by_any_worker_until_tickets_are_off(tmp_path, pair):
    context = client(newest=ssl.TLSVersion.TLSv1_2)
    for lifetime, resumed in (("1h", True), ("0s", False)):
        flags = ("--set", f"server.tls.session_lifetime={lifetime}")
        with reference_with_tls(*pair, *flags, workers=2) as service:
            with connect(service, context) as first:
                assert ask(first).status == 200
                session = first.session
            for _ in range(8):  # The kernel spreads them over the workers.
                with connect(service, context, session=session) as again:
                    assert ask(again).status == 200
                    assert again.session_reused is resumed


def replace(target, source) -> None:
    for old, new in zip(target, source, strict=True):
        fresh = old.with_suffix(".fresh")
        fresh.write_bytes(new.read_bytes())
        os.replace(fresh, old)


@pytest.mark.parametrize("how", ["watched", "told"])
def test_new_files_are_taken_without_dropping_a_connection(how, tmp_path, pair):
    other = make_certificate(tmp_path, "other")
    flags = ("--set", "server.tls.watch=20ms" if how == "watched" else "server.tls.watch=0s")
    with reference_with_tls(*pair, *flags) as service, connect(service) as kept:
        assert ask(kept).status == 200
        replace(pair, other)
        if how == "told":
            service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: shown(service) == der(other[0]))
        assert ask(kept).status == 200
        assert kept.getpeercert(binary_form=True) != der(other[0])


def test_broken_files_are_refused_and_the_old_ones_stay(tmp_path, pair):
    before = der(pair[0])
    other = make_certificate(tmp_path, "other")
    with reference_with_tls(*pair, "--set", "server.tls.watch=20ms", "--set", f"log.file={tmp_path}/log") as service:
        pair[0].write_bytes(other[0].read_bytes())
        assert eventually(lambda: "does not belong to the certificate" in (tmp_path / "log").read_text())
        assert shown(service) == before
        pair[1].write_bytes(other[1].read_bytes())
        assert eventually(lambda: shown(service) == der(other[0]))


def test_a_supervised_service_reads_certificates_anew_on_sighup(tmp_path, pair):
    other = make_certificate(tmp_path, "other")
    flags = ("--listen", "tls://127.0.0.1:0", "--tls-cert", pair[0], "--tls-key", pair[1], "--set", "server.tls.watch=0s")
    with Running(sample("reference"), *flags) as service:
        assert shown(service) == der(pair[0])
        before = service.pid
        replace(pair, other)
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: shown(service) == der(other[0]))
        assert service.pid == before, "one whose configuration is the same goes on"
        assert service.stop() == 0


def test_a_supervised_service_gives_way_on_sighup_where_its_configuration_has_changed(tmp_path, pair):
    config = tmp_path / "config.yaml"
    config.write_text(f"server: {{listen: tls://127.0.0.1:0, workers: 1, tls: {{certificate: {pair[0]}, key: {pair[1]}}}}}\n")
    with Running(sample("reference"), "--config", config) as service:
        before = service.pid
        config.write_text(config.read_text().replace("workers: 1", "workers: 2"))
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: service.pid != before and not Path(f"/proc/{before}").exists())
        assert shown(service) == der(pair[0])
        assert service.stop() == 0


def test_a_broken_certificate_is_refused_on_sighup_and_no_connection_ends(tmp_path, pair):
    flags = ("--listen", "tls://127.0.0.1:0", "--tls-cert", pair[0], "--tls-key", pair[1], "--set", "server.tls.watch=0s")
    with Running(sample("reference"), *flags) as service, connect(service) as kept:
        assert ask(kept).status == 200
        good, before = der(pair[0]), service.pid
        pair[0].write_text("no certificate")
        service.process.send_signal(signal.SIGHUP)
        assert eventually(lambda: service.has_said(str(pair[0]).encode()))
        assert service.pid == before and shown(service) == good and ask(kept).status == 200
        assert service.stop() == 0


def test_sessions_outlive_the_process_that_began_them(pair):
    context = client(newest=ssl.TLSVersion.TLSv1_2)
    flags = ("--listen", "tls://127.0.0.1:0", "--tls-cert", pair[0], "--tls-key", pair[1])
    with Running(sample("reference"), *flags) as service:
        with connect(service, context) as first:
            assert ask(first).status == 200
            session = first.session
        before = service.pid
        service.process.send_signal(signal.SIGUSR2)
        assert eventually(lambda: service.pid != before and not Path(f"/proc/{before}").exists())
        with connect(service, context, session=session) as again:
            assert ask(again).status == 200
            assert again.session_reused


def test_who_comes_without_tls_is_sent_to_https_and_told_to_stay_there(tmp_path, pair):
    config = f"""
server:
  listen: ["127.0.0.1:0", "tls://127.0.0.1:0"]
  redirect_https: all
  https_port: 8443
  hsts: {{max_age: 1h}}
  tls: {{certificate: {pair[0]}, key: {pair[1]}}}
"""
    with serve(tmp_path, config, listeners=2) as service:
        answer = service.ask("POST", "/echo?a=b", b"content that nobody reads", {"Host": "notes.example:8080"})
        assert (answer.status, answer.fields["location"], answer.body) == (308, "https://notes.example:8443/echo?a=b", b"")
        assert "strict-transport-security" not in answer.fields
        with client().wrap_socket(service.connect(service.ports[1]), server_hostname="localhost") as connection:
            assert ask(connection).fields["strict-transport-security"] == "max-age=3600"


def test_the_certificate_for_development_serves(tmp_path):
    command = [ROOT / "saki", "cert", "dev", "--json"]
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    assert subprocess.run([str(part) for part in command], env=environment, capture_output=True, timeout=60).returncode == 0
    folder = tmp_path / "saki" / "dev"
    with reference_with_tls(folder / "localhost.pem", folder / "localhost.key") as service:
        trusting = ssl.create_default_context(cafile=str(folder / "authority.pem"))
        with connect(service, trusting) as connection:
            assert ask(connection).status == 200
