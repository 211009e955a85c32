# SPDX-License-Identifier: Apache-2.0
"""`auth` and `access`: what routes ask of their callers, the packages that do it, and the words that the SDK reads again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from saki._compile.auth import OF_ALL, OF_KIND
from saki._grammar.auth import ACCESS_KEYS, ACCESS_RULE, AUTH_KINDS, SCHEME
from saki._grammar.shapes import Key, Keys, Line, Many, Whole
from saki._load import load
from saki._plan.generated import Sources, plan_generated

ROOT = Path(__file__).resolve().parents[2]
START = "saki: 1\nservice: {name: gate}\nauth:\n  staff: {kind: basic, file: users}\n  tokens: {kind: bearer, keys: a.jwks}\n"


def generated(tmp_path: Path, text: str) -> dict[str, str]:
    """The generated files of a manifest."""
    (tmp_path / "service.yaml").write_text(text)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is not None, loaded.diagnostics
    return {each.path: each.text for each in plan_generated(loaded.manifest, Sources({})).files}


def told(tmp_path: Path, text: str) -> str:
    (tmp_path / "service.yaml").write_text(text)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is None
    return str(loaded.diagnostics)


@pytest.mark.parametrize(
    ("auth", "rule"),
    [
        ("staff", '{.schemes = {"staff"}}'),
        ("[staff, tokens]", '{.schemes = {"staff", "tokens"}}'),
        ("{scheme: tokens, roles: editor}", '{.schemes = {"tokens"}, .roles = {"editor"}}'),
        ("{scheme: [tokens, staff], optional: true}", '{.schemes = {"tokens", "staff"}, .need = saki::AuthNeed::Optional}'),
    ],
)
def test_a_route_asks_as_it_says(auth: str, rule: str, tmp_path: Path) -> None:
    files = generated(tmp_path, START + f"routes:\n  GET /: {{handler: page, auth: {auth}}}\n")
    assert f"const auto callers_1 = auth.guard({rule});" in files["routes.cpp"]
    assert "options.middleware.push_back(callers_1);" in files["routes.cpp"]
    assert "service.add_package(std::make_unique<saki::Auth>());" in files["compose.cpp"]


def test_a_group_asks_for_its_routes_and_none_takes_that_back(tmp_path: Path) -> None:
    routes = "groups:\n  inner:\n    prefix: /in\n    auth: staff\n    routes:\n      GET /a: {handler: a}\n      GET /b: {handler: b, auth: none}\n      GET /c: {handler: c}\n"
    source = generated(tmp_path, START + routes)["routes.cpp"]
    assert source.count("auth.guard(") == 1, "one guard for the group"
    assert source.count("push_back(callers_1)") == 2


def test_a_secret_stands_in_the_configuration_alone(tmp_path: Path) -> None:
    for section in ("auth: {tokens: {kind: bearer, secret: abc}}", "cookies: {keys: k1 abc}"):
        said = told(tmp_path, f"saki: 1\nservice: {{name: gate}}\n{section}\nroutes:\n  GET /: {{handler: page}}\n")
        assert "secret-in-clear" in said
        assert "give it in config.yaml or the environment" in said


def test_without_the_section_there_is_nothing_of_it(tmp_path: Path) -> None:
    files = generated(tmp_path, "saki: 1\nservice: {name: gate}\nroutes:\n  GET /: {handler: page, auth: none}\n")
    assert "auth" not in files["routes.cpp"] and "Auth" not in files["compose.cpp"]


def test_a_scheme_of_cookies_brings_what_seals_them_first(tmp_path: Path) -> None:
    source = generated(tmp_path, "saki: 1\nservice: {name: gate}\nauth: {visitors: {kind: cookie}}\n")["compose.cpp"]
    assert source.index("saki::SealedCookies>") < source.index("saki::Auth>")


def test_a_scheme_of_sessions_brings_what_keeps_them_first(tmp_path: Path) -> None:
    source = generated(tmp_path, "saki: 1\nservice: {name: gate}\nauth: {visitors: {kind: session}}\n")["compose.cpp"]
    assert source.index("saki::Store>") < source.index("saki::Sessions>") < source.index("saki::Auth>")


def test_rules_become_defaults_and_come_behind_what_knows_callers(tmp_path: Path) -> None:
    access = 'access: {default: deny, rules: [{action: allow, from: 10.0.0.0/8, path: [/a], user: "*"}]}\n'
    source = generated(tmp_path, START + access)["compose.cpp"]
    assert source.index("saki::Auth>") < source.index("saki::Access>")
    assert r'access: {default: deny, rules: [{action: allow, from: [\"10.0.0.0/8\"], path: [\"/a\"], user: [\"*\"]}]}' in source
    assert "auth: {staff: {kind: basic, file: users}, tokens: {kind: bearer, keys: [a.jwks]}}" in source


def test_the_document_names_schemes_and_what_each_route_asks(tmp_path: Path) -> None:
    routes = "routes:\n  GET /a: {handler: a, auth: {scheme: [staff, tokens], roles: [editor]}}\n  GET /b: {handler: b, auth: {scheme: staff, optional: true}}\n  GET /c: {handler: c}\n"
    document = json.loads(generated(tmp_path, START + routes)["openapi.json"])
    assert document["components"]["securitySchemes"] == {
        "staff": {"type": "http", "scheme": "basic"},
        "tokens": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    }
    a, b, c = (document["paths"][path]["get"] for path in ("/a", "/b", "/c"))
    assert a["security"] == [{"staff": ["editor"]}, {"tokens": ["editor"]}] and {"401", "403"} <= set(a["responses"])
    assert b["security"] == [{"staff": []}, {}] and "403" not in b["responses"]
    assert "security" not in c and "401" not in c["responses"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (START + "routes:\n  GET /: {handler: page, auth: stuff}\n", "unknown-scheme"),
        ("saki: 1\nservice: {name: gate}\nroutes:\n  GET /: {handler: page, auth: basic}\n", "unknown-scheme"),
        ("saki: 1\nservice: {name: gate}\nauth: {none: {kind: basic}}\n", "bad-name"),
        ("saki: 1\nservice: {name: gate}\nauth: {staff: {kind: basic, issuer: me}}\n", "conflicting-keys"),
        ("saki: 1\nservice: {name: gate}\nauth: {staff: {kind: basik}}\n", "bad-value"),
        ("saki: 1\nservice: {name: gate}\nauth: {staff: {file: users}}\n", "missing-key"),
        ("saki: 1\nservice: {name: gate}\nauth: {tokens: {kind: bearer, secret: abc}}\n", "secret-in-clear"),
        ("saki: 1\nservice: {name: gate}\naccess: {rules: [{action: deny, from: 10.0.0.1/8}]}\n", "bad-network"),
        ("saki: 1\nservice: {name: gate}\naccess: {rules: [{path: /a}]}\n", "missing-key"),
    ],
)
def test_what_is_wrong_is_told(text: str, code: str, tmp_path: Path) -> None:
    assert code in told(tmp_path, text)


# ---------------------------------------------------------------- the SDK's own list


def declared(file: str) -> dict[str, tuple[str, str, str]]:
    """Bounds and description of each setting as the SDK declares it."""
    source = (ROOT / file).read_text()
    source = re.sub(r'"\s*\n\s*"', "", source)
    found = {}
    for row in re.findall(r"\{\.path = .*?\}\)", source, re.DOTALL):
        member = dict(re.findall(r'\.(path|minimum|maximum|description) = "([^"]*)"', row))
        if "path" in member:  # Else the section itself.
            found[member["path"]] = (member.get("minimum", ""), member.get("maximum", ""), member["description"])
    for path, description in re.findall(r'texts\("(\w+)", [^,]+, "([^"]*)"\)', source):
        found[path] = ("", "", description)
    return found


def bounds(key: Key) -> tuple[str, str, str]:
    shape = key.shape.item if isinstance(key.shape, Many) else key.shape
    if isinstance(shape, Whole):
        return str(shape.low), str(shape.high), key.meaning
    return (shape.low, shape.high, key.meaning) if isinstance(shape, Line) else ("", "", key.meaning)


def is_same(theirs: tuple[str, str, str], ours: tuple[str, str, str]) -> bool:
    """A least length of a text is told by the SDK alone."""
    return theirs[2] == ours[2] and (theirs[:2] == ours[:2] or (ours[:2] == ("", "") and theirs[:2] in (("1", ""), ("", ""))))


def compare(keys: Keys, known: dict[str, tuple[str, str, str]], left_out: set[str]) -> None:
    assert {key.name for key in keys.keys} == set(known) - left_out
    assert [key.name for key in keys.keys if not is_same(known[key.name], bounds(key))] == []


def test_the_words_of_a_scheme_are_those_that_the_sdk_reads() -> None:
    compare(SCHEME, declared("sdk/src/auth/auth_setting_table.cpp"), {"secret", "roles"})


def test_the_words_of_access_are_those_that_the_sdk_reads() -> None:
    known = declared("sdk/src/access/access_settings.cpp")
    top = {name.removeprefix("access."): value for name, value in known.items() if name.startswith("access.")}
    compare(ACCESS_KEYS, top, set())
    compare(ACCESS_RULE, {name: value for name, value in known.items() if not name.startswith("access.")}, set())


def test_every_kind_has_its_keys_and_every_key_a_kind() -> None:
    assert set(OF_KIND) == set(AUTH_KINDS)
    assert {*OF_ALL, *(key for keys in OF_KIND.values() for key in keys)} == {key.name for key in SCHEME.keys}
