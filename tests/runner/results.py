# SPDX-License-Identifier: Apache-2.0
"""Counts of tests, read from the JUnit files that ctest, pytest and the fuzz step write."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"

    @property
    def total(self) -> int:
        return self.passed + self.failed + self.skipped


def read_junit(path: Path) -> Counts:
    """Counts the cases of a JUnit file; a file that is not there or cut short holds none."""
    try:
        cases = list(ElementTree.parse(path).iter("testcase"))
    except (FileNotFoundError, ElementTree.ParseError):
        return Counts()
    return sum(map(_count_case, cases), Counts())


def _count_case(case: ElementTree.Element) -> Counts:
    if case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail":
        return Counts(failed=1)
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return Counts(skipped=1)
    return Counts(passed=1)


def write_junit(path: Path, outcomes: dict[str, str | None]) -> None:
    """Writes one case per outcome: None passed, a text is why it failed."""
    suite = ElementTree.Element("testsuite", name=path.stem, tests=str(len(outcomes)))
    for name, failure in outcomes.items():
        case = ElementTree.SubElement(suite, "testcase", name=name)
        if failure is not None:
            ElementTree.SubElement(case, "failure", message=failure)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)
