# SPDX-License-Identifier: Apache-2.0
"""Every code has an explanation whose wrong example gives exactly that code and whose right example gives none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import saki
from saki._cli.explain import CODES as EXPLAINED
from saki._codes import CODES, Code
from saki._codes.starting import STARTING_CODES
from saki._codes.warnings import WARNINGS
from saki._grammar.server import HSTS, TLS
from saki._load import LoadResult, load

HEAD = "saki: 1\nservice: {name: notes}\n"
ROOT = Path(__file__).resolve().parents[2]
CODE_WORD = re.compile(r"""(?:\.error|\.warn|Fault|raise_)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)\"""")


def compiled(text: str, folder: Path) -> LoadResult:
    path = folder / "service.yaml"
    path.write_text(text if text.startswith("saki:") else HEAD + text)
    return load(path, name="service.yaml")


SHOWN = [code for code in CODES.values() if not code.in_bytes]


@pytest.mark.parametrize("code", SHOWN, ids=[code.name for code in SHOWN])
def test_the_wrong_example_gives_exactly_its_code(code: Code, tmp_path: Path) -> None:
    result = compiled(code.wrong, tmp_path)
    found = result.warnings if code in WARNINGS else result.diagnostics
    assert [each.code for each in found] == [code.name], [str(each) for each in result.diagnostics]


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_right_example_gives_no_error(code: Code, tmp_path: Path) -> None:
    if code.name == "is-config":
        return  # its examples are command lines
    result = compiled(code.right, tmp_path)
    assert [str(each) for each in result.diagnostics] == []
    assert code.name not in [each.code for each in result.warnings]


def test_every_code_in_the_source_is_explained() -> None:
    root = Path(saki.__file__).parent
    used = {word for path in root.rglob("*.py") for word in CODE_WORD.findall(path.read_text())}
    assert used - set(CODES) == set()


def codes_of_services() -> set[str]:
    """Every code in the C++ that gives a diagnostic: a word with hyphens in a statement that adds one, or the constant of a file that adds several."""
    files = [path for folder in ("stack/src", "sdk/src", "packages") for path in (ROOT / folder).rglob("*.cpp")]
    statements = [each for path in files for each in path.read_text().split(";") if re.search(r"(?:diagnostics_?\.add|mistakes_\.add|mistake|refuse|wrong)\(", each)]
    named = {word for path in files for word in re.findall(r'\bkCode = "([a-z0-9-]+)";', path.read_text())}
    return named | {word for each in statements for word in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"(?:,| :)', each)}


def test_the_page_about_tls_names_every_code_and_every_setting_of_it() -> None:
    page = (ROOT / "docs/tls.md").read_text()
    codes = [each.name for each in STARTING_CODES if each.name.startswith("tls-")]
    settings = [key.name for keys in (TLS, HSTS) for key in keys.keys] + ["redirect_https", "https_port"]
    assert len(codes) >= 9
    assert [word for word in (*codes, *settings) if not re.search(rf"\b{word}\b", page)] == []


def test_every_code_that_a_service_tells_is_explained_and_no_other() -> None:
    told = codes_of_services()
    assert {"wrong-type", "cannot-listen", "route-conflict"} <= told, "the search lost its way"
    assert told - set(EXPLAINED) == set()
    assert {each.name for each in STARTING_CODES} - told == set()
    assert not {each.name for each in STARTING_CODES} & set(CODES), "explained twice"
