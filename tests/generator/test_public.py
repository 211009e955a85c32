# SPDX-License-Identifier: Apache-2.0
"""The package's public list is exact, and its modules keep to the house's form."""

from __future__ import annotations

from pathlib import Path

import pytest

import saki

PACKAGE = Path(saki.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_public_list_is_exact() -> None:
    assert saki.__all__ == ("Diagnostic", "LoadResult", "Manifest", "load")
    for name in saki.__all__:
        assert getattr(saki, name).__name__ == name
    with pytest.raises(AttributeError):
        saki.anything_else


def test_every_module_opens_with_its_licence_and_its_purpose() -> None:
    for path in MODULES:
        lines = path.read_text().splitlines()
        assert lines[0] == "# SPDX-License-Identifier: Apache-2.0", path
        assert lines[1].startswith('"""') or lines[1].startswith('r"""'), path


def test_no_module_is_long() -> None:
    assert [str(path) for path in MODULES if len(path.read_text().splitlines()) > 450] == []
