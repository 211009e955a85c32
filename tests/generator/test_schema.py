# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema and the reference page are made from the grammar, and what is committed is what it makes now."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

import saki
from saki._grammar.guards import LIMITS_SECTION, SECURITY_HEADERS_SECTION
from saki._grammar.hosts import ACCESS_LOG, HOST, HOST_KEYS, MOUNT, REWRITE
from saki._grammar.server import COMPRESSION, HSTS, LIMITS, SERVER, TIMEOUTS, TLS
from saki._grammar.shapes import Key, Line, Many, Whole, Word
from saki._reference import make_reference
from saki._schema import make_schema, schema_text
from saki._units import parse_size

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(saki.__file__).parent


def test_the_schema_is_a_draft_7_schema() -> None:
    jsonschema.Draft7Validator.check_schema(make_schema())


def test_the_committed_schema_is_current() -> None:
    committed = (PACKAGE / "service.schema.json").read_text()
    assert committed == schema_text(), "run: ./saki schema > generator/saki/service.schema.json"


def test_the_committed_reference_is_current() -> None:
    committed = (ROOT / "docs/manifest.md").read_text()
    assert committed == make_reference(), "run: ./saki schema --markdown > docs/manifest.md"


def test_every_key_of_the_schema_says_what_it_means() -> None:
    schema = make_schema()
    for definition in [schema, *schema["definitions"].values()]:
        for name, key in definition.get("properties", {}).items():
            assert key.get("description"), name


def declared_limits() -> list[tuple[str, int, int]]:
    """Name and bounds of each limit as the stack's own table has them."""
    source = (ROOT / "stack/src/http/limits.cpp").read_text()
    rows = re.findall(r'LimitSetting\{\s*"([a-z_]+)", &Limits::[a-z_]+, \w+, ([^,]+), ([^,]+),', source)
    names = {"kKiB": 1 << 10, "kMiB": 1 << 20, "kTiB": 1 << 40}

    def value(text: str) -> int:
        factors = [names.get(word) or int(word.replace("'", "")) for word in text.split(" * ")]
        return factors[0] * factors[1] if len(factors) == 2 else factors[0]

    return [(name, value(low), value(high)) for name, low, high in rows]


def test_the_server_limits_are_those_the_stack_reads() -> None:
    described = []
    for key in LIMITS.keys:
        if isinstance(key.shape, Line):
            described.append((key.name, parse_size(key.shape.low), parse_size(key.shape.high)))
        else:
            assert isinstance(key.shape, Whole)
            described.append((key.name, key.shape.low, key.shape.high))
    assert described == declared_limits()


def test_the_server_timeouts_are_those_the_stack_reads() -> None:
    source = (ROOT / "stack/src/http/limits.cpp").read_text()
    rows = re.findall(r'TimeoutSetting\{\s*"([a-z_]+)", &Timeouts::[a-z_]+, (\w+), (\w+),', source)
    assert [(key.name, "kNone", "kDay") for key in TIMEOUTS.keys] == rows
    assert all(isinstance(key.shape, Line) and (key.shape.low, key.shape.high) == ("0s", "1d") for key in TIMEOUTS.keys)


def declared_accepting() -> list[tuple[str, str]]:
    """Name and bounds, or words, of each setting of how connections come in."""
    source = (ROOT / "stack/src/server/server_settings.cpp").read_text()
    body = source.split("void declare_accept_settings", 1)[1].split("\n}\n", 1)[0]
    numbers = re.findall(r'number_setting\("server\.(\w+)", [^,]+, (\d+), ([\d\']+)', body)
    words = re.findall(r'word_setting\("server\.(\w+)", \{([^}]+)\}', body)
    flags = re.findall(r'flag_setting\("server\.(\w+)"', body)
    times = re.findall(r'time_setting\("server\.(\w+)", [\w.]+, std::chrono::seconds\((\d)\), std::chrono::hours\((\d+)\)', body)
    return sorted(
        [(name, f"{low}..{high}".replace("'", "")) for name, low, high in numbers]
        + [(name, listed.replace('"', "").replace(",", "")) for name, listed in words]
        + [(name, "flag") for name in flags]
        + [(name, f"{low}s..{high}h") for name, low, high in times]
    )


def test_how_connections_come_in_is_what_the_stack_reads() -> None:
    def bounds(shape: object) -> str:
        match shape:
            case Whole(low, high):
                return f"{low}..{high}"
            case Word(choices):
                return " ".join(choices)
            case Line(_, low, high):
                return f"{low}..{high.replace('1d', '24h')}"
        return "flag"

    described = sorted((key.name, bounds(key.shape)) for key in SERVER.keys if key.name in dict(declared_accepting()))
    assert described == declared_accepting()
    assert len(described) == 9


def declared_compression() -> list[tuple[str, str, str, list[str], str]]:
    """Name, bounds, words and description of each setting as the SDK declares it."""
    source = (ROOT / "sdk/src/coding/compression_settings.cpp").read_text()
    rows = []
    for row in re.findall(r"schema\.add\(\{(.*?)\}\);", source, re.DOTALL):
        member = dict(re.findall(r'\.(\w+) = "([^"]*)"', row))
        words = re.findall(r'"(\w+)"', row.partition(".words = {")[2].partition("}")[0])
        rows.append((member["path"].removeprefix("server.compression."), member.get("minimum", ""), member.get("maximum", ""), words, member["description"]))
    return rows


def test_the_compression_settings_are_those_the_sdk_reads() -> None:
    described = []
    for key in COMPRESSION.keys:
        low, high, words = "", "", []
        if isinstance(key.shape, Whole):
            low, high = str(key.shape.low), str(key.shape.high)
        elif isinstance(key.shape, Line):
            low, high = key.shape.low.removeprefix("0"), key.shape.high
        elif isinstance(key.shape, Many):
            assert isinstance(key.shape.item, Word)
            words = list(key.shape.item.choices)
        described.append((key.name, low, high, words, key.meaning))
    assert described == declared_compression()


def declared_host_settings() -> dict[str, dict[str, tuple[str, list[str]]]]:
    """Description and words of each setting as the SDK declares it, by the section it is added to."""
    source = (ROOT / "sdk/src/host/host_settings.cpp").read_text()
    found: dict[str, dict[str, tuple[str, list[str]]]] = {}
    plain = r'(\w+)(?:->|\.)add\(\s*\{\.path = (?:within \+ )?"([a-z_.]+)"(.*?)\.description =\s+"([^"]*)"\}\)'
    for owner, name, middle, text in re.findall(plain, source, re.DOTALL):
        words = re.findall(r'"([\w-]+)"', middle.partition(".words = {")[2].partition("}")[0])
        found.setdefault(owner, {})[name] = (text, words)
    for owner, name, text in re.findall(r'(\w+)\.add\(sections\((?:within \+ )?"([a-z_.]+)", \w+\(\), "([^"]*)"\)\)', source):
        found.setdefault(owner, {})[name] = (text, [])
    return found


def declared_access_log() -> dict[str, str]:
    source = (ROOT / "stack/src/server/access_log_settings.cpp").read_text()
    return dict(re.findall(r'setting\.path = within \+ "(\w+)";.*?setting\.description = "([^"]*)";', source, re.DOTALL))


def described(keys: tuple[Key, ...]) -> dict[str, tuple[str, list[str]]]:
    return {key.name: (key.meaning, list(key.shape.choices) if isinstance(key.shape, Word) else []) for key in keys}


def test_the_settings_of_hosts_are_those_the_sdk_reads() -> None:
    declared = declared_host_settings()
    rules = {name.removeprefix("server."): value for name, value in declared["schema"].items()}
    assert described(MOUNT.keys) == declared["mount"]
    assert described(REWRITE.keys) == declared["rule"]
    assert {key.name: key.meaning for key in ACCESS_LOG.keys} == declared_access_log()
    assert described(HOST_KEYS) == rules
    own = declared["host"] | {
        "access_log": ("A line for each of its requests, in place of the server's log.", []),
        "tls": ("Its own certificates, and whom it asks for theirs, in place of the server's.", []),
    }
    assert described(HOST.keys) == own | {name: rules[name] for name in ("mounts", "error_pages", "rewrites", "trailing_slash")}


def added_settings(path: str) -> dict[str, tuple[str, list[str]]]:
    """Description and words of each setting that a C++ file adds, by the last part of its path."""
    found = {}
    for statement in re.findall(r"schema\.add\((.*?)\);\n", (ROOT / path).read_text(), re.DOTALL):
        name = re.search(r'"([a-z0-9_.]+)"', statement)
        assert name is not None
        words = re.findall(r'"(\w+)"', statement.partition("), {")[2].partition("}")[0])
        text = re.search(r'((?:"[^"]*"\s*)+)[)}]*$', statement)
        assert text is not None
        found[name[1].rpartition(".")[2]] = ("".join(re.findall(r'"([^"]*)"', text[1])), words)
    return found


def test_the_settings_of_tls_are_those_the_stack_reads() -> None:
    declared = added_settings("stack/src/server/tls_settings.cpp")
    assert sorted(declared) == sorted(key.name for key in TLS.keys)
    for key in TLS.keys:
        text, words = declared[key.name]
        assert text == key.meaning
        assert words == (list(key.shape.choices) if isinstance(key.shape, Word) else []), key.name


def test_the_settings_of_https_are_those_the_sdk_reads() -> None:
    hsts = added_settings("sdk/src/service/transport_security.cpp")
    assert {name: text for name, (text, _) in hsts.items()} == {key.name: key.meaning for key in HSTS.keys}
    redirect = added_settings("sdk/src/service/https_redirect.cpp")
    assert {name: text for name, (text, _) in redirect.items()} == {key.name: key.meaning for key in SERVER.keys if key.name in redirect}
    assert sorted(redirect) == ["https_port", "redirect_https"]


def test_the_settings_of_limits_are_those_the_sdk_reads() -> None:
    declared = added_settings("sdk/src/limit/limit_settings.cpp")
    assert {name: text for name, (text, _) in declared.items()} == {key.name: key.meaning for key in LIMITS_SECTION.keys}


def test_the_security_headers_are_those_the_sdk_reads() -> None:
    source = (ROOT / "sdk/src/browser/security_headers.cpp").read_text()
    rows = re.findall(r'FieldSetting\{\s*"security_headers\.(\w+)",\s*"([\w-]+)",\s*"[^"]*",\s*"([^"]*)"', source)
    told = {name: f"{text} Empty: no {field}." for name, field, text in rows}
    keys = {key.name: key.meaning for key in SECURITY_HEADERS_SECTION.keys}
    assert len(told) == 6
    assert told | {"nosniff": keys["nosniff"]} == keys
    assert keys["nosniff"] in source


def test_the_schema_is_valid_json() -> None:
    assert json.loads(schema_text())["$schema"].startswith("http://json-schema.org/draft-07")
