# SPDX-License-Identifier: Apache-2.0
"""The section `database`, which gives the service's SQL database one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._load import load
from saki._plan.generated import Sources, plan_generated

SERVICE = "saki: 1\nservice: {name: cellar}\n"


def composed(tmp_path: Path, section: str) -> str:
    """compose.cpp of a service with that section."""
    (tmp_path / "service.yaml").write_text(SERVICE + section)
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is not None, loaded.diagnostics
    plan = plan_generated(loaded.manifest, Sources({}))
    return next(each.text for each in plan.files if each.path == "compose.cpp")


@pytest.mark.parametrize("section", ["database:\n", "database: auto\n", "database: sqlite\n", "database: {backend: mysql}\n"])
def test_it_comes_after_the_packages_that_may_serve_it(tmp_path: Path, section: str) -> None:
    source = composed(tmp_path, "packages: [sqlite, mysql]\n" + section)
    assert "service.add_package(std::make_unique<saki::Database>());" in source
    assert source.index("saki::Sqlite") < source.index("saki::Database")
    assert source.index("saki::Mysql") < source.index("saki::Database")


def test_what_it_says_is_a_default_of_the_configuration(tmp_path: Path) -> None:
    assert "{database: {backend: mysql}}" in composed(tmp_path, "packages: [mysql]\ndatabase: mysql\n")


def test_without_the_section_there_is_none(tmp_path: Path) -> None:
    assert "Database" not in composed(tmp_path, "packages: [sqlite]\n")


def test_what_serves_it_is_a_package_of_the_service(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(SERVICE + "packages: [sqlite]\ndatabase: mysql\n")
    loaded = load(tmp_path / "service.yaml")
    assert loaded.manifest is None
    assert "package-missing" in str(loaded.diagnostics)
