# SPDX-License-Identifier: Apache-2.0
"""Jobs that are asked for: the functions to do it by, and the store that those need which are durable."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._load import load
from saki._plan.generated import Sources, plan_generated

SERVICE = "saki: 1\nservice: {name: cellar}\n"
DURABLE = "jobs:\n  fill: {handler: fill, on_demand: true, durable: true}\n"
KEPT = "store: {memory: {folder: store, eviction: refuse}}\n"


def told(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    (tmp_path / "service.yaml").write_text(SERVICE + text)
    return [(each.code, each.span.start.line) for each in load(tmp_path / "service.yaml").diagnostics]


@pytest.mark.parametrize(
    "store",
    ["", "store:\n", "store: memory\n", "store: {memory: {folder: store}}\n", "store: {memory: {eviction: refuse}}\n"],
)
def test_a_durable_job_needs_a_store_that_keeps(tmp_path: Path, store: str) -> None:
    assert told(tmp_path, DURABLE + store) == [("job-store", 4)]


@pytest.mark.parametrize("store", [KEPT, "packages: [sqlite]\nstore: sqlite\n", "packages: [redis]\nstore: {backend: redis}\n"])
def test_one_that_keeps_will_do(tmp_path: Path, store: str) -> None:
    assert told(tmp_path, DURABLE + store) == []


def test_what_is_wrong_with_the_store_is_told_alone(tmp_path: Path) -> None:
    assert [code for code, _ in told(tmp_path, DURABLE + "store: [memory]\n")] == ["wrong-kind"]


def test_what_nobody_asks_for_is_not_durable(tmp_path: Path) -> None:
    assert told(tmp_path, KEPT + "jobs:\n  fill: {handler: fill, every: 1h, durable: true}\n") == [("missing-key", 5)]


def test_what_is_not_durable_needs_no_store(tmp_path: Path) -> None:
    assert told(tmp_path, "jobs:\n  fill: {handler: fill, on_demand: true, durable: false}\n") == []


def test_the_functions_to_ask_by_have_names_that_cpp_takes(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(SERVICE + "jobs:\n" + "".join(f"  {name}: {{handler: fill, on_demand: true}}\n" for name in ("delete", "jobs", "a-b")))
    manifest = load(tmp_path / "service.yaml").manifest
    assert manifest is not None
    header = next(each.text for each in plan_generated(manifest, Sources({})).files if each.path == "jobs.h")
    assert [line.split("(")[0].split()[-1] for line in header.splitlines() if "static void" in line] == ["delete_", "jobs_", "a_b"]
