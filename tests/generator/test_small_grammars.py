# SPDX-License-Identifier: Apache-2.0
"""The texts with a grammar of their own: durations, sizes, rates, cron expressions, patterns, values, names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from saki._cpp_names import pascal, snake
from saki._fault import Fault
from saki._grammar.cron import next_runs, parse_cron
from saki._grammar.formats import parse_listen
from saki._grammar.networks import parse_network
from saki._grammar.pattern import count_states, matches, parse_pattern
from saki._grammar.text_values import read_value
from saki._suggest import nearest
from saki._types import Scalar
from saki._units import parse_duration, parse_rate, parse_size, tell_duration, tell_size

HOUR = 3_600_000_000


def refused(read: Callable[[str], Any], text: str) -> str:
    with pytest.raises(Fault) as caught:
        read(text)
    fault = caught.value
    return text[fault.offset : fault.offset + fault.length] if fault.length else text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1h", HOUR), ("1h30m", HOUR * 3 // 2), ("250ms", 250_000), ("1us", 1), ("0s", 0), ("1d2h3m4s5ms6us", 93_784_005_006)],
)
def test_durations_are_read_to_the_microsecond(text: str, value: int) -> None:
    assert parse_duration(text) == value
    assert parse_duration(tell_duration(value)) == value


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("30", "30"),
        ("5min", "min"),
        ("1m1h", "h"),
        ("1h1h", "h"),
        ("-1s", "-1s"),
        ("1.5s", "1"),
        ("5 s", "5 s"),
        ("", ""),
        ("9999999999d", "9999999999d"),
    ],
)
def test_a_bad_duration_blames_the_very_part(text: str, blamed: str) -> None:
    assert refused(parse_duration, text) == blamed


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("512", 512), ("64KiB", 65536), ("2TiB", 2 << 40), ("1GiB", 1 << 30)])
def test_sizes_are_read_in_bytes(text: str, value: int) -> None:
    assert parse_size(text) == value
    assert parse_size(tell_size(value)) == value


@pytest.mark.parametrize("text", ["", "5mb", "5MB", "-1", "1.5MiB", "MiB", "5 MiB", "99999999999999999999"])
def test_bad_sizes_are_refused(text: str) -> None:
    refused(parse_size, text)


def test_rates_are_counts_over_time() -> None:
    assert parse_rate("100/s") == (100, 1_000_000)
    for text in ("0/s", "5", "5/", "5/x", "/s", "1000001/s"):
        refused(parse_rate, text)


# ---------------------------------------------------------------- cron


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*/15 * * * *", ["2026-11-20 12:15", "2026-11-20 12:30", "2026-11-20 12:45"]),
        ("30 3 * * mon-fri", ["2026-11-23 03:30", "2026-11-24 03:30", "2026-11-25 03:30"]),
        ("0 0 1 jan,jul *", ["2027-01-01 00:00", "2027-07-01 00:00", "2028-01-01 00:00"]),
        ("0 0 29 2 *", ["2028-02-29 00:00", "2032-02-29 00:00", "2036-02-29 00:00"]),
        ("0 0 13 * 5", ["2026-11-27 00:00", "2026-12-04 00:00", "2026-12-11 00:00"]),
        ("0 0 * * 7", ["2026-11-22 00:00", "2026-11-29 00:00", "2026-12-06 00:00"]),
        ("59 23 31 12 *", ["2026-12-31 23:59", "2027-12-31 23:59", "2028-12-31 23:59"]),
    ],
)
def test_the_next_three_runs_of_a_cron_expression(text: str, runs: list[str]) -> None:
    now = datetime(2026, 11, 20, 12, 0, 30)
    assert [run.strftime("%Y-%m-%d %H:%M") for run in next_runs(parse_cron(text), now, 3)] == runs


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("61 * * * *", "61"),
        ("* 24 * * *", "24"),
        ("* * 0 * *", "0"),
        ("* * * jann *", "jann"),
        ("* * * * 8", "8"),
        ("5-1 * * * *", "5-1"),
        ("*/0 * * * *", "0"),
        ("1,,2 * * * *", ","),
        ("0 0 30 2 *", "0 0 30 2 *"),
        ("* * *", "* * *"),
        ("@daily", "@daily"),
    ],
)
def test_a_bad_cron_expression_blames_the_very_part(text: str, blamed: str) -> None:
    assert refused(parse_cron, text) == blamed


# ---------------------------------------------------------------- patterns


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("(a", "("), ("a)", ")"), ("[a", "["), ("[]", "[]"), ("[^]", "[^"), ("[z-a]", "z-a"), ("[a-\\d]", "a-\\d"), ("[a-b-c]", "-"), ("*a", "*"), ("a**", "*"), ("a+?", "?"),
        ("^*", "*"), ("a{2,1}", "{2,1}"), ("a{1001}", "{1001}"), ("a{x}", "{"), ("\\1", "\\1"), ("\\b", "\\b"), ("\\p{L}", "\\p"), ("\\", "\\"), ("(?=a)", "?="), ("(?<n>a)", "?<"),
        ("\\ud800", "\\ud800"), ("\\u12", "\\u12"), ("}", "}"), ("", ""), ("(a{100}){100}", "(a{100}){100}"), ("(" * 40 + ")" * 40, "("),
    ],
)  # fmt: skip
def test_a_bad_pattern_blames_the_very_part(text: str, blamed: str) -> None:
    assert refused(parse_pattern, text) == blamed


@pytest.mark.parametrize(
    ("text", "states"),
    [("a", 1), ("ab|c", 4), ("a?", 2), ("a*", 2), ("a{3}", 3), ("a{2,}", 3), ("a{0,}", 2), ("a{2,4}", 6), ("(?:ab){2}", 4), ("^a$", 3)],
)
def test_states_are_counted_as_the_run_time_counts_them(text: str, states: int) -> None:
    assert count_states(parse_pattern(text)) == states


def test_matching_agrees_with_an_independent_engine() -> None:
    dice = random.Random(7)
    atoms = ("a", "b", "[ab]", "[^a]", ".", "\\d", "\\w", "(a|b)", "(?:ab)", "(a|)")
    for _ in range(3000):
        text = "".join(dice.choice(atoms) + dice.choice(("", "", "?", "*", "+", "{2}", "{1,2}", "{0,}")) for _ in range(dice.randint(1, 4)))
        text = dice.choice(("", "^")) + text + dice.choice(("", "$"))
        word = "".join(dice.choice("ab1 \n") for _ in range(dice.randint(0, 7)))
        independent = re.compile(text.replace("$", "\\Z"), re.ASCII)
        assert matches(parse_pattern(text), word) == bool(independent.search(word)), (text, word)


def test_matching_takes_linear_time_whatever_the_pattern() -> None:
    assert not matches(parse_pattern("^(((a*)*)*)*b$"), "a" * 2000)


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("scalar", "text", "value"),
    [
        (Scalar.INT64, "-9223372036854775808", -(2**63)),
        (Scalar.DOUBLE, "-1e3", -1000.0),
        (Scalar.DATE, "2024-02-29", (2024, 2, 29)),
        (Scalar.DATE, "0000-02-29", (0, 2, 29)),
        (Scalar.TIMESTAMP, "1970-01-01T00:00:00Z", 0),
        (Scalar.TIMESTAMP, "1970-01-01t01:00:00.1234567+01:00", 123_456),
        (Scalar.TIMESTAMP, "1969-12-31T23:30:00-00:30", 0),
        (Scalar.UUID, "123E4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"),
        (Scalar.BYTES, "YWI=", b"ab"),
        (Scalar.JSON, '{"a": [1]}', '{"a": [1]}'),
    ],
)
def test_values_are_read_as_the_run_time_reads_them(scalar: Scalar, text: str, value: Any) -> None:
    assert read_value(scalar, text) == value


@pytest.mark.parametrize(
    ("scalar", "text"),
    [
        (Scalar.INT32, "2147483648"), (Scalar.INT32, "01"), (Scalar.INT32, "+1"), (Scalar.UINT32, "-1"), (Scalar.INT64, "1" * 5000), (Scalar.DOUBLE, "1e999"), (Scalar.DOUBLE, ".5"),
        (Scalar.BOOL, "yes"), (Scalar.DATE, "2026-02-29"), (Scalar.DATE, "26-01-01"), (Scalar.TIMESTAMP, "2026-01-01 00:00:00Z"), (Scalar.TIMESTAMP, "2026-01-01T25:00:00Z"),
        (Scalar.TIMESTAMP, "2026-01-01T00:00:00"), (Scalar.UUID, "123"), (Scalar.BYTES, "YWI"), (Scalar.BYTES, "YWJ="), (Scalar.EMAIL, "a@"), (Scalar.URI, "/x"), (Scalar.PATH, ""),
        (Scalar.JSON, "NaN"), (Scalar.JSON, "{"),
    ],
)  # fmt: skip
def test_bad_values_are_refused(scalar: Scalar, text: str) -> None:
    with pytest.raises(ValueError):
        read_value(scalar, text)


@pytest.mark.parametrize("text", ["127.0.0.1:8080", "[::1]:0", "*:80", "unix:/run/x.sock", "tls://0.0.0.0:443"])
def test_addresses_to_listen_on(text: str) -> None:
    assert parse_listen(text) == text


@pytest.mark.parametrize(
    "text", ["localhost", "localhost:80", ":80", "1.2.3.4:65536", "1.2.3:80", "[::1:80", "[::x]:80", "unix:x", "a b:80", "host:"]
)
def test_bad_addresses_are_refused(text: str) -> None:
    refused(parse_listen, text)


@pytest.mark.parametrize(
    "text",
    ["10.0.0.0/8", "0.0.0.0/0", "127.0.0.1", "127.0.0.1/32", "2001:db8::/32", "::1", "::/0", "::ffff:10.0.0.0/104", "unix:"],
)
def test_networks(text: str) -> None:
    assert parse_network(text) == text


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("", ""),
        ("proxy.example", "proxy.example"),
        ("10.0.0/8", "10.0.0/8"),
        ("010.0.0.0/8", "010.0.0.0/8"),
        ("[::1]", "[::1]"),
        ("::1%lo", "::1%lo"),
        ("unix:/run/a.sock", "unix:/run/a.sock"),
        ("10.0.0.0/33", "33"),
        ("::/129", "129"),
        ("10.0.0.0/08", "08"),
        ("10.0.0.0/+8", "+8"),
        ("10.1.2.3/8", "10.1.2.3"),
        ("2001:db8::1/127", "2001:db8::1"),
    ],
)
def test_bad_networks_are_refused(text: str, blamed: str) -> None:
    assert refused(parse_network, text) == blamed


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "in_snake", "in_pascal"),
    [
        ("createdAt", "created_at", "CreatedAt"),
        ("X-Request-Id", "x_request_id", "XRequestId"),
        ("HTTPServer", "http_server", "HttpServer"),
        ("IN_PROGRESS", "in_progress", "InProgress"),
        ("in-progress", "in_progress", "InProgress"),
        ("note", "note", "Note"),
        ("v2beta", "v2beta", "V2Beta"),
    ],
)
def test_names_become_cpp_identifiers(name: str, in_snake: str, in_pascal: str) -> None:
    assert (snake(name), pascal(name)) == (in_snake, in_pascal)


def test_suggestions_are_near_words_only() -> None:
    known = ("string", "optional", "timeout")
    assert nearest("strng", known) == "string"
    assert nearest("stirng", known) == "string"
    assert nearest("opt", known) == "optional"
    assert nearest("TIMEOUT", known) == "timeout"
    assert nearest("banana", known) is None
