# SPDX-License-Identifier: Apache-2.0
"""The sections `session` and `cookies`, which bring packages that are part of the SDK."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._grammar.session import COOKIES_KEYS, SESSION_KEYS
from saki._load import load
from test_store import SERVICE, composed, declared, described


@pytest.mark.parametrize("section", ["session:\n", "session: {}\n", "session: {idle: 1h}\n"])
def test_sessions_bring_the_store_that_they_are_kept_in(tmp_path: Path, section: str) -> None:
    source = composed(tmp_path, section)
    assert '#include "saki/sessions.h"' in source
    assert 0 < source.index("std::make_unique<saki::Store>()") < source.index("std::make_unique<saki::Sessions>()")


def test_a_store_that_is_there_is_the_one(tmp_path: Path) -> None:
    source = composed(tmp_path, "session:\nstore: {prefix: 'a:'}\n")
    assert source.count("saki::Store>") == 1
    assert '{store: {prefix: \\"a:\\"}}' in source


@pytest.mark.parametrize("section", ["session: sqlite\n", "session: {backend: sqlite}\n"])
def test_kept_by_a_package_they_need_no_store(tmp_path: Path, section: str) -> None:
    source = composed(tmp_path, "packages: [sqlite]\n" + section)
    assert "saki::Store" not in source
    assert "{session: {backend: sqlite}}" in source
    assert source.index("saki::Sqlite") < source.index("saki::Sessions")


@pytest.mark.parametrize("section", ["session: redis\n", "session: memory\n", "packages: [sqlite]\nsession: {backend: sqlit}\n"])
def test_what_keeps_them_is_a_package_of_the_service(tmp_path: Path, section: str) -> None:
    (tmp_path / "service.yaml").write_text(SERVICE + section)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is None
    assert "package-missing" in str(loaded.diagnostics)


def test_what_is_said_becomes_defaults_of_the_configuration(tmp_path: Path) -> None:
    source = composed(tmp_path, "session: {idle: 20m, same_site: strict}\ncookies: {key_file: a.keys}\n")
    assert "{session: {idle: 20m, same_site: strict}, cookies: {key_file: a.keys}}" in source
    assert "std::make_unique<saki::SealedCookies>()" in source


def test_without_the_sections_there_is_neither(tmp_path: Path) -> None:
    source = composed(tmp_path, "")
    assert "Sessions" not in source and "SealedCookies" not in source


@pytest.mark.parametrize("section", ["session: {idel: 1h}\n", "session: {idle: 0s}\n", "session: {same_site: Lax}\n", "cookies: {keys: abc}\n"])
def test_other_words_and_values_are_told(tmp_path: Path, section: str) -> None:
    (tmp_path / "service.yaml").write_text(SERVICE + section)
    assert load(tmp_path / "service.yaml").manifest is None


def test_the_settings_are_those_the_sdk_reads() -> None:
    said = described(SESSION_KEYS)
    read = declared("session/session_settings.cpp")
    texts = ("session.backend", "session.cookie", "session.domain")
    assert {name: row for name, row in said.items() if name not in texts} == {
        name: row for name, row in read.items() if name not in (*texts, "session.secure", "session.persistent")
    }
    every = {f"session.{key.name}": key.meaning for key in SESSION_KEYS.keys}
    assert every == {name: text for name, (*_, text) in read.items()}


def test_the_keys_of_cookies_are_secret_and_stand_in_no_manifest() -> None:
    read = declared("cookie/sealed_cookies.cpp")
    assert set(read) == {"cookies.keys", "cookies.key_file"}
    assert [(key.name, key.meaning) for key in COOKIES_KEYS.keys] == [("key_file", read["cookies.key_file"][2])]
