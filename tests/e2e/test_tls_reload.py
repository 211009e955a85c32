# SPDX-License-Identifier: Apache-2.0
"""Certificates change under a service with many connections: none of them notices, and whoever comes next sees the new one."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import threading
from contextlib import ExitStack

import pytest
from secured import ask, client, connect, make_certificate, reference_with_tls
from vitals import descriptors, eventually, resident_kib

CONNECTIONS = 500
RELOADS = 100
GROWTH_KIB = 4096  # What certificates in turn may leave behind in all: pools and caches of the library.


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Several pairs that follow one another."""
    folder = tmp_path_factory.mktemp("certificates")
    return [make_certificate(folder, f"number-{number}") for number in range(4)]


@pytest.fixture
def place(tmp_path, certificates):
    """Where the service finds its pair."""
    pair = tmp_path / "server.pem", tmp_path / "server.key"
    install(certificates[0], pair)
    return pair


def install(source, target) -> None:
    """As programs that renew certificates do it: each file is replaced at once."""
    for old, new in zip(target, source, strict=True):
        fresh = old.with_suffix(".fresh")
        shutil.copy(new, fresh)
        os.rename(fresh, old)


def shown(service) -> bytes:
    with connect(service) as connection:
        return connection.getpeercert(binary_form=True)


def der(pair) -> bytes:
    return ssl.PEM_cert_to_DER_cert(pair[0].read_text())


def keep_asking(connections, stop, failures) -> None:
    while not stop.is_set():
        for connection in connections:
            try:
                if ask(connection).status != 200:
                    failures.append("another status")
            except OSError as error:
                failures.append(repr(error))
                return


@pytest.mark.parametrize("supervised", [False, True], ids=["alone", "supervised"])
def test_a_hundred_reloads_under_500_connections_drop_none(supervised, place, certificates):
    with reference_with_tls(*place, workers=2, supervised=supervised) as service, ExitStack() as open_ones:
        context = client()
        connections = [open_ones.enter_context(connect(service, context)) for _ in range(CONNECTIONS)]
        assert all(ask(connection).status == 200 for connection in connections)
        busy, stop, failures = connections[:10], threading.Event(), []
        asker = threading.Thread(target=keep_asking, args=(busy, stop, failures))
        asker.start()
        held = resident = 0
        for number in range(1, RELOADS + 1):
            pair = certificates[number % len(certificates)]
            install(pair, place)
            service.process.send_signal(signal.SIGHUP)
            assert eventually(lambda wanted=der(pair): shown(service) == wanted), f"reload {number} shows another certificate"
            if number == RELOADS // 5:
                held, resident = descriptors(service), resident_kib(service)
        stop.set()
        asker.join()
        assert failures == []
        assert all(ask(connection).body == b"Hello, World!" for connection in connections)
        assert descriptors(service) <= held and resident_kib(service) <= resident + GROWTH_KIB
