# SPDX-License-Identifier: Apache-2.0
"""docs/from-duda.md maps every function that Duda I/O had to what stands here and to a test of it, or says why nothing does."""

import re
from functools import cache

import pytest

import tree
from test_security import written_tests

PAGE = tree.ROOT / "docs/from-duda.md"
LIST = tree.ROOT / "tests/house/duda.txt"
CODE = re.compile(r"`([^`]+)`")
PLACE = re.compile(r"`([\w/.]+\.(?:h|md)): ([\w ]+)`")
NOT_HERE = "Not here: "


def functions():
    """Every function of Duda, as `object.function`."""
    lines = (line.split(":") for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [f"{thing}.{function}" for thing, names in lines for function in names.split()]


def rows(page):
    """The rows of the page's tables: what was, what is, where it is declared, and the tests of it."""
    tables = [line for line in page.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").replace("\\|", "\0").split("|")] for line in tables]


def mapped(page):
    return [name for row in rows(page) for name in CODE.findall(row[0])]


@cache
def text_of(place):
    """A public header, by the path that it is included by, or a page; nothing where there is none."""
    found = [path for path in tree.public_headers() if str(path).endswith(f"/include/{place}")]
    found += [path for path in tree.files() if str(path) == place and path.suffix == ".md"]
    return (tree.ROOT / found[0]).read_text(encoding="utf-8") if found else ""


def faults(row, tests):
    """What is wrong with one row."""
    if len(row) != 4:
        return ["it has not four cells"]
    _, here, places, proof = row
    if here.startswith(NOT_HERE):
        return [] if len(here) > len(NOT_HERE) + 20 else ["no reason is given"]
    found = [f"no {place} with {word}" for place, words in PLACE.findall(places) for word in words.split() if not re.search(rf"\b{word}\b", text_of(place))]
    found += [f"no test {name}" for name in CODE.findall(proof) if name not in tests]
    if not CODE.search(here):
        found.append("no line of code")
    return found + [f"nothing in {what}" for what, there in (("the places", PLACE.search(places)), ("the tests", CODE.search(proof))) if not there]


def test_each_function_has_one_row():
    names = mapped(PAGE.read_text(encoding="utf-8"))

    assert sorted(names) == sorted(functions())
    assert len(names) > 200, "the list lost its way"


def test_each_row_names_what_exists():
    tests = written_tests()
    page = PAGE.read_text(encoding="utf-8")

    assert {row[0]: faults(row, tests) for row in rows(page) if faults(row, tests)} == {}


GOOD = "| `qs.get` | `request.query().find(\"after\")` | `saki/parameters.h: Parameters find` | `Suite.Test` |"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GOOD, []),
        (GOOD.replace("saki/parameters.h", "saki/no_such.h"), ["no saki/no_such.h with Parameters", "no saki/no_such.h with find"]),
        (GOOD.replace("Parameters find", "Parameters fnd"), ["no saki/parameters.h with fnd"]),
        (GOOD.replace("Suite.Test", "Suite.None"), ["no test Suite.None"]),
        (GOOD.replace("`Suite.Test`", ""), ["nothing in the tests"]),
        (GOOD.replace("`saki/parameters.h: Parameters find`", "somewhere"), ["nothing in the places"]),
        (GOOD.replace('`request.query().find("after")`', "somehow"), ["no line of code"]),
        ("| `qs.get` | Not here: no. | | |", ["no reason is given"]),
        ("| `qs.get` | Not here: the language has had that since its first year. | | |", []),
        ("| `qs.get` | `a` |", ["it has not four cells"]),
    ],
)
def test_a_row_that_does_not_hold_is_found(row, fault):
    assert faults(rows(row)[0], {"Suite.Test"}) == fault
