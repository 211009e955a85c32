# SPDX-License-Identifier: Apache-2.0
"""Words that other programs, or other kinds of route, have for what stands in a manifest: the one that was meant is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._load import load

HEAD = "saki: 1\nservice: {name: chat}\n"


def told(text: str, folder: Path) -> str:
    (folder / "service.yaml").write_text(HEAD + text)
    return "\n".join(f"{each}\n{each.hint}" for each in load(folder / "service.yaml", name="service.yaml").diagnostics)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("routes: {'WS /a': {handler: a, recv: text}}", "receive"),
        ("routes: {'WS /a': {handler: a, body: text}}", "receive"),
        ("routes: {'WS /a': {handler: a, returns: text}}", "send"),
        ("routes: {'SSE /a': {handler: a, returns: text}}", "send"),
        ("routes: {'STATIC /': {folder: public}}", "directory"),
        ("server: {port: 8080}", "listen"),
        ("server: {ssl: {certificate: a.pem}}", "tls"),
        ("server: {tls: {cert: a.pem}}", "certificate"),
        ("server: {tls: {private_key: a.pem}}", "key"),
    ],
)
def test_the_key_that_was_meant_is_named(text: str, meant: str, tmp_path: Path) -> None:
    said = told(text, tmp_path)
    assert "unknown-key" in said and f"write '{meant}'" in said


@pytest.mark.parametrize(("word", "meant"), [("WEBSOCKET", "WS"), ("wss", "WS"), ("events", "SSE"), ("Files", "STATIC"), ("get", "GET"), ("PUTT", "PUT")])
def test_the_kind_of_route_that_was_meant_is_named(word: str, meant: str, tmp_path: Path) -> None:
    assert f"unknown method '{word}'; did you mean '{meant}'?" in told(f"routes: {{'{word} /a': {{handler: a}}}}", tmp_path)
