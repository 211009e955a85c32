# SPDX-License-Identifier: Apache-2.0
"""Takes an item out of a list of a manifest's text; every other byte stays, comments among them.

A list that is empty afterwards goes with its key: so what `_edit.add_item` has put in leaves no trace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._edit import Section, closing, find_section
from ._errors import InputError

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:\\.|[^"\\])*"|(?<=\s)#[^\n]*|[\[{\]},]""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Removal:
    """A piece of text that goes."""

    start: int
    end: int

    def apply(self, source: str) -> str:
        return source[: self.start] + source[self.end :]


def remove_item(source: str, section: str, name: str) -> Removal:
    """Finds the item that is `name`, or the map whose `name` it is, in a top-level list."""
    found = find_section(source, section)
    if found is None:
        raise missing(section, name)
    opened = re.match(r"[ \t]*\[", source[found.rest : found.line_end])
    items = flow_items(source, source.index("[", found.rest)) if opened else block_items(source, found)
    chosen = next((index for index, item in enumerate(items) if is_called(source[item.start : item.end], name)), None)
    if chosen is None:
        raise missing(section, name)
    if len(items) == 1:
        return whole_section(source, found, opened is not None)
    return without_comma(source, items, chosen) if opened else items[chosen]


def has_item(source: str, section: str, name: str) -> bool:
    """Whether a top-level list has such an item."""
    try:
        remove_item(source, section, name)
    except InputError:
        return False
    return True


def missing(section: str, name: str) -> InputError:
    return InputError(f"'{name}' is not in `{section}` of the manifest")


def is_called(item: str, name: str) -> bool:
    """Whether an item's text is the name alone, or a map with it."""
    text = re.sub(r"^[ \t]*-[ \t]*", "", item).split(" #")[0].strip()
    quoted = rf"""(?P<quote>["']?){re.escape(name)}(?P=quote)"""
    return re.fullmatch(quoted, text) is not None or re.search(rf"(?:^|[{{,\s])name:\s*{quoted}(?=[\s,}}]|$)", item) is not None


def flow_items(source: str, opened: int) -> list[Removal]:
    """The items between brackets, with the blanks around them."""
    end = closing(source, opened) - 1
    items, depth, start = [], 0, opened + 1
    for match in TOKEN.finditer(source, opened + 1, end):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
        if match.group() == "," and depth == 0:
            items.append(Removal(start, match.start()))
            start = match.end()
    items.append(Removal(start, end))
    return [each for each in items if source[each.start : each.end].strip()]


def without_comma(source: str, items: list[Removal], chosen: int) -> Removal:
    """An item with the comma behind it, or for the last one the comma before it."""
    item = items[chosen]
    if chosen + 1 < len(items):
        start = item.start + len(source[item.start : item.end]) - len(source[item.start : item.end].lstrip())
        following = items[chosen + 1]
        blanks = len(source[following.start : following.end]) - len(source[following.start : following.end].lstrip())
        return Removal(start, following.start + blanks)
    return Removal(items[chosen - 1].end, item.end)


def block_items(source: str, found: Section) -> list[Removal]:
    """The items of a block list: each from its line to that of the next one, comments and blank lines before that left out."""
    body = source[found.line_end : found.end]
    dashes = [match for match in re.finditer(r"^([ \t]*)-(?=[ \t\r\n]|$)", body, re.MULTILINE)]
    own = [match for match in dashes if match[1] == dashes[0][1]] if dashes else []
    ends = [match.start() for match in own[1:]] + [len(body)]
    return [Removal(found.line_end + match.start(), found.line_end + kept_end(body, match.start(), end)) for match, end in zip(own, ends)]


def kept_end(body: str, start: int, end: int) -> int:
    """Where an item ends: what follows its last line of content belongs to the next, or to nobody."""
    last = start
    for line in re.finditer(r"[^\n]*(?:\n|$)", body[start:end]):
        if line.group().strip() and not line.group().lstrip().startswith("#"):
            last = start + line.end()
    return last


def whole_section(source: str, found: Section, flow: bool) -> Removal:
    """The key with all that is below it, as far as that is content."""
    start = source.rindex("\n", 0, found.rest) + 1 if "\n" in source[: found.rest] else 0
    if flow:
        end = source.find("\n", closing(source, source.index("[", found.rest)))
        return Removal(start, end + 1 if end >= 0 else len(source))
    return Removal(start, found.line_end + kept_end(source[found.line_end : found.end], 0, found.end - found.line_end))
