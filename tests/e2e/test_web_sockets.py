# SPDX-License-Identifier: Apache-2.0
"""WebSockets as independent clients see them (python3-websockets and python3-wsproto), over ws and wss, with and without deflate."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl

import pytest
import websockets
import wsproto
import wsproto.events
from running import ALONE, Running, sample
from secured import client as trusting
from secured import make_certificate, reference_with_tls
from wsproto.extensions import PerMessageDeflate

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def plain():
    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1") as running:
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    certificate, key = make_certificate(tmp_path_factory.mktemp("certificates"), "sockets")
    with reference_with_tls(certificate, key) as running:
        yield running
        assert running.stop() == 0


@pytest.fixture(params=["ws", "wss"])
def place(request, plain, secure):
    """Host, port and, for wss, a context."""
    service, context = (plain, None) if request.param == "ws" else (secure, trusting())
    return request.param, service.ports[0], context


def noise(size: int) -> bytes:
    return b"".join(hashlib.sha256(str(index).encode()).digest() for index in range(size // 32 + 1))[:size]


def converse(place, talk, compression=None, **options):
    """Runs `talk(socket)` on a socket of python3-websockets."""
    scheme, port, context = place

    async def run():
        url = f"{scheme}://127.0.0.1:{port}/ws/echo"
        async with websockets.connect(url, ssl=context, compression=compression, max_size=20 * MIB, **options) as ours:
            return await asyncio.wait_for(talk(ours), 60)

    return asyncio.run(run())


MESSAGES = ["", "hello", "Grüße, 世界 😀", b"", b"\x00\xff" * 50, "x" * 125, "x" * 126, "y" * 65535, b"z" * 65536, "größer " * 50_000]


@pytest.mark.parametrize("compression", [None, "deflate"])
def test_messages_come_back_as_they_were(place, compression):
    async def talk(ours):
        assert bool(ours.extensions) == (compression == "deflate")
        for message in MESSAGES:
            await ours.send(message)
            assert await ours.recv() == message

    converse(place, talk, compression)


@pytest.mark.parametrize("compression", [None, "deflate"])
def test_a_message_of_16_mib_comes_back(place, compression):
    message = noise(16 * MIB)

    async def talk(ours):
        await ours.send(message)
        assert await ours.recv() == message

    converse(place, talk, compression)


@pytest.mark.parametrize("compression", [None, "deflate"])
def test_fragments_with_pings_between_them_are_one_message(place, compression):
    async def talk(ours):
        async def pieces():
            for piece in ("one ", "two ", "three"):
                yield piece
                await asyncio.wait_for(await ours.ping(piece), 10)

        await ours.send(pieces())
        assert await ours.recv() == "one two three"

    converse(place, talk, compression)


def test_many_messages_at_once_keep_their_order(place):
    async def talk(ours):
        sent = [f"message {index}" for index in range(500)]
        for message in sent:
            await ours.send(message)
        assert [await ours.recv() for _ in sent] == sent

    converse(place, talk)


def test_a_close_is_answered_with_its_code(place):
    async def talk(ours):
        await ours.close(4001, "done")
        assert ours.close_code == 4001

    converse(place, talk)


def test_a_hundred_clients_do_not_mix(place):
    scheme, port, context = place

    async def one(index):
        async with websockets.connect(f"{scheme}://127.0.0.1:{port}/ws/echo", ssl=context, compression=None) as ours:
            for turn in range(5):
                await ours.send(f"{index}.{turn}")
                assert await ours.recv() == f"{index}.{turn}"

    async def run():
        await asyncio.gather(*(one(index) for index in range(100)))

    asyncio.run(run())


def test_a_page_of_another_origin_is_refused(place):
    with pytest.raises(websockets.exceptions.InvalidStatusCode) as refused:
        converse(place, None, origin="https://evil.example")
    assert refused.value.status_code == 403


class Wsproto:
    """A socket of python3-wsproto."""

    def __init__(self, place, extensions=()):
        _, port, context = place
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        self.protocol = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
        self.found = []
        self.send(wsproto.events.Request(host="localhost", target="/ws/echo", extensions=list(extensions)))
        self.accepted = self.next()
        assert isinstance(self.accepted, wsproto.events.AcceptConnection)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *events):
        self.socket.sendall(b"".join(self.protocol.send(event) for event in events))

    def next(self):
        while not self.found:
            received = self.socket.recv(65536)
            self.protocol.receive_data(received or None)
            self.found += list(self.protocol.events())
        return self.found.pop(0)

    def message(self):
        parts = [self.next()]
        while not parts[-1].message_finished:
            parts.append(self.next())
        return type(parts[0].data)().join(part.data for part in parts)


@pytest.mark.parametrize("deflate", [False, True])
def test_wsproto_speaks_with_it(place, deflate):
    with Wsproto(place, [PerMessageDeflate()] if deflate else []) as ours:
        assert bool(ours.accepted.extensions) == deflate
        for message in ("hello", "größer " * 20_000, ""):
            ours.send(wsproto.events.TextMessage(data=message))
            assert ours.message() == message
        ours.send(wsproto.events.BytesMessage(data=bytearray(noise(100_000))))
        assert ours.message() == noise(100_000)


@pytest.mark.parametrize("deflate", [False, True])
def test_wsproto_fragments_and_pings(place, deflate):
    with Wsproto(place, [PerMessageDeflate()] if deflate else []) as ours:
        ours.send(wsproto.events.TextMessage(data="hel", message_finished=False), wsproto.events.Ping(payload=b"p"))
        assert ours.next() == wsproto.events.Pong(payload=b"p")
        ours.send(wsproto.events.TextMessage(data="lo"))
        assert ours.message() == "hello"


def test_wsproto_closes(place):
    with Wsproto(place) as ours:
        ours.send(wsproto.events.CloseConnection(code=1000, reason="bye"))
        closed = ours.next()
        assert isinstance(closed, wsproto.events.CloseConnection) and closed.code == 1000
        try:
            assert ours.socket.recv(1) == b""
        except ssl.SSLError as error:
            pytest.fail(f"the connection ended without a word: {error}")


def test_a_service_that_stops_says_1001(tmp_path):
    async def talk(port, stop):
        async with websockets.connect(f"ws://127.0.0.1:{port}/ws/echo") as ours:
            await ours.send("here")
            assert await ours.recv() == "here"
            stop()
            with pytest.raises(websockets.exceptions.ConnectionClosed):
                await asyncio.wait_for(ours.recv(), 30)
            return ours.close_code

    with Running(sample("reference"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1") as service:
        assert asyncio.run(talk(service.ports[0], service.process.terminate)) == 1001
        assert service.process.wait(30) == 0
