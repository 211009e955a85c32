# SPDX-License-Identifier: Apache-2.0
"""The text forms of values, as the run time reads them: one function for each built-in type, raising ValueError with the reason."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from .._fault import Fault
from .._types import Scalar, Value
from .._units import parse_duration

RANGES = {
    Scalar.INT32: (-(1 << 31), (1 << 31) - 1),
    Scalar.INT64: (-(1 << 63), (1 << 63) - 1),
    Scalar.UINT32: (0, (1 << 32) - 1),
    Scalar.UINT64: (0, (1 << 64) - 1),
}
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
DOUBLE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?([Zz]|[-+][0-9]{2}:[0-9]{2})", re.ASCII)
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
EMAIL = re.compile(
    r"([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+)@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*",
    re.ASCII,
)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def read_value(scalar: Scalar, text: str) -> Value:
    """Reads the text form of a value; raises ValueError with the reason."""
    if scalar in RANGES:
        return read_integer(scalar, text)
    readers: dict[Scalar, Callable[[str], Value]] = {
        Scalar.BOOL: read_bool,
        Scalar.DOUBLE: read_double,
        Scalar.BYTES: read_bytes,
        Scalar.TIMESTAMP: read_timestamp,
        Scalar.DATE: read_date,
        Scalar.DURATION: read_duration,
        Scalar.UUID: read_uuid,
        Scalar.EMAIL: read_email,
        Scalar.URI: read_uri,
        Scalar.PATH: read_path,
        Scalar.JSON: read_json,
    }
    reader = readers.get(scalar)
    return reader(text) if reader else text


def read_integer(scalar: Scalar, text: str) -> int:
    if not INTEGER.fullmatch(text) or text == "-0":
        raise ValueError("it is no whole number")
    if len(text) > 30:
        raise ValueError(f"it is out of range of {scalar.value}")
    low, high = RANGES[scalar]
    if not low <= int(text) <= high:
        raise ValueError(f"it is out of range of {scalar.value}, {low} to {high}")
    return int(text)


def read_bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("it is neither true nor false")
    return text == "true"


def read_double(text: str) -> float:
    if not DOUBLE.fullmatch(text):
        raise ValueError("it is no number")
    if not math.isfinite(float(text)):
        raise ValueError("it is out of range of double")
    return float(text)


def read_bytes(text: str) -> bytes:
    try:
        value = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise ValueError("it is no base64") from None
    if base64.b64encode(value).decode() != text:
        raise ValueError("it is no canonical base64")
    return value


def read_date(text: str) -> tuple[int, int, int]:
    match = DATE.fullmatch(text)
    if match is None:
        raise ValueError("a date reads YYYY-MM-DD")
    year, month, day = map(int, match.groups())
    try:
        date(year or 400, month, day)  # Python has no year 0; 400 has the same calendar
    except ValueError:
        raise ValueError("there is no such day") from None
    return year, month, day


def read_timestamp(text: str) -> int:
    match = TIMESTAMP.fullmatch(text)
    if match is None:
        raise ValueError("a timestamp reads 2026-11-20T12:00:00Z")
    year, month, day = read_date(match[1])
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    if year == 0 or hour > 23 or minute > 59 or second > 59:
        raise ValueError("there is no such time")
    offset = 0 if match[6] in "Zz" else int(match[6][:3]) * 60 + int(match[6][0] + match[6][4:])
    if abs(offset) > 24 * 60 - 1 or (match[6] not in "Zz" and int(match[6][4:]) > 59):
        raise ValueError("there is no such offset from UTC")
    moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    fraction = int(((match[5] or ".0")[1:7]).ljust(6, "0"))
    return (moment - EPOCH) // timedelta(microseconds=1) - offset * 60_000_000 + fraction


def read_duration(text: str) -> int:
    try:
        return parse_duration(text)
    except Fault as fault:
        raise ValueError(fault.text) from None


def read_uuid(text: str) -> str:
    if not UUID.fullmatch(text):
        raise ValueError("a UUID reads 8-4-4-4-12 hexadecimal digits")
    return text.lower()


def read_email(text: str) -> str:
    match = EMAIL.fullmatch(text)
    if match is None or len(text) > 254 or len(match[1]) > 64:
        raise ValueError("it is no address of a mailbox")
    return text


def read_uri(text: str) -> str:
    if not URI.fullmatch(text) or len(text) > 8000:
        raise ValueError("it is no URI with a scheme")
    return text


def read_path(text: str) -> str:
    if not 1 <= len(text.encode()) <= 4096 or re.search("[\x00-\x1f\x7f]", text):
        raise ValueError("it is no path")
    return text


def read_json(text: str) -> str:
    try:
        json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    return text


def refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON")
