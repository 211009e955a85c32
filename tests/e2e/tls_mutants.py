# SPDX-License-Identifier: Apache-2.0
"""What TLS servers are sent by those who want to break them: greetings and records, each changed by chance, from a seed."""

from __future__ import annotations

import random
import ssl
from collections.abc import Callable

from secured import client

Mutation = Callable[[bytearray, random.Random], bytearray]
EXTREMES = (0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF)


def hello(context: ssl.SSLContext, host: str | None = "localhost") -> bytes:
    """The first flight of a client: one record with a ClientHello."""
    outgoing = ssl.MemoryBIO()
    end = context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=host)
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def hellos() -> list[bytes]:
    """Of clients of both versions, with and without ALPN and a host's name, that offer another curve than is liked most."""
    old, new = client(newest=ssl.TLSVersion.TLSv1_2), client(oldest=ssl.TLSVersion.TLSv1_3)
    protocols, curve = client(), client()
    protocols.set_alpn_protocols(["http/1.1", "h2", "x" * 255])
    curve.set_ecdh_curve("prime256v1")
    contexts = (old, new, protocols, curve, client())
    return [hello(context) for context in contexts] + [hello(client(), host=None), hello(client(), host="a" * 63 + "." + "b" * 63 + ".example")]


def flip_bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def set_extremes(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.choice(EXTREMES)
    return data


def set_length(data: bytearray, chance: random.Random) -> bytearray:
    """Two bytes that look like a length of what is there become another one."""
    place = chance.randrange(len(data) - 1)
    data[place : place + 2] = chance.choice((0, 1, 2, len(data), len(data) - place, 0x4000, 0x4001, 0x7FFF, 0xFFFF)).to_bytes(2, "big")
    return data


def cut_off(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def take_out(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data))
    del data[place : place + chance.randint(1, 32)]
    return data


def repeat(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data))
    piece = data[place : place + chance.randint(1, 64)]
    return data[:place] + piece * chance.randint(2, 40) + data[place:]


def put_in(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 64)) + data[place:]


def twice(data: bytearray, _: random.Random) -> bytearray:
    return data + data


def behind_others(data: bytearray, chance: random.Random) -> bytearray:
    """Records that have no business there come first: changes of cipher, alerts, content, empty ones."""
    record = bytes((chance.choice((20, 21, 22, 23, 24, 255)), 3, 3))
    content = chance.choice((b"", b"\x01", b"\x01\x00", b"\x02\x28", chance.randbytes(40)))
    return bytearray(record + len(content).to_bytes(2, "big") + content) * chance.randint(1, 40) + data


def in_pieces(data: bytearray, chance: random.Random) -> bytearray:
    """The content of the first record, in records of a few bytes."""
    size = chance.randint(1, 40)
    content = data[5:]
    pieces = (content[place : place + size] for place in range(0, len(content), size))
    return bytearray(b"".join(bytes(data[:3]) + len(piece).to_bytes(2, "big") + piece for piece in pieces))


MUTATIONS: tuple[Mutation, ...] = (flip_bits, set_extremes, set_length, cut_off, take_out, repeat, put_in, twice, behind_others, in_pieces)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to three changes; never nothing at all."""
    mutant = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        mutant = chance.choice(MUTATIONS)(mutant, chance) if len(mutant) > 6 else mutant
    return bytes(mutant) or b"\x16"
