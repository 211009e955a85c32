# SPDX-License-Identifier: Apache-2.0
"""Each class of attacks in docs/security.md names tests that exist."""

import re

import pytest

import tree

PAGE = tree.ROOT / "docs/security.md"
TEST = re.compile(r"`(\w+\.\w+|tests/[\w/]+\.py)`")
CLASSES = 59  # A row that is lost is a promise that is lost.


def written_tests():
    text = "\n".join((tree.ROOT / path).read_text(encoding="utf-8") for path in tree.files() if path.name.endswith(("_test.cpp", "_conformance.h")))
    return {f"{suite}.{name}" for suite, name in re.findall(r"TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", text)} | {
        f"{suite}.{name}" for suite, name in re.findall(r"TYPED_TEST(?:_P)?\((\w+),\s*(\w+)\)", text)
    } | {str(path) for path in tree.files()}


def rows(page):
    table = page.split("## Attacks and their tests", 1)[1].split("\n## ", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| ")][1:]


def faults(page, tests):
    found = []
    for name, proof in rows(page):
        named = TEST.findall(proof)
        missing = [test for test in named if test not in tests]
        if not named or missing:
            found.append((name, missing))
    return found


def test_each_class_of_attacks_names_tests_that_exist():
    page = PAGE.read_text(encoding="utf-8")

    assert faults(page, written_tests()) == []
    assert len(rows(page)) >= CLASSES


@pytest.mark.parametrize("proof", ["", "`Suite.None`", "`Suite.Test`, `Suite.None`", "Suite.Test", "`tests/e2e/test_none.py`"])
def test_a_class_without_a_test_is_found(proof):
    page = f"## Attacks and their tests\n\n| class | tests |\n|---|---|\n| Smuggling | {proof} |\n"

    assert faults(page, {"Suite.Test"})
