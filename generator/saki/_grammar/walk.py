# SPDX-License-Identifier: Apache-2.0
"""Checks a file's nodes against the grammar's shapes, and hands over what was read: parsed, placed, without the bad parts.

What is missing in the result was either not written or has been reported; later steps need not tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._fault import Fault
from .._position import Span
from .._report import Report
from .._suggest import did_you_mean, nearest
from .._yaml.nodes import Map, Node, Seq, Text, shorten
from .shapes import Anything, Flag, Key, Keys, Kinds, Line, Many, Routes, Shape, Table, Whole, Word, resolve

YES_NO = frozenset({"yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class Got:
    """A value that was read, and its node. The value is what the shape makes of it: see the functions below."""

    value: Any
    node: Node

    @property
    def span(self) -> Span:
        return self.node.span


@dataclass(frozen=True, slots=True)
class Section:
    """A closed map that was read: its good entries by key."""

    node: Map
    where: Span  # of the key that owns it
    values: dict[str, Got]
    complete: bool  # False: something in it was reported

    def get(self, name: str) -> Got | None:
        return self.values.get(name)

    def value(self, name: str, default: Any = None) -> Any:
        got = self.values.get(name)
        return default if got is None else got.value

    def has(self, name: str) -> bool:
        """Whether the key is written, even badly."""
        return self.node.get(name) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry whose key the author chose. `name` is what the key's format made of it, None when that failed."""

    key: Text
    name: Any
    value: Got | None


@dataclass(frozen=True, slots=True)
class Rows:
    rows: tuple[Row, ...] = ()
    options: dict[str, Got] = field(default_factory=dict)


class Walker:
    """Reads nodes by shapes into one report."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def walk(self, shape: Shape, node: Node, what: str, where: Span) -> Got | None:
        """Reads `node` as `shape`; `what` is how messages call it, `where` the key it stands under."""
        shape = resolve(shape)
        if node.bad:
            return None
        if isinstance(shape, Kinds):
            return self.kinds(shape, node, what, where)
        if isinstance(shape, Many):
            return self.many(shape, node, what)
        if isinstance(shape, Keys):
            section = self.section(shape, node, what, where)
            return Got(section, node) if section else None
        if isinstance(shape, Table):
            return self.table(shape, node, what)
        if isinstance(shape, Routes):
            return self.routes(shape, node, what)
        if isinstance(shape, Anything):
            return Got(node, node)
        assert isinstance(shape, (Flag, Whole, Line, Word))
        return self.scalar(shape, node, what)

    # ---- texts

    def scalar(self, shape: Flag | Whole | Line | Word, node: Node, what: str) -> Got | None:
        if not isinstance(node, Text) or node.kind == "nothing":
            return self.wrong_kind(shape, node, what)
        if isinstance(shape, Flag):
            return Got(node.value.lower() == "true", node) if node.kind == "boolean" else self.wrong_kind(shape, node, what)
        if isinstance(shape, Whole):
            return self.whole(shape, node, what)
        if isinstance(shape, Word):
            return self.word(shape, node, what)
        got = self.line(shape, node)
        return got if got is None or not shape.high else self.bounded(shape, got, what)

    def bounded(self, shape: Line, got: Got, what: str) -> Got | None:
        """Holds an amount against the bounds of its key."""
        assert shape.format is not None and isinstance(got.node, Text)
        if shape.format.parse(shape.low) <= got.value <= shape.format.parse(shape.high):
            return got
        self.report.error("out-of-range", got.span, f"{what} is {shorten(got.node.value)}, out of range {shape.low} to {shape.high}")
        return None

    def whole(self, shape: Whole, node: Text, what: str) -> Got | None:
        if node.kind != "integer":
            return self.wrong_kind(shape, node, what)
        value = int(node.value[:40])
        if not shape.low <= value <= shape.high:
            self.report.error("out-of-range", node.span, f"{what} is {shorten(node.value)}, out of range {shape.low} to {shape.high}")
            return None
        return Got(value, node)

    def word(self, shape: Word, node: Text, what: str) -> Got | None:
        if node.value in shape.choices:
            return Got(node.value, node)
        text = f"{what} cannot be '{shorten(node.value)}'{did_you_mean(node.value, shape.choices)}"
        self.report.error("bad-value", node.span, text, f"it is one of {', '.join(shape.choices)}")
        return None

    def line(self, shape: Line, node: Text) -> Got | None:
        if shape.format is None:
            return Got(node.value, node)
        try:
            return Got(shape.format.parse(node.value), node)
        except Fault as fault:
            self.fault(fault, node)
            return None

    def fault(self, fault: Fault, node: Text) -> None:
        """Reports what a format found, at the exact words."""
        span = node.part(fault.offset, fault.length) if fault.length else node.span
        self.report.error(fault.code, span, fault.text, fault.hint)

    # ---- lists and maps

    def kinds(self, shape: Kinds, node: Node, what: str, where: Span) -> Got | None:
        if isinstance(node, Text) and node.kind == "nothing" and shape.nothing:
            return Got(None, node)
        chosen = shape.text if isinstance(node, Text) else shape.many if isinstance(node, Seq) else shape.table
        if chosen is None or (isinstance(node, Text) and node.kind == "nothing"):
            return self.wrong_kind(shape, node, what)
        return self.walk(chosen, node, what, where)

    def many(self, shape: Many, node: Node, what: str) -> Got | None:
        if isinstance(node, Seq):
            items = [self.walk(shape.item, item, f"an entry of {what}", item.span) for item in node.items]
            return Got(tuple(item for item in items if item is not None), node)
        if shape.single and isinstance(node, Text) and node.kind != "nothing":
            item = self.walk(shape.item, node, what, node.span)
            return Got((item,), node) if item else None
        return self.wrong_kind(shape, node, what)

    def section(self, shape: Keys, node: Node, what: str, where: Span, elsewhere: dict[str, str] | None = None) -> Section | None:
        """Reads a closed map: unknown and missing keys are reported; a misspelt key is not also a missing one."""
        if not isinstance(node, Map):
            self.wrong_kind(shape, node, what)
            return None
        values: dict[str, Got] = {}
        strange = False
        for entry in node.entries:
            key = None if entry.key.bad else shape.key(entry.key.value)
            if key is None:
                strange = True
                if not entry.key.bad:
                    self.unknown_key(shape, entry.key, elsewhere or {})
            elif (got := self.walk(key.shape, entry.value, f"'{key.name}'", entry.key.span)) is not None:
                values[key.name] = got
        missing = [key.name for key in shape.keys if key.required and node.get(key.name) is None]
        if missing and not strange:
            self.missing(missing, shape, where)
        complete = len(values) == len(node.entries) and not missing
        return Section(node, where, values, complete)

    def unknown_key(self, shape: Keys, key: Text, elsewhere: dict[str, str]) -> None:
        if key.value in shape.secrets:
            self.report.error("secret-in-clear", key.span, f"'{key.value}' must not stand in the manifest", "give it in config.yaml or the environment")
            return
        known = [each.name for each in shape.keys]
        meant = next((each.name for each in shape.keys if key.value in each.also), None) or nearest(key.value, known)
        hint = f"write '{meant}'" if meant else f"known are {', '.join(known)}"
        asked = f"; did you mean '{meant}'?" if meant else ""
        text = f"unknown key '{shorten(key.value)}' in {article(shape.name)} {shape.name}{asked}"
        if key.value in elsewhere:
            owner = elsewhere[key.value]
            text = f"'{key.value}' is no key of {article(shape.name)} {shape.name}; it belongs to {article(owner)} {owner}"
        self.report.error("unknown-key", key.span, text, hint)

    def missing(self, names: list[str], shape: Keys, where: Span) -> None:
        listed = " and ".join(f"'{name}'" for name in names)
        self.report.error("missing-key", where, f"{listed} {'is' if len(names) == 1 else 'are'} missing in this {shape.name}")

    def table(self, shape: Table, node: Node, what: str) -> Got | None:
        if isinstance(node, Text) and node.kind == "nothing" and node.raw == "":
            return Got(Rows(), node)
        if not isinstance(node, Map):
            return self.wrong_kind(shape, node, what)
        rows: list[Row] = []
        options: dict[str, Got] = {}
        for entry in node.entries:
            option = self.option(shape.options, entry.key, entry.value)
            if option is not None:
                if (got := self.walk(option.shape, entry.value, f"'{option.name}'", entry.key.span)) is not None:
                    options[option.name] = got
            elif not entry.key.bad:
                name = self.line(Line(shape.key), entry.key)
                value = self.walk(shape.value, entry.value, f"the {shape.name} '{entry.key.value}'", entry.key.span)
                rows.append(Row(entry.key, name.value if name else None, value))
        return Got(Rows(tuple(rows), options), node)

    def option(self, options: tuple[Key, ...], key: Text, value: Node) -> Key | None:
        """Which option of a table an entry is: one of its words with a boolean, or what people write for one."""
        flag = isinstance(value, Text) and (value.kind == "boolean" or value.value.lower() in YES_NO)
        return next((option for option in options if flag and option.name == key.value and not key.bad), None)

    def routes(self, shape: Routes, node: Node, what: str) -> Got | None:
        if isinstance(node, Text) and node.kind == "nothing" and node.raw == "":
            return Got(Rows(), node)
        if not isinstance(node, Map):
            return self.wrong_kind(shape, node, what)
        by_word = dict(shape.by_word)
        rows: list[Row] = []
        for entry in node.entries:
            if entry.key.bad or (key := self.line(Line(shape.key), entry.key)) is None:
                continue
            keys = by_word.get(key.value.word.text, by_word[""])
            if entry.value.bad:
                continue
            section = self.section(keys, entry.value, f"the route '{entry.key.value}'", entry.key.span, owners(shape))
            rows.append(Row(entry.key, key.value, Got(section, entry.value) if section else None))
        return Got(Rows(tuple(rows)), node)

    def wrong_kind(self, shape: Shape, node: Node, what: str) -> Got | None:
        """Reports a value of another kind than the grammar has there; returns None."""
        hint = ""
        if isinstance(node, Text) and isinstance(shape, Flag) and node.value.lower() in YES_NO:
            hint = f"write {'true' if node.value.lower() in ('yes', 'on', 'y') else 'false'}"
        elif isinstance(node, Text) and node.style in ("'", '"') and isinstance(shape, (Flag, Whole)):
            hint = "remove the quotes"
        elif not isinstance(node, Text) and isinstance(shape, Line):
            hint = "quote the value if its bracket is part of a text"
        self.report.error("wrong-kind", node.span, f"{what} must be {expected(shape)}, this is {node.told}", hint)
        return None


def article(name: str) -> str:
    return "an" if name[0] in "aeio" or name.startswith("SSE") else "a"


def owners(shape: Routes) -> dict[str, str]:
    """For each key that only some kinds of route have, the first kind that has it."""
    found: dict[str, str] = {}
    for _, keys in shape.by_word:
        for key in keys.keys:
            found.setdefault(key.name, keys.name)
    return found


def expected(shape: Shape) -> str:
    """What a shape wants, for an error's text."""
    shape = resolve(shape)
    if isinstance(shape, Flag):
        return "true or false"
    if isinstance(shape, Whole):
        return "a whole number"
    if isinstance(shape, Many):
        return f"{expected(shape.item)}, or a list of such" if shape.single else "a list"
    if isinstance(shape, (Keys, Table, Routes)):
        return "a map"
    if isinstance(shape, Kinds):
        forms = [expected(form) for form in (shape.text, shape.many, shape.table) if form is not None]
        return " or ".join(dict.fromkeys(forms))
    return "a text" if not isinstance(shape, Line) or shape.format is None else f"a text ({shape.format.name})"
