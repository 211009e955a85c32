# SPDX-License-Identifier: Apache-2.0
"""Reads the YAML subset into nodes: one document, no anchors, aliases, tags, directives, merge keys or duplicate keys, 32 levels.

A value that YAML tore apart stops the YAML parser. It is reported, blanked in place (same length, so that every other column
stays true), and the text is read again: one torn value does not hide the other mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent

from .._position import Position, Span
from .._report import Report
from .nodes import Entry, Map, Node, Seq, Text
from .source import Source
from .torn import Torn, find_torn, quote, value_end

MAX_DEPTH = 32
MAX_TORN = 50


class Stop(Exception):
    """The file cannot be read any further; said already."""


def read_yaml(source: Source, report: Report) -> Node | None:
    """Returns the root node; None when the file is empty or cannot be read, which has then been reported."""
    lines = source.lines
    torn: dict[tuple[int, int], Torn] = {}
    for _ in range(MAX_TORN):
        builder = Builder(source.file, lines, report, frozenset(torn))
        try:
            return builder.document()
        except Stop:
            return None
        except MarkedYAMLError as error:
            found = recover(error, lines)
            if found is None:
                explain(error, source, lines, report)
                return None
            number, value = found
            torn[number, value.start] = value
            report_torn(source, number, value, report)
            blank(lines, number, value)
        except (YAMLError, ValueError, IndexError, OverflowError) as error:
            text = str(error).splitlines()[0] if str(error) else type(error).__name__
            report.error("yaml-syntax", Span(Position(source.file, 1, 1)), f"YAML cannot be read: {text}")
            return None
    return None


def report_torn(source: Source, number: int, value: Torn, report: Report) -> None:
    span = Span(Position(source.file, number + 1, value.start + 1), max(1, value.end - value.start))
    report.error("torn-value", span, f"YAML tears this value apart at {value.cause}", f"quote it: {value.quoted}")


def recover(error: MarkedYAMLError, lines: list[str]) -> tuple[int, Torn] | None:
    """Finds the torn value behind a YAML error: its line (from 0) and place."""
    mark = error.problem_mark
    if mark is None or not 0 <= mark.line < len(lines) or "\t" in lines[mark.line][: mark.column + 1]:
        return None
    if "found unexpected end of stream" in (error.problem or "") or "<stream end>" in (error.problem or ""):
        return None
    torn = find_torn(lines[mark.line], mark.column)
    return (mark.line, torn) if torn and len(torn.value) > 1 else None


def blank(lines: list[str], number: int, value: Torn) -> None:
    """Overwrites a torn value with a quoted text of the same length."""
    line = lines[number]
    lines[number] = line[: value.start] + "'" + "x" * (value.end - value.start - 2) + "'" + line[value.end :]


def explain(error: MarkedYAMLError, source: Source, lines: list[str], report: Report) -> None:
    """Reports a YAML error that no torn value explains."""
    problem = error.problem or "this is no YAML"
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    text = lines[line] if line < len(lines) else ""
    if "\t" in text[: column + 1] and not text[:column].strip():
        where = Span(Position(source.file, line + 1, text.index("\t") + 1))
        report.error("tab-indent", where, "a tab cannot indent a line", "use spaces, two for each level")
        return
    said, hint = words_for(problem)
    if error.context_mark and ("end of stream" in problem or "<stream end>" in problem):
        line, column = error.context_mark.line, error.context_mark.column
    report.error("yaml-syntax", Span(Position(source.file, line + 1, column + 1)), said, hint)


def words_for(problem: str) -> tuple[str, str]:
    """Says the YAML parser's complaint as a person would."""
    if "mapping values are not allowed" in problem:
        return "this line does not fit the one above it", "entries of one map start in the same column"
    if "could not find expected ':'" in problem:
        return "a ':' is missing after this key", "write `key: value`"
    if "end of stream" in problem or "<stream end>" in problem:
        return "what opens here is never closed", "add the closing quote or bracket"
    if "expected <block end>" in problem:
        return "this line does not fit the ones above it", "entries of one map start in the same column and read `key: value`"
    return f"YAML cannot be read here: {problem}", "quote the value, or look for a missing comma or bracket"


@dataclass
class Open:
    """A map or list being filled."""

    start: Position
    flow: bool
    items: list[Node]
    entries: list[Entry] | None  # None for a list
    key: Text | None = None


class Builder:
    """Turns the parser's events into nodes."""

    def __init__(self, file: str, lines: list[str], report: Report, torn: frozenset[tuple[int, int]]) -> None:
        self.file = file
        self.lines = lines
        self.report = report
        self.torn = torn
        self.anchors: set[str] = set()
        self.cut: set[Position] = set()  # where values begin that a comma cut
        self.root: Node | None = None
        self.stack: list[Open] = []

    def document(self) -> Node | None:
        """Reads the one document; raises MarkedYAMLError where YAML gives up, Stop where we do."""
        self.refuse_directive()
        for event in events("\n".join(self.lines)):
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                self.open(event)
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self.close()
            elif isinstance(event, (ScalarEvent, AliasEvent)):
                self.place(self.text(event))
            elif isinstance(event, DocumentStartEvent):
                self.start_document(event)
        return self.root

    def start_document(self, event: Any) -> None:
        if self.root is not None:
            self.feature(event, "a second document", "keep one document in a file; `include` takes further files")
            raise Stop

    def refuse_directive(self) -> None:
        number = next((number for number, line in enumerate(self.lines, 1) if line.strip() and not line.startswith("#")), 0)
        if number and self.lines[number - 1].startswith("%"):
            where = Span(Position(self.file, number, 1))
            self.report.error("yaml-feature", where, "a directive is not part of the format", "remove the lines that start with %")
            raise Stop

    def open(self, event: Any) -> None:
        if len(self.stack) == MAX_DEPTH:
            self.report.error("too-deep", Span(self.at(event.start_mark)), f"this is nested deeper than {MAX_DEPTH} levels")
            raise Stop
        self.refuse_properties(event)
        is_map = isinstance(event, MappingStartEvent)
        self.stack.append(Open(self.at(event.start_mark), bool(event.flow_style), [], [] if is_map else None))

    def close(self) -> None:
        done = self.stack.pop()
        if done.entries is None:
            self.place(Seq(tuple(done.items), done.start))
        else:
            self.place(Map(tuple(done.entries), done.start))

    def place(self, node: Node) -> None:
        """Puts a finished node where it belongs: the root, a list, or the key or value of a map."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.entries is None:
            if self.rejoin(parent, node, parent.items):
                parent.items[-1] = replace(parent.items[-1], bad=True)
            else:
                parent.items.append(node)
        elif parent.key is None:
            parent.key = self.key(node)
        else:
            self.add_entry(parent, parent.key, self.beside(parent.key, node))
            parent.key = None

    def key(self, node: Node) -> Text:
        if isinstance(node, Text):
            if self.lines[node.start.line - 1][: node.start.column - 1].rstrip().endswith("?"):
                self.report.error("yaml-feature", node.span, "a key that starts with '?' is not part of the format", "write `key: value`")
            return node
        self.report.error("yaml-feature", node.span, "a key must be a text, this is " + node.told, "quote it if it is meant as text")
        return Text("", node.start, "", bad=True)

    def beside(self, key: Text, value: Node) -> Node:
        """Places a missing value behind its key's colon; the parser puts it at whatever comes next."""
        if not isinstance(value, Text) or value.raw or value.value or value.style or value.bad:
            return value
        line = self.lines[key.start.line - 1]
        colon = line.find(":", key.start.column - 1 + len(key.raw))
        return replace(value, start=replace(key.start, column=max(colon + 2, key.start.column)))

    def add_entry(self, parent: Open, key: Text, value: Node) -> None:
        entries = parent.entries
        assert entries is not None
        if parent.flow and not self.has_colon(key) and self.rejoin(parent, key, [entry.value for entry in entries]):
            entries[-1] = Entry(entries[-1].key, replace(entries[-1].value, bad=True))
            return
        if key.value == "<<" and not key.style:
            self.report.error("yaml-feature", key.span, "merge keys are not part of the format", "write the entries out")
            return
        first = next((entry.key for entry in entries if entry.key.value == key.value), None)
        if first is not None and not key.bad and not first.bad:
            text = f"'{key.value}' is here a second time, first in line {first.start.line}"
            self.report.error("duplicate-key", key.span, text, "rename or remove one of the two")
            return
        entries.append(Entry(key, value))

    def has_colon(self, key: Text) -> bool:
        """Whether a `:` follows the key in the file; without one YAML made a key of what was the rest of a value."""
        line = self.lines[key.start.line - 1]
        rest = line[key.start.column - 1 + len(key.raw) :].lstrip()
        return not key.raw or rest.startswith(":") or not rest

    def rejoin(self, parent: Open, rest: Node, before: list[Node]) -> bool:
        """Recognises `string(1, 2)` cut at its comma: reports the whole once, and swallows the pieces after the first."""
        if not (parent.flow and before and isinstance(rest, Text) and isinstance(before[-1], Text)):
            return False
        first = before[-1]
        if first.bad and first.start in self.cut:
            return True
        if parent.entries is None and not unbalanced(first.value):
            return False
        return self.report_cut(first)

    def report_cut(self, first: Text) -> bool:
        line = self.lines[first.start.line - 1]
        begin = first.start.column - 1
        value = rejoined(line, begin, first.value)
        self.cut.add(first.start)
        span = Span(first.start, max(1, len(value)))
        self.report.error("torn-value", span, "YAML tears this value apart at ','", f"quote it: {quote(value)}")
        return True

    def text(self, event: Any) -> Text:
        """A scalar or alias event as a node."""
        start = self.at(event.start_mark)
        if isinstance(event, AliasEvent):
            if event.anchor not in self.anchors:
                self.feature(event, "an alias", "write the value out, or quote it if the * is part of a text")
            return Text("", start, "", bad=True)
        tagged = self.refuse_properties(event)
        begin, end = event.start_mark, event.end_mark
        raw = self.lines[begin.line][begin.column : end.column].rstrip() if begin.line == end.line else ""
        style = event.style or ""
        bad = tagged or (begin.line, begin.column) in self.torn
        return Text(event.value, start, raw if not raw or style or raw == event.value else "", style, bad or self.lost_comment(event, raw))

    def lost_comment(self, event: Any, raw: str) -> bool:
        """Recognises `string = "a #b"`: YAML takes the rest for a comment and leaves an open quote or bracket behind."""
        rest = self.lines[event.end_mark.line][event.end_mark.column :].lstrip()
        if event.style or not raw or not rest.startswith("#") or not unbalanced(raw):
            return False
        start = event.start_mark
        whole = self.lines[start.line][start.column :].rstrip()
        if unbalanced(whole):
            return False  # a comment after all, behind a value with a mistake of its own
        span = Span(self.at(start), len(whole))
        self.report.error("torn-value", span, "YAML tears this value apart at ' #'", f"quote it: {quote(whole)}")
        return True

    def refuse_properties(self, event: Any) -> bool:
        """Reports an anchor or a tag; returns whether the node's value is lost with it."""
        if event.anchor:
            self.anchors.add(event.anchor)
            self.feature(event, f"the anchor '&{event.anchor}'", "write the value out where it is used")
        if event.tag:
            self.feature(event, f"the tag '{event.tag}'", "remove it; quote the value if it is text")
        return bool(event.tag)

    def feature(self, event: Any, what: str, hint: str) -> None:
        self.report.error("yaml-feature", Span(self.at(event.start_mark)), f"{what} is not part of the format", hint)

    def at(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)


def events(text: str) -> Iterator[Any]:
    """The events of ruamel's own parser, which does not depend on a compiled one being there."""
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, StreamEndEvent):
            return
        yield event


def unbalanced(value: str) -> bool:
    """Whether a text opens a bracket or quote that it does not close."""
    return value.count("(") > value.count(")") or value.count('"') % 2 == 1


def rejoined(line: str, begin: int, first: str) -> str:
    """What a value cut at commas was: up to where its brackets close, else with every following piece that is no entry of its own."""
    end = value_end(line, begin, stop_at_colon=False)
    while line[end : end + 1] == "," and not unbalanced(first):
        next_end = value_end(line, end + 1, stop_at_colon=False)
        piece = line[end + 1 : next_end]
        if ": " in piece or piece.rstrip().endswith(":"):
            break
        end = next_end
    return line[begin:end].rstrip()
