# SPDX-License-Identifier: Apache-2.0
"""Reads a file's bytes and makes sure that they are text YAML can be read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .._position import Position, Span
from .._report import Report

MAX_BYTES = 1 << 20
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u0085\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, with line ends made LF."""

    file: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def read_source(path: Path, name: str, report: Report, where: Span | None = None) -> Source | None:
    """Reads `path`, called `name` in messages; reports what keeps it from being read, at `where` for an include, and returns None."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        span = where or Span(Position(name, 1, 1))
        report.error("unreadable-file", span, f"cannot read {name}: {reason}", "give the path of a file that exists and can be read")
        return None
    return decode(data, name, report)


def decode(data: bytes, name: str, report: Report) -> Source | None:
    """Turns bytes into a source; reports why not and returns None."""
    start = Span(Position(name, 1, 1))
    if len(data) > MAX_BYTES:
        report.error(
            "file-too-large", start, "the file is larger than 1 MiB", "move types and routes to files of their own: include: [types.yaml]"
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        refuse_bytes(data, error.start, name, report)
        return None
    report.know(name, text.replace("\r", "").split("\n"))
    if text.startswith("\ufeff"):
        report.error("byte-order-mark", start, "the file starts with a byte order mark", "save it as UTF-8 without one")
        text = text[1:]
    text = without_returns(text, name, report)
    if (found := CONTROL.search(text)) is not None:
        span = span_at(text, found.start(), name)
        report.error("control-character", span, f"the character U+{ord(found.group()):04X} has no place in this file", "remove it")
        return None
    return Source(name, text)


def refuse_bytes(data: bytes, offset: int, name: str, report: Report) -> None:
    """Reports the first byte that is no UTF-8."""
    before = data[:offset].decode("utf-8")
    report.know(name, data.decode("utf-8", "replace").replace("\r", "").split("\n"))
    span = span_at(before, len(before), name)
    report.error(
        "not-utf8", span, f"the byte 0x{data[offset]:02x} is not valid UTF-8", f"convert the file: iconv -f latin1 -t utf-8 {name}"
    )


def without_returns(text: str, name: str, report: Report) -> str:
    """Reports carriage returns once, and takes them out so that the rest can be checked."""
    offset = text.find("\r")
    if offset < 0:
        return text
    report.error("carriage-return", span_at(text, offset, name), "the lines end in CR LF", f"make them end in LF: sed -i 's/\\r$//' {name}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def span_at(text: str, offset: int, name: str) -> Span:
    """The place of one character of `text`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Span(Position(name, text.count("\n", 0, offset) + 1, offset - line_start + 1))
