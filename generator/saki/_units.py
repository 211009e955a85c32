# SPDX-License-Identifier: Apache-2.0
"""Texts that stand for an amount: durations, sizes, rates. The C++ run time reads the same forms."""

from __future__ import annotations

import re

from ._fault import Fault
from ._suggest import nearest

MICROSECONDS = {"d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000, "us": 1}
BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
MAX_INT64 = (1 << 63) - 1
PIECE = re.compile(r"([0-9]+)([A-Za-zµ]*)", re.ASCII)
DURATION_HINT = "a duration reads 30s, 1h30m, 250ms: units d h m s ms us, the largest first"
SIZE_HINT = "a size reads 512, 64KiB, 16MiB: units B KiB MiB GiB TiB"
RATE_HINT = "a rate reads 100/s, 10/m: units s m h d"


def parse_duration(text: str) -> int:
    """Returns whole microseconds; raises Fault."""
    total = 0
    units = list(MICROSECONDS)
    at = 0
    while at < len(text) or not text:
        piece = PIECE.match(text, at)
        if piece is None or any(character.isspace() for character in text):
            raise Fault("bad-duration", f"'{text}' is no duration", offset=at, length=len(text) - at, hint=DURATION_HINT)
        amount, unit = piece.groups()
        if unit not in units:
            raise unit_fault(text, piece)
        units = units[units.index(unit) + 1 :]
        total += int(amount[:30]) * MICROSECONDS[unit]
        at = piece.end()
    if total > MAX_INT64:
        raise Fault("bad-duration", f"'{text}' is too long a time", hint="the longest duration is about 292,000 years")
    return total


def unit_fault(text: str, piece: re.Match[str]) -> Fault:
    """Why the unit of one piece of a duration does not fit there."""
    unit = piece.group(2)
    where = {"offset": piece.start(2) if unit else piece.start(1), "length": len(unit) or len(piece.group(1))}
    if not unit:
        return Fault(
            "bad-duration", f"the unit of '{piece.group(1)}' is missing", hint=f"write {piece.group(1)}s or {piece.group(1)}ms", **where
        )
    if unit in MICROSECONDS:
        return Fault("bad-duration", f"the unit '{unit}' stands out of order or twice", hint=DURATION_HINT, **where)
    words = {"min": "m", "mins": "m", "sec": "s", "secs": "s", "hour": "h", "hours": "h", "day": "d", "days": "d", "µs": "us"}
    meant = words.get(unit.lower()) or nearest(unit, MICROSECONDS)
    suffix = f"; did you mean '{meant}'?" if meant else ""
    return Fault("bad-duration", f"unknown unit '{unit}'{suffix}", hint=DURATION_HINT, **where)


def parse_size(text: str) -> int:
    """Returns bytes; raises Fault."""
    piece = PIECE.fullmatch(text)
    if piece is None:
        raise Fault("bad-size", f"'{text}' is no size", hint=SIZE_HINT)
    amount, unit = piece.groups()
    if unit and unit not in BYTES:
        meant = next((known for known in ("KiB", "MiB", "GiB", "TiB", "B") if known[0].casefold() == unit[0].casefold()), None)
        suffix = f"; did you mean '{meant}'?" if meant else ""
        raise Fault("bad-size", f"unknown unit '{unit}'{suffix}", offset=len(amount), length=len(unit), hint=SIZE_HINT)
    total = int(amount[:30]) * BYTES[unit or "B"]
    if total > MAX_INT64:
        raise Fault("bad-size", f"'{text}' is more than a file can hold", hint=SIZE_HINT)
    return total


def parse_rate(text: str) -> tuple[int, int]:
    """Returns a count and the microseconds it is for; raises Fault."""
    match = re.fullmatch(r"([0-9]{1,9})/(.+)", text, re.ASCII)
    if match is None:
        raise Fault("bad-rate", f"'{text}' is no rate", hint=RATE_HINT)
    count, unit = int(match.group(1)), match.group(2)
    if unit not in ("s", "m", "h", "d"):
        raise Fault("bad-rate", f"unknown unit '{unit}'", offset=match.start(2), length=len(unit), hint=RATE_HINT)
    if not 1 <= count <= 1_000_000:
        raise Fault("bad-rate", f"a rate of {count} is out of range 1 to 1000000", length=len(match.group(1)))
    return count, MICROSECONDS[unit]


def tell_duration(microseconds: int) -> str:
    """Spells microseconds as a duration."""
    parts = []
    for unit, size in MICROSECONDS.items():
        amount, microseconds = divmod(microseconds, size)
        if amount:
            parts.append(f"{amount}{unit}")
    return "".join(parts) or "0s"


def tell_size(count: int) -> str:
    """Spells bytes with the largest unit that divides them."""
    for unit in ("TiB", "GiB", "MiB", "KiB"):
        if count and count % BYTES[unit] == 0:
            return f"{count // BYTES[unit]}{unit}"
    return str(count)
