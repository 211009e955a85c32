# SPDX-License-Identifier: Apache-2.0
"""Each demand of HTTP on a server names the transcripts that show it, or says why none does; and every name is one."""

import re

import pytest

import tree

PAGE = tree.ROOT / "docs/quality/rfc.md"
ROW = re.compile(r"^\| (?P<section>[0-9.]+) \| (?P<demand>[^|]+) \| (?P<proof>[^|]*) \|$")
NAME = re.compile(r"`([^`]+)`")
REASON = re.compile(r"none: \S.+")
TEST = re.compile(r"\b([A-Z]\w+)\.([A-Z]\w+)\b")


def transcripts():
    """Maps each transcript's name to what it sends, so that copies of one can be told."""
    names = {}
    for path in tree.files():
        if path.suffix != ".wire":
            continue
        name = None
        for line in (tree.ROOT / path).read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                name = line.split(": ", 1)[1]
                names[name] = []
            elif line[:2] in (">", "> ") or line.startswith(("open ", "wait ", "shut")):
                names[name].append(line)
    return {name: "\n".join(sent) for name, sent in names.items()}


def written_tests():
    text = "\n".join((tree.ROOT / path).read_text(encoding="utf-8") for path in tree.files() if path.name.endswith("_test.cpp"))
    return {f"{suite}.{name}" for suite, name in re.findall(r"TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", text)}


def faults_of(line, names, tests):
    row = ROW.match(line)
    if row is None:
        return "no row of three columns"
    proof = row["proof"].strip()
    named = NAME.findall(proof)
    missing = [name for name in named if name not in names] + [test for test in map(".".join, TEST.findall(proof)) if test not in tests]
    if missing:
        return f"nobody has the names {missing}"
    if not named and not REASON.fullmatch(proof):
        return "neither a transcript nor a reason for none"
    if len({names[name] for name in named}) < len(named):
        return "the same bytes counted twice"
    return None


def rows():
    return [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| [0-9]", line)]


def test_every_demand_has_its_transcripts_or_a_reason():
    names, tests = transcripts(), written_tests()

    assert {line: fault for line in rows() if (fault := faults_of(line, names, tests))} == {}


def test_the_page_is_whole_and_no_demand_stands_twice():
    demands = [ROW.match(line).group("section", "demand") for line in rows()]

    assert len(demands) > 80
    assert len(set(demands)) == len(demands)


@pytest.mark.parametrize(
    "line",
    [
        "| 2.2 | Does this |",
        "| 2.2 | Does this |  |",
        "| 2.2 | Does this | none: |",
        "| 2.2 | Does this | because |",
        "| 2.2 | Does this | `no such transcript` |",
        "| 2.2 | Does this | `a`, `copy of a` |",
        "| 2.2 | Does this | none: shown by Suite.NoSuchTest |",
    ],
)
def test_a_line_without_proof_is_found(line):
    assert faults_of(line, {"a": "> x", "copy of a": "> x"}, {"Suite.Test"}) is not None


def test_lines_with_proof_pass():
    names, tests = {"a": "> x", "b": "> y"}, {"Suite.Test"}

    assert faults_of("| 2.2 | Does this | `a`, `b` |", names, tests) is None
    assert faults_of("| 2.2 | Does that | none: Suite.Test shows it |", names, tests) is None


def test_transcripts_number_at_least_three_hundred_and_differ():
    sent = transcripts()

    assert len(sent) >= 300
    assert len(set(sent.values())) >= 300
