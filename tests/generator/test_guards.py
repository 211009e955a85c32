# SPDX-License-Identifier: Apache-2.0
"""Limits, concurrency and the sites whose pages may call: what holds for which route, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

import saki
from saki._model import Manifest, Route
from saki._plan.guards import Guards
from saki._plan.openapi import describe_service

HEAD = "saki: 1\nservice: {name: guarded}\n"


def load(text: str, folder: Path) -> saki.LoadResult:
    path = folder / "service.yaml"
    path.write_text(HEAD + text + "\n")
    return saki.load(path)


def made(text: str, folder: Path) -> Manifest:
    result = load(text, folder)
    assert result.manifest is not None, [each.text for each in result.diagnostics]
    return result.manifest


def route(manifest: Manifest, label: str) -> Route:
    return next(each for each in manifest.routes if each.label == label)


LEVELS = """
limit: 1000/h
concurrency: 100
routes:
  GET /own: {handler: a, limit: 10/s, concurrency: 5}
  GET /plain: {handler: b}
  GET /free: {handler: c, limit: none, concurrency: none}
  STATIC /files: {directory: public}
  HEALTH /live: {tells: live}
  REDIRECT /old: {to: /own}
groups:
  inner:
    prefix: /inner
    limit: {name: tight, rate: 5/m}
    routes:
      GET /one: {handler: d}
      GET /two: {handler: e, limit: 1/s}
      WS /live: {handler: f}
      STATIC /files: {directory: public, limit: 50/s}
"""


@pytest.mark.parametrize(
    ("label", "limits", "places"),
    [
        ("GET /own", ["service", "GET /own"], ["service", "GET /own"]),
        ("GET /plain", ["service"], ["service"]),
        ("GET /free", [], []),
        ("STATIC /files", [], []),
        ("HEALTH /live", [], []),
        ("REDIRECT /old", [], []),
        ("GET /inner/one", ["service", "tight"], ["service"]),
        ("GET /inner/two", ["service", "tight", "GET /two"], ["service"]),
        ("WS /inner/live", ["service", "tight"], ["service"]),
        ("STATIC /inner/files", ["STATIC /files"], []),
    ],
)
def test_what_is_around_holds_beside_a_routes_own(label: str, limits: list[str], places: list[str], tmp_path: Path) -> None:
    found = route(made(LEVELS, tmp_path), label)
    assert [each.name for each in found.limits] == limits
    assert [each.name for each in found.concurrency] == places


def test_what_holds_for_several_routes_is_made_once(tmp_path: Path) -> None:
    guards = Guards(made(LEVELS, tmp_path))
    assert [each for each in guards.statements if '"service"' in each] == [
        'const auto limit_1 = limits.rate({.name = "service", .rate = saki::Rate(1000, std::chrono::seconds(3600))});',
        'const auto places_1 = limits.concurrency({.name = "service", .most = 100});',
    ]
    assert guards.statements[0] == "auto& limits = saki::Limits::of(service);"
    assert guards.packages == ("limits",)


def test_who_calls_is_found_out_between_the_limits_that_need_it_and_those_that_do_not(tmp_path: Path) -> None:
    text = "routes: {GET /a: {handler: a, limit: {rate: 1/s, by: identity}, concurrency: 2, cors: 'https://a.example'}}\nlimit: 5/s"
    manifest = made(text, tmp_path)
    guards = Guards(manifest)
    pushed = "options.middleware.push_back({});".format
    assert list(guards.before_identity(manifest.routes[0])) == [pushed("sites_1"), pushed("limit_1")]
    assert list(guards.behind_identity(manifest.routes[0])) == [pushed("limit_2"), pushed("places_1")]


SITES = """
cors: https://everywhere.example
routes:
  GET /plain: {handler: a}
  GET /own: {handler: b, cors: {origins: 'https://own.example', credentials: true}}
  GET /none: {handler: c, cors: none}
  STATIC /files: {directory: public}
  WS /live: {handler: d}
  HEALTH /live-too: {tells: live}
"""


def test_of_sites_the_innermost_level_decides(tmp_path: Path) -> None:
    manifest = made(SITES, tmp_path)
    found = {each.label: each.cors.origins if each.cors else None for each in manifest.routes}
    assert found == {
        "GET /plain": ("https://everywhere.example",),
        "GET /own": ("https://own.example",),
        "GET /none": None,
        "STATIC /files": ("https://everywhere.example",),
        "WS /live": None,
        "HEALTH /live-too": None,
    }


def test_the_packages_that_are_needed_come_by_themselves(tmp_path: Path) -> None:
    assert [each.name for each in made("routes: {GET /: {handler: a}}", tmp_path).built_in] == []
    assert [each.name for each in made("routes: {GET /: {handler: a, limit: 1/s}}", tmp_path).built_in] == ["limits"]
    assert [each.name for each in made("routes: {GET /: {handler: a, limit: {rate: 1/s, scope: shared}}}", tmp_path).built_in] == ["store", "limits"]
    text = "store:\nsecurity_headers:\nroutes: {GET /: {handler: a, concurrency: 1, cors: '*'}}"
    assert [each.name for each in made(text, tmp_path).built_in] == ["security_headers", "store", "cors", "limits"]
    assert [each.name for each in made("cors: '*'\nroutes: {GET /: {handler: a, cors: none}}", tmp_path).built_in] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("limit: 0/s", "bad-rate"),
        ("limit: nothing", "bad-rate"),
        ("limit: {burst: 5}", "missing-key"),
        ("limit: {rate: 1/d, burst: 1000}", "out-of-range"),
        ("limit: {rate: 1/s, by: session}", "bad-value"),
        ("limit: {rate: 1/s, by: {header: X-Key, cookie: sid}}", "conflicting-keys"),
        ("limit: {rate: 1/s, by: {}}", "conflicting-keys"),
        ("limit: {rate: 1/s, by: {path: tennant}}", "unknown-parameter"),
        ("limit: {rate: 1/s, scope: global}", "bad-value"),
        ("concurrency: 0", "out-of-range"),
        ("concurrency: many", "out-of-range"),
        ("concurrency: {max: 5, wait: 2h}", "out-of-range"),
        ("concurrency: {queue: 5}", "missing-key"),
        ("cors: example.org", "bad-origin"),
        ("cors: https://example.org/", "bad-origin"),
        ("cors: https://Example.org", "bad-origin"),
        ("cors: https://example.org:443", "bad-origin"),
        ("cors: https://*.org", "bad-origin"),
        ("cors: https://a.*.example.org", "bad-origin"),
        ("cors: 'null'", "bad-origin"),
        ("cors: {origins: '*', credentials: true}", "conflicting-keys"),
        ("limits: {ipv6_prefix: 16}", "out-of-range"),
        ("limits: {unreachable: panic}", "bad-value"),
        ("security_headers: {frames: DENY}", "unknown-key"),
    ],
)
def test_what_is_wrong_is_told_once(text: str, code: str, tmp_path: Path) -> None:
    result = load(f"{text}\nroutes: {{'GET /{{tenant}}': {{handler: a}}}}", tmp_path)
    assert [each.code for each in result.diagnostics] == [code]


def test_a_socket_has_origins_of_its_own(tmp_path: Path) -> None:
    result = load("routes: {WS /live: {handler: a, cors: 'https://a.example'}}", tmp_path)
    assert [each.code for each in result.diagnostics] == ["unknown-key"]


FORMS = """
session:
csrf: {whole}
types: {{Sign: {{name: string}}}}
routes:
  GET /read: {{handler: a}}
  POST /plain: {{handler: b, body: Sign}}
  POST /form: {{handler: c, body: form(Sign)}}
  POST /free: {{handler: d, body: form, csrf: false}}
groups:
  inner:
    csrf: true
    routes:
      GET /one: {{handler: e}}
      DELETE /one: {{handler: f}}
      POST /hook: {{handler: g, csrf: false}}
      SSE /live: {{handler: h}}
"""


@pytest.mark.parametrize(
    ("whole", "guarded"),
    [("true", {"POST /plain", "POST /form", "DELETE /one"}), ("false", {"DELETE /one"})],
)
def test_the_innermost_level_says_who_needs_a_token(whole: str, guarded: set[str], tmp_path: Path) -> None:
    manifest = made(FORMS.format(whole=whole), tmp_path)
    assert {each.label for each in manifest.routes if each.csrf} == guarded


def test_forms_need_a_token_where_there_are_sessions_unless_told(tmp_path: Path) -> None:
    text = FORMS.format(whole="").replace("csrf: \n", "")
    assert {each.label for each in made(text, tmp_path).routes if each.csrf} == {"POST /form", "DELETE /one"}
    assert not route(made("routes: {POST /form: {handler: c, body: form}}", tmp_path), "POST /form").csrf
    by_scheme = "auth: {people: {kind: session}}\nroutes: {POST /form: {handler: c, body: form}}"
    assert route(made(by_scheme, tmp_path), "POST /form").csrf


def test_a_token_brings_sessions_and_what_keeps_them(tmp_path: Path) -> None:
    manifest = made("csrf: true\nroutes: {DELETE /one: {handler: a}}", tmp_path)
    assert [each.name for each in manifest.built_in] == ["store", "session"]
    manifest = made("csrf: true\nroutes: {GET /one: {handler: a}}", tmp_path)
    assert manifest.built_in == ()


@pytest.mark.parametrize("text", ["GET /one: {handler: a, csrf: true}", "POST /one: {handler: a, cache: 1m}"])
def test_what_means_nothing_for_a_method_is_told(text: str, tmp_path: Path) -> None:
    assert [each.code for each in load(f"routes: {{{text}}}", tmp_path).diagnostics] == ["conflicting-keys"]


def test_what_is_for_who_asked_is_kept_by_nobody_else_unless_told(tmp_path: Path) -> None:
    text = """
auth: {people: {kind: session}}
groups:
  inner:
    cache: 1m
    routes:
      GET /open: {handler: a}
      GET /own: {handler: b, auth: people}
      GET /told: {handler: c, auth: people, cache: {max_age: 1m, private: false}}
      GET /never: {handler: d, cache: no-store}
      POST /open: {handler: e}
"""
    manifest = made(text, tmp_path)
    assert [each.cache.private for each in manifest.routes if each.cache and each.cache.max_age] == [False, True, False, False]
    told = "\n".join(Guards(manifest).made)
    assert told.count("saki::caching(") == 3
    for control in ("public, max-age=60", "private, max-age=60", "no-store"):
        assert f'"{control}"' in told


@pytest.mark.parametrize(
    ("session", "cookie"),
    [("session:", "__Host-session"), ("session: {secure: false}", "session"), ("session: {domain: a.example}", "__Secure-session"), ("session: {cookie: sid}", "sid"), ("", "__Host-session")],
)
def test_the_description_names_the_cookie_of_the_manifest(session: str, cookie: str, tmp_path: Path) -> None:
    manifest = made(f"{session}\nauth: {{people: {{kind: session}}}}\nroutes: {{GET /one: {{handler: a, auth: people}}}}", tmp_path)
    assert describe_service(manifest)["components"]["securitySchemes"]["people"]["name"] == cookie
