# SPDX-License-Identifier: Apache-2.0
"""The section `store`, which brings a package that is part of the SDK."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from saki._grammar.shapes import Keys, Line, Whole, Word
from saki._grammar.store import STORE_KEYS, STORE_MEMORY
from saki._load import load
from saki._plan.generated import Sources, plan_generated

ROOT = Path(__file__).resolve().parents[2]
SERVICE = "saki: 1\nservice: {name: cellar}\n"


def composed(tmp_path: Path, section: str) -> str:
    """compose.cpp of a service with that section."""
    (tmp_path / "service.yaml").write_text(SERVICE + section)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is not None, loaded.diagnostics
    plan = plan_generated(loaded.manifest, Sources({}))
    assert plan.packages == tuple(each.name for each in loaded.manifest.packages)
    return next(each.text for each in plan.files if each.path == "compose.cpp")


@pytest.mark.parametrize("section", ["store:\n", "store: {}\n", "store: memory\n"])
def test_the_section_alone_brings_a_store_in_memory(tmp_path: Path, section: str) -> None:
    source = composed(tmp_path, section)
    assert "service.add_package(std::make_unique<saki::Store>());" in source
    assert '#include "saki/store.h"' in source


def test_without_the_section_there_is_no_store(tmp_path: Path) -> None:
    assert "Store" not in composed(tmp_path, "")


def test_what_it_says_becomes_defaults_of_the_configuration(tmp_path: Path) -> None:
    source = composed(tmp_path, "packages: [sqlite]\nstore: {backend: sqlite, memory: {bytes: 1MiB}}\n")
    assert "{store: {backend: sqlite, memory: {bytes: 1MiB}}}" in source
    assert source.index("saki::Sqlite") < source.index("saki::Store"), "what keeps it starts first"


@pytest.mark.parametrize(
    ("section", "hint"),
    [
        ("store: redis", "add it: packages: [redis]"),
        ("store: memori", "did you mean 'memory'?"),
        ("store: redsi", "did you mean 'redis'?"),
        ("session: {backend: memory}", "leave it out"),
        ("database: postgres", "it is one of auto, sqlite, mysql, or a package of your own that can"),
    ],
)
def test_what_can_keep_it_is_named(tmp_path: Path, section: str, hint: str) -> None:
    (tmp_path / "service.yaml").write_text(f"{SERVICE}{section}\n")
    assert hint in str(load(tmp_path / "service.yaml").diagnostics)


@pytest.mark.parametrize("section", ["store: reddis\n", "packages: [sqlite]\nstore: {backend: sqlit}\n"])
def test_what_keeps_it_is_a_package_of_the_service(tmp_path: Path, section: str) -> None:
    (tmp_path / "service.yaml").write_text(SERVICE + section)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is None
    assert "package-missing" in str(loaded.diagnostics)


def declared(path: str) -> dict[str, tuple[str, str, str]]:
    """Bounds, or words, and description of each setting as a source of the SDK declares it."""
    source = (ROOT / "sdk/src" / path).read_text()
    found = {}
    for function in source.split("SettingFields<")[1:]:
        section = re.search(r'fields\("([a-z.]+)"', function)
        for row in re.findall(r"fields\.add\(.*?\{(\.path.*?)\}\);", function, re.DOTALL):
            member = dict(re.findall(r'\.(\w+) = "([^"]*)"', row))
            words = ",".join(re.findall(r'"(\w+)"', row.partition(".words = {")[2].partition("}")[0]))
            assert section is not None
            found[f"{section[1]}.{member['path']}"] = (member.get("minimum", ""), member.get("maximum", "") or words, member["description"])
    return found


def described(keys: Keys) -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for key in keys.keys:
        name = f"{keys.name}.{key.name}"
        if isinstance(key.shape, Whole):
            found[name] = (str(key.shape.low), str(key.shape.high), key.meaning)
        elif isinstance(key.shape, Word):
            found[name] = ("", ",".join(key.shape.choices), key.meaning)
        elif isinstance(key.shape, Line):
            found[name] = (key.shape.low, key.shape.high, key.meaning)
    return found


def test_the_settings_are_those_the_sdk_reads() -> None:
    said = described(STORE_KEYS) | described(STORE_MEMORY)
    read = declared("store/store_settings.cpp")
    assert {name: text for name, (*_, text) in said.items()} == {name: text for name, (*_, text) in read.items()}
    texts = ("store.backend", "store.prefix", "store.watch_count", "store.memory.folder")
    assert {name: row for name, row in said.items() if name not in texts} == {name: row for name, row in read.items() if name not in texts}
