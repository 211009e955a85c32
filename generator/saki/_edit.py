# SPDX-License-Identifier: Apache-2.0
"""Adds an entry to a manifest's text and leaves every other byte where it was.

The text is not parsed into a tree and printed again, which would lose comments and spacing: the place is found, and lines are put
in. What comes out is checked by the caller before it is written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ._errors import InputError

KEY = re.compile(r"^(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?P<rest>[^\r\n]*)", re.MULTILINE)
NEEDS_QUOTES = re.compile(r"""[\[\]{},]|:\s|\s\#|^[\s'"&*!|>%@`?-]|:$|\s$|^$""")
ORDER = ("saki", "service", "include", "packages", "types", "errors", "groups", "routes", "jobs", "database", "store", "session", "cookies", "auth", "access", "settings", "server")


@dataclass(frozen=True, slots=True)
class Insertion:
    """A piece of text and where it goes."""

    at: int
    text: str

    def apply(self, source: str) -> str:
        return source[: self.at] + self.text + source[self.at :]


def scalar(text: str, *, flow: bool) -> str:
    """A value as YAML takes it, quoted only where it must be."""
    inner = NEEDS_QUOTES.search(text) if flow else re.search(r"""^[\s\[\]{},'"&*!|>%@`?-]|:\s|\s\#|:$|\s$|^$""", text)
    return json.dumps(text, ensure_ascii=False) if inner else text


def flow_map(pairs: list[tuple[str, str]]) -> str:
    """`{handler: list_notes, returns: list(Note)}`; values are given as they shall stand."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def add_entry(source: str, section: str, key: str, value: str) -> Insertion:
    """Puts `key: value` at the end of a top-level map, which is made where there is none. A value may be several lines."""
    end = line_end(source)
    found = find_section(source, section)
    if found is None:
        return new_section(source, section, [f"{key}:{spaced(value)}"], end)
    rest = source[found.rest : found.line_end].split(" #")[0].strip()
    if rest.startswith("{"):
        return into_flow(source, source.index("{", found.rest), f"{key}:{spaced(value)}", "{", "}")
    lines = f"{key}:{spaced(value)}".split("\n")
    return into_block(source, found, lines, end)


def add_item(source: str, section: str, item: str) -> Insertion:
    """Puts an item at the end of a top-level list, which is made where there is none."""
    end = line_end(source)
    found = find_section(source, section)
    if found is None:
        return Insertion(place_of(source, section), f"{section}: [{item}]{end}")
    rest = source[found.rest : found.line_end].split(" #")[0].strip()
    if rest.startswith("["):
        return into_flow(source, source.index("[", found.rest), item, "[", "]")
    if rest:
        raise InputError(f"'{section}' is no list in this manifest", hint=f"write {section}: [{rest}] first")
    return into_block(source, found, [f"- {item}"], end)


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level key: where its line's rest begins and ends, and where the next top-level key begins."""

    rest: int
    line_end: int
    end: int


def find_section(source: str, name: str) -> Section | None:
    keys = list(top_keys(source))
    for index, match in enumerate(keys):
        if match["name"] == name:
            end = keys[index + 1].start() if index + 1 < len(keys) else len(source)
            return Section(match.start("rest"), match.end("rest"), end)
    return None


def top_keys(source: str) -> list[re.Match[str]]:
    """The keys in the first column, those inside a multi-line flow collection left out."""
    found, open_until = [], 0
    for match in KEY.finditer(source):
        if match.start() < open_until:
            continue
        found.append(match)
        opened = re.match(r"[ \t]*([\[{])", match["rest"])
        if opened:
            open_until = closing(source, match.start("rest") + opened.start(1))
    return found


def into_block(source: str, found: Section, lines: list[str], end: str) -> Insertion:
    """Behind the section's last line that is neither blank nor a comment in the first column, at the entries' indentation."""
    body = source[found.line_end : found.end]
    entries = list(re.finditer(r"^(?P<indent>[ \t]*)(?P<text>[^\s][^\r\n]*)", body, re.MULTILINE))
    kept = [each for each in entries if each["indent"] or each["text"].startswith("- ")]
    indent = next((each["indent"] for each in kept if not each["text"].lstrip().startswith("#")), "  ")
    at = found.line_end + kept[-1].end() if kept else found.line_end
    text = "".join(f"{end}{indent}{line}" if line else end for line in lines)
    return Insertion(at, text)


def into_flow(source: str, opened: int, entry: str, opener: str, closer: str) -> Insertion:
    """Before the closing bracket."""
    if "\n" in entry:
        raise InputError("this section is written in braces, where an entry of several lines has no place", hint="write the section as a block first")
    close = closing(source, opened) - 1
    inside = source[opened + 1 : close]
    at = opened + 1 + len(inside.rstrip())
    needs_comma = inside.strip() and not inside.rstrip().endswith(",")
    return Insertion(at, (", " if needs_comma else " " if inside.strip() else "") + entry)


def closing(source: str, opened: int) -> int:
    """The offset behind the bracket that closes the one at `opened`; quotes and comments are passed over."""
    token = re.compile(r"""'(?:[^']|'')*'|"(?:\\.|[^"\\])*"|(?<=\s)#[^\n]*|[\[{\]}]""", re.DOTALL)
    depth = 0
    for match in token.finditer(source, opened):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    raise InputError("a bracket of this manifest is never closed", hint="`saki check` shows where")


def new_section(source: str, section: str, lines: list[str], end: str) -> Insertion:
    """A section of its own, with a blank line before it, where sections of its kind usually stand."""
    at = place_of(source, section)
    text = f"{section}:{end}" + "".join(f"  {line}{end}" for each in lines for line in each.split("\n"))
    before = "" if at == 0 or source[:at].endswith(end * 2) else end
    if at and not source[:at].endswith("\n"):
        before = end + end
    behind = end if at < len(source) else ""
    return Insertion(at, before + text + behind)


def place_of(source: str, section: str) -> int:
    """Before the first top-level key that usually comes later, else at the end."""
    later = ORDER[ORDER.index(section) + 1 :]
    for match in top_keys(source):
        if match["name"] in later:
            return before_comments(source, match.start())
    return len(source)


def before_comments(source: str, at: int) -> int:
    """Comments right above a key belong to it."""
    while True:
        match = re.search(r"(?:^|(?<=\n))#[^\n]*\n\Z", source[:at])
        if match is None:
            return at
        at = match.start()


def spaced(value: str) -> str:
    return value if value.startswith("\n") else f" {value}"


def line_end(source: str) -> str:
    return "\r\n" if "\r\n" in source else "\n"
