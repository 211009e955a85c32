# SPDX-License-Identifier: Apache-2.0
"""What compilers, linkers, CMake and the generator print when they fail, taken apart for tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACED = re.compile(r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?P<column>\d+): (?P<severity>fatal error|error|warning)(?:\[(?P<code>[\w-]+)\])?: (?P<text>.+)$")
CMAKE = re.compile(r"^CMake (?P<severity>Error|Warning) at (?P<file>[^\n:]+):(?P<line>\d+) \(\w+\):\n(?P<text>(?:\n|  .*\n)+)", re.MULTILINE)
NOISE = re.compile(r"\[\d+/\d+\] |FAILED: |ninja: build stopped")
LINKER = re.compile(r"^(?:\S*ld: )?(?P<file>[^\s:]+):(?:\([^)]*\)|(?P<line>\d+)): (?P<text>undefined reference to .+|multiple definition of .+)$")


def read_diagnostics(output: str, folder: Path) -> list[dict[str, Any]]:
    """Each finding as {file, line, column, severity, text}; a line or column that was not told is 1. Files are absolute."""
    found = [*placed_lines(output), *(finding(each, " ".join(each["text"].split())) for each in CMAKE.finditer(output))]
    for each in found:
        each["file"] = str((folder / each["file"]).resolve())
    return found


def without_noise(output: str) -> str:
    """The same for people: without ninja's progress, and without the command line of what failed."""
    kept, after_failed = [], False
    for line in output.splitlines(keepends=True):
        noise = NOISE.match(line) is not None or after_failed
        after_failed = line.startswith("FAILED: ")
        if not noise:
            kept.append(line)
    return "".join(kept) or output


def warnings_in(output: str) -> str:
    """What is to be read where all went well: nothing, unless a compiler or CMake warned."""
    warned = any(each["severity"] == "warning" for each in read_diagnostics(output, Path()))
    kept = (line for line in output.splitlines(keepends=True) if not NOISE.match(line) and not line.startswith("-- "))
    return "".join(kept) if warned else ""


def placed_lines(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        match = PLACED.match(line) or LINKER.match(line)
        if match is not None:
            yield finding(match, match["text"])


def finding(match: re.Match[str], text: str) -> dict[str, Any]:
    told = match.groupdict()
    severity = "warning" if (told.get("severity") or "").lower() == "warning" else "error"
    place = {"file": told["file"], "line": int(told.get("line") or 1), "column": int(told.get("column") or 1)}
    return {**place, "severity": severity, "text": text}
