# SPDX-License-Identifier: Apache-2.0
"""Who the client is: by the word of trusted proxies alone, over real sockets from addresses that are trusted and some that are not."""

import socket
import struct
import subprocess

import pytest
from running import ALONE, BUILD, Running, read_answer

WHO = BUILD / "tests" / "e2e" / "who"
PROXY = "127.0.0.2"  # trusted
INNER = "127.0.0.3"  # trusted as well
STRANGER = "127.0.0.4"
CLIENT = "203.0.113.7"
REQUEST = b"GET /who HTTP/1.1\r\nHost: inner.example\r\n%s\r\n"

CONFIG = """
server:
  listen: ["127.0.0.1:0", "127.0.0.9:0", "unix:{folder}/plain.sock", "unix:{folder}/proxied.sock"]
  workers: 2
  trusted_proxies: [127.0.0.2/31, "unix:"]
  forwarded: {fields}
  proxy_protocol: ["127.0.0.9:0", "unix:{folder}/proxied.sock"]
  timeouts: {{head: 500ms}}
  limits: {{forwarded_hops: 4}}
"""


def start(folder, fields, *more):
    config = folder / "config.yaml"
    config.write_text(CONFIG.format(folder=folder, fields=fields))
    return Running(WHO, ALONE, "--config", config, *(word for setting in more for word in ("--set", setting)), listeners=4)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with start(tmp_path_factory.mktemp("who"), "forwarded") as running:
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="module")
def x_service(tmp_path_factory):
    with start(tmp_path_factory.mktemp("who"), "x-forwarded") as running:
        yield running


def plain(service, source):
    """A connection from `source` to where clients may come directly."""
    return socket.create_connection(("127.0.0.1", service.ports[0]), 60, (source, 0))


def proxied(service, source):
    """The same to where a PROXY header comes first."""
    return socket.create_connection(("127.0.0.9", service.ports[1]), 60, (source, 0))


def ask(connection, fields=b"", before=b""):
    connection.sendall(before + REQUEST % fields)
    return read_answer(connection.makefile("rb")).body.decode()


def says_nothing(connection):
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def line(source, destination="192.0.2.1"):
    return f"PROXY TCP4 {source} {destination} 51234 443\r\n".encode()


def block(source, values=b"", command=0x21):
    addresses = socket.inet_aton(source) + socket.inet_aton("192.0.2.1") + struct.pack(">HH", 51234, 443)
    return b"\r\n\r\n\0\r\nQUIT\n" + struct.pack(">BBH", command, 0x11, len(addresses + values)) + addresses + values


TLS = b"\x20\x00\x05\x01\0\0\0\0"


# --- Forwarded


def test_a_trusted_proxy_is_believed_and_a_stranger_is_not(service):
    fields = b"Forwarded: for=%s;proto=https;host=shop.example\r\n" % CLIENT.encode()
    with plain(service, PROXY) as connection:
        assert ask(connection, fields) == f"{CLIENT}:0 https shop.example {PROXY}"
    with plain(service, STRANGER) as connection:
        port = connection.getsockname()[1]
        assert ask(connection, fields) == f"{STRANGER}:{port} http inner.example {STRANGER}"


def test_a_client_cannot_lie_through_a_trusted_proxy(service):
    for lie in (b"for=10.0.0.1", b'for="', b"garbage", b"for=10.0.0.1;host=evil.example, for=127.0.0.2"):
        with plain(service, PROXY) as connection:
            told = ask(connection, b"Forwarded: %s\r\nForwarded: for=%s, for=%s\r\n" % (lie, CLIENT.encode(), INNER.encode()))
            assert told == f"{CLIENT}:0 http inner.example {PROXY}", lie


def test_each_request_of_a_connection_is_told_of_by_itself(service):
    with plain(service, PROXY) as connection:
        assert ask(connection, b"Forwarded: for=198.51.100.1\r\n").startswith("198.51.100.1:0")
        assert ask(connection).startswith(f"{PROXY}:")
        assert ask(connection, b"Forwarded: for=198.51.100.2\r\n").startswith("198.51.100.2:0")


@pytest.mark.parametrize("value", [b"for", b"for=1.2.3", b'for="[::1"', b"for=1.2.3.4;host=a/b", b"," * 5])
def test_what_makes_no_sense_is_ignored_and_the_request_answered(service, value):
    with plain(service, PROXY) as connection:
        assert ask(connection, b"Forwarded: %s\r\n" % value).startswith(f"{PROXY}:")


def test_one_family_of_fields_is_looked_at(service, x_service):
    both = b"Forwarded: for=198.51.100.1\r\nX-Forwarded-For: 198.51.100.2\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: x.example\r\n"
    with plain(service, PROXY) as connection:
        assert ask(connection, both) == f"198.51.100.1:0 http inner.example {PROXY}"
    with plain(x_service, PROXY) as connection:
        assert ask(connection, both) == f"198.51.100.2:0 https x.example {PROXY}"
    with plain(x_service, STRANGER) as connection:
        assert ask(connection, both).startswith(f"{STRANGER}:")


# --- PROXY


@pytest.mark.parametrize("header", [line(CLIENT), block(CLIENT)])
def test_a_header_tells_whose_the_connection_is_to_its_end(service, header):
    with proxied(service, PROXY) as connection:
        assert ask(connection, before=header) == f"{CLIENT}:51234 http inner.example {PROXY}"
        assert ask(connection) == f"{CLIENT}:51234 http inner.example {PROXY}"


def test_a_header_tells_that_the_client_used_tls(service):
    with proxied(service, PROXY) as connection:
        assert ask(connection, before=block(CLIENT, TLS)).startswith(f"{CLIENT}:51234 https ")


@pytest.mark.parametrize("header", [block(CLIENT, command=0x20), b"PROXY UNKNOWN\r\n"])
def test_a_proxy_may_speak_for_itself(service, header):
    with proxied(service, PROXY) as connection:
        assert ask(connection, before=header).startswith(f"{PROXY}:{connection.getsockname()[1]} ")


def test_a_header_and_its_request_may_come_byte_by_byte(service):
    with proxied(service, PROXY) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in block(CLIENT, TLS) + REQUEST % b"":
            connection.sendall(bytes([byte]))
        assert read_answer(connection.makefile("rb")).body.startswith(f"{CLIENT}:51234 https".encode())


def test_the_walk_goes_on_where_the_header_ends(service):
    forwarded = b"Forwarded: for=198.51.100.9\r\n"
    with proxied(service, PROXY) as connection:
        assert ask(connection, forwarded, line(INNER)).startswith("198.51.100.9:0 ")
    with proxied(service, PROXY) as connection:
        assert ask(connection, forwarded, line(CLIENT)).startswith(f"{CLIENT}:51234 ")


@pytest.mark.parametrize(
    "raw",
    [
        REQUEST % b"",
        b"PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\r\n",
        b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n",
        b"PROXY UNKNOWN " + b"x" * 100,
        block(CLIENT, command=0x22),
        block(CLIENT, b"\x03\x00\x04\0\0\0\0"),
        b"\r\n\r\n\0\r\nQUIT\n\x21\x11\xff\xff",
    ],
)
def test_what_is_no_sound_header_ends_the_connection_without_a_word(service, raw):
    with proxied(service, PROXY) as connection:
        connection.sendall(raw)
        assert says_nothing(connection)


def test_a_stranger_is_not_listened_to_where_a_header_is_wanted(service):
    with proxied(service, STRANGER) as connection:
        assert says_nothing(connection)
    with proxied(service, STRANGER) as connection:
        connection.sendall(line(CLIENT) + REQUEST % b"")
        assert says_nothing(connection)


def test_a_header_that_does_not_come_in_time_ends_the_connection(service):
    with proxied(service, PROXY) as connection:
        connection.sendall(b"PROXY TCP4 ")
        assert says_nothing(connection)


def test_a_header_where_none_is_wanted_is_a_bad_request(service):
    for header in (line(CLIENT), block(CLIENT)):
        with plain(service, PROXY) as connection:
            connection.sendall(header + REQUEST % b"")
            assert read_answer(connection.makefile("rb")).status == 400


def test_a_shared_acceptor_knows_its_listeners_apart_and_counts_no_proxy_as_one_client(tmp_path):
    with start(tmp_path, "off", "server.accept=shared", "server.limits.connections_per_address=2") as service:
        together = []
        for number in range(8):
            together.append(connection := proxied(service, PROXY))
            assert ask(connection, before=line(f"203.0.113.{number}")).startswith(f"203.0.113.{number}:51234 ")
        with plain(service, PROXY) as connection:
            assert ask(connection).startswith(f"{PROXY}:")
        for connection in together:
            connection.close()
        assert service.stop() == 0


def test_unix_sockets_are_trusted_as_such(tmp_path):
    with start(tmp_path, "forwarded") as service:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(tmp_path / "plain.sock"))
            assert ask(connection, b"Forwarded: for=198.51.100.1\r\n").startswith("198.51.100.1:0 ")
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(tmp_path / "proxied.sock"))
            assert ask(connection, before=line(CLIENT)).startswith(f"{CLIENT}:51234 ")
        assert service.stop() == 0


def test_refusals_are_told_at_a_measured_pace(tmp_path):
    with start(tmp_path, "off") as service:
        for _ in range(50):
            with proxied(service, STRANGER) as connection:
                assert says_nothing(connection)
        assert service.stop() == 0
        told = [text for text in service.errors.decode().splitlines() if "without a PROXY header" in text]
    assert told and STRANGER in told[0] and len(told) < 10, service.errors.decode()


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (["server.forwarded=forwarded"], "no-trusted-proxy"),
        (["server.proxy_protocol=required"], "no-trusted-proxy"),
        (['server.proxy_protocol="127.0.0.1:1"', "server.trusted_proxies=127.0.0.1"], "no-such-listener"),
        (["server.trusted_proxies=10.1.2.3/8"], "10.0.0.0/8 is the network around it"),
        (["server.forwarded=both"], "x-forwarded"),
    ],
)
def test_what_cannot_work_is_told_before_anything_is_served(settings, code):
    words = [word for setting in settings for word in ("--set", setting)]
    run = subprocess.run([WHO, ALONE, "--listen", "127.0.0.1:0", *words], capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert code in run.stderr
