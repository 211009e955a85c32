# SPDX-License-Identifier: Apache-2.0
"""Mutated ClientHellos and records, from a seed: the service survives all of them, and holds afterwards what it held before.

10,000 of them here. The long run, and the same with a service in which every leak is a failure, and that keeps little of what was freed:

    SAKI_TLS_MUTANTS=100000 python3 -m pytest tests/e2e/test_tls_fuzz.py
    ASAN_OPTIONS=quarantine_size_mb=1 SAKI_BUILD_DIR=build/asan SAKI_TLS_MUTANTS=100000 python3 -m pytest tests/e2e/test_tls_fuzz.py
"""

from __future__ import annotations

import os
import random
import selectors
import socket
import ssl
import time
from contextlib import suppress

import pytest
from running import request
from secured import answers, client, make_certificate, reference_with_tls
from tls_mutants import hellos, mutate
from vitals import descriptors, eventually, resident_kib

MUTANTS = int(os.environ.get("SAKI_TLS_MUTANTS", "10000"))
RECORDS = MUTANTS // 10  # Of them are records behind a handshake, which cost the client more.
AT_ONCE = 64
PATIENCE_SECONDS = 10
GROWTH_KIB = 4096  # As many connections at once as the test makes may leave so much in the allocator, however many follow them.


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    with reference_with_tls(*make_certificate(folder, "server")) as running:
        yield running


@pytest.fixture
def unshaken(service):
    """The service has served before; afterwards it serves, and holds no more than it did."""
    offer(service, 1000, seed=0)
    assert answers(service)
    held, resident = descriptors(service), resident_kib(service)
    yield
    assert answers(service)
    assert eventually(lambda: descriptors(service) <= held), "descriptors leak"
    assert resident_kib(service) <= resident + GROWTH_KIB, "memory leaks"


class Offer:
    """A connection that says its piece, says that this was all, and waits for the other end to be done with it."""

    def __init__(self, service, piece: bytes):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.connect_ex(("127.0.0.1", service.port))
        self.piece = piece
        self.began = time.monotonic()

    def go_on(self, events: int) -> bool:
        """True once it is over."""
        try:
            if self.piece and events & selectors.EVENT_WRITE:
                self.piece = self.piece[self.socket.send(self.piece) :]
                if not self.piece:
                    self.socket.shutdown(socket.SHUT_WR)
            return bool(events & selectors.EVENT_READ) and self.socket.recv(65536) == b""
        except BlockingIOError:
            return False
        except OSError:  # The other end has had enough.
            return True


def offer(service, count: int, seed: int) -> None:
    """So many mutated greetings, each on a connection of its own, that has to end soon."""
    chance, greetings = random.Random(seed), hellos()
    left = count
    with selectors.DefaultSelector() as selector:
        while left > 0 or selector.get_map():
            while left > 0 and len(selector.get_map()) < AT_ONCE:
                one = Offer(service, mutate(chance.choice(greetings), chance))
                selector.register(one.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, one)
                left -= 1
            for key, events in selector.select(PATIENCE_SECONDS):
                if key.data.go_on(events):
                    selector.unregister(key.fileobj)
                    key.data.socket.close()
                elif not key.data.piece:
                    selector.modify(key.fileobj, selectors.EVENT_READ, key.data)
            now = time.monotonic()
            assert all(now - key.data.began < PATIENCE_SECONDS for key in selector.get_map().values()), "a connection does not end"


def shake_hands(connection: socket.socket, context: ssl.SSLContext) -> tuple[ssl.SSLObject, ssl.MemoryBIO]:
    """The client's end of a connection, and what it wants to be sent next."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    end = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    while True:
        try:
            end.do_handshake()
            break
        except ssl.SSLWantReadError:
            connection.sendall(outgoing.read())
            incoming.write(connection.recv(65536))
    connection.sendall(outgoing.read())
    return end, outgoing


def test_mutated_greetings_break_nothing(service, unshaken):
    offer(service, MUTANTS - RECORDS, seed=1)


def test_mutated_records_break_nothing(service, unshaken):
    chance = random.Random(2)
    contexts = (client(), client(newest=ssl.TLSVersion.TLSv1_2))
    for number in range(RECORDS):
        with service.connect() as connection:
            end, outgoing = shake_hands(connection, contexts[number % 2])
            end.write(request("GET", "/hello"))
            with suppress(OSError):
                connection.sendall(mutate(outgoing.read(), chance))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    continue


def test_greetings_that_stop_in_the_middle_break_nothing(service, unshaken):
    for greeting in hellos():
        for length in range(0, len(greeting), 7):
            with service.connect() as connection:
                connection.sendall(greeting[:length])


def test_the_service_ends_in_order(service):
    assert answers(service)
    assert service.stop() == 0, service.errors[-4000:].decode(errors="replace")
