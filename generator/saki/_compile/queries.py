# SPDX-License-Identifier: Apache-2.0
"""Reads `sql/*.sql`: the statements of a service, each under a line that says how C++ calls it.

    -- query find_link(slug: string(1..20)): one Link
    select slug, url from links where slug = :slug

    -- query add_link(slug: string, url: uri, note: string optional): execute
    insert into links (slug, url, note) values (:slug, :url, :note)

A file `links.mysql.sql` holds those that are said otherwise where the database is MySQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .._cpp_names import Scope, is_taken, pascal
from .._fault import Fault
from .._grammar.notation import FieldExpr, parse_field, parse_type
from .._model import Query, QueryParameter
from .._position import Position, Span
from .._report import Report
from .._suggest import did_you_mean
from .._types import FieldType
from .._yaml.nodes import Text
from .._yaml.source import Source, read_source, span_at
from .type_table import TypeTable

FOLDER = "sql"
FILE = re.compile(r"(?P<stem>[a-z][a-z0-9_-]*)(?:\.(?P<backend>[a-z][a-z0-9-]*))?\.sql")
HEADER = re.compile(r"^--[ \t]*query\b[ \t]*(?P<rest>.*)$", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9_]*")
SHAPE = re.compile(r"(?P<name>[A-Za-z_]\w*)\((?P<parameters>.*)\)[ \t]*:[ \t]*(?P<verb>one|all|each|execute)(?:[ \t]+(?P<type>\S.*?))?[ \t]*")
PARAMETER = re.compile(r"[ \t]*(?P<name>[a-z][a-z0-9_]*)[ \t]*:[ \t]*(?P<field>\S.*?)[ \t]*")
TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|(?P<comment>--[^\n]*|/\*.*?\*/)|::|:(?P<name>[A-Za-z_]\w*)|(?P<mark>[?;])""", re.DOTALL)
RIGHT = "-- query find_note(id: int64): one Note"
VERBS = "one T, all T, each T or execute"


@dataclass(frozen=True, slots=True)
class Block:
    """A header and what follows it up to the next one."""

    source: Source
    path: str  # in the project
    backend: str
    header: str
    at: int  # of the header's text behind `query`, in the file
    body: str
    body_at: int

    def span(self, offset: int, length: int = 1) -> Span:
        return Span(span_at(self.source.text, offset, self.source.file).start, max(1, length))

    @property
    def whole(self) -> Span:
        return self.span(self.at, len(self.header))


def read_queries(project: Path, manifest: str, packages: Iterable[str], types: TypeTable, files: list[str]) -> tuple[Query, ...]:
    """The queries in the order of their files; what is wrong with them is reported."""
    known, found = tuple(packages), []
    scope = {backend: Scope("queries") for backend in ("", *known)}
    for path in sorted((project / FOLDER).glob("*.sql")):
        files.append(str(path))
        shown = str(Path(manifest).parent / FOLDER / path.name)
        match = FILE.fullmatch(path.name)
        if match is None or (match["backend"] or "") not in scope:
            report_name(path.name, match["backend"] if match else None, known, Span(Position(shown, 1, 1)), types.report)
            continue
        source = read_source(path, shown, types.report)
        for block in blocks(source, f"{FOLDER}/{path.name}", match["backend"] or "", types.report) if source else ():
            query = read_query(block, types)
            if query is not None and scope[block.backend].add(query.name, query.name, block.whole, types.report):
                found.append(query)
    check_variants(found, types.report)
    return tuple(found)


def check_variants(found: list[Query], report: Report) -> None:
    """A query that one database says otherwise has a form for all others, of which C++ sees no difference."""
    common = {each.name: each for each in found if not each.backend}
    for each in found:
        other = common.get(each.name)
        if other is None:
            report.error("bad-query", Span(each.position), f"'{each.name}' is said for {each.backend} alone", f"say it for all others too: sql/{FILE.fullmatch(Path(each.file).name)['stem']}.sql")  # type: ignore[index]
        elif (each.parameters, each.verb, each.row) != (other.parameters, other.verb, other.row):
            text = f"'{each.name}' is called in another way than in {other.file}, line {other.position.line}"
            report.error("bad-query", Span(each.position), text, "write the same parameters and the same row above both")


def report_name(name: str, backend: str | None, known: tuple[str, ...], where: Span, report: Report) -> None:
    if backend is None:
        report.error("bad-query", where, f"'{name}' is no name of a file of queries", "notes.sql; for one database alone notes.mysql.sql")
    else:
        text = f"the manifest has no package '{backend}'{did_you_mean(backend, known)}"
        report.error("bad-query", where, text, f"its packages are {', '.join(known) or 'none'}; remove or rename the file")


def blocks(source: Source, path: str, backend: str, report: Report) -> Iterator[Block]:
    """The file cut at its headers."""
    headers = list(HEADER.finditer(source.text))
    before = source.text[: headers[0].start()] if headers else source.text
    if (stray := re.search(r"[^\s;]", TOKEN.sub(lambda token: blank(token) if token["comment"] else token[0], before))) is not None:
        where = span_at(source.text, stray.start(), source.file)
        report.error("bad-query", where, "a statement without a line that says how it is called", f"write one above it: {RIGHT}")
    for header, after in zip(headers, [*headers[1:], None]):
        body = source.text[header.end() : after.start() if after else None]
        yield Block(source, path, backend, header["rest"], header.start("rest"), body, header.end())


def blank(token: re.Match[str]) -> str:
    """As many blanks as a comment has characters, so that what follows stays where it is."""
    return re.sub(r"[^\n]", " ", token[0])


def read_query(block: Block, types: TypeTable) -> Query | None:
    """One query; None when something about it was reported."""
    shape = SHAPE.fullmatch(block.header)
    if shape is None:
        types.report.error("bad-query", block.whole, f"a query is written: {RIGHT}", f"after the colon: {VERBS}")
        return None
    name, verb = shape["name"], shape["verb"]
    if not NAME.fullmatch(name):
        types.report.error("bad-query", block.span(block.at, len(name)), f"'{name}' cannot be a query's name", f"snake_case, as in {RIGHT}")
        return None
    if is_taken(name):
        types.report.error("cpp-keyword", block.span(block.at, len(name)), f"'{name}' is a word of C++", f"rename it: {name}_row")
        return None
    if (shape["type"] is None) != (verb == "execute"):
        text = "what is executed has no rows" if verb == "execute" else f"`{verb}` needs the type of a row"
        types.report.error("bad-query", block.whole, text, f"after the colon: {VERBS}")
        return None
    parameters = read_parameters(block, shape, types)
    row = read_row(block, shape, types)
    if parameters is None or (verb != "execute" and row is None):
        return None
    statement = read_statement(block, parameters, types.report)
    if statement is None:
        return None
    sql, order, at = statement
    line = block.span(block.body_at + at).start.line
    return Query(name, block.path, line, block.backend, parameters, verb, row, sql, order, block.whole.start)


def read_row(block: Block, shape: re.Match[str], types: TypeTable) -> FieldType | None:
    """What a row becomes."""
    if shape["type"] is None:
        return None
    node = text_node(block, shape["type"], shape.start("type"))
    try:
        return types.resolve(parse_type(shape["type"]), node, pascal(shape["name"]) + "Row")
    except Fault as fault:
        types.report.error(fault.code, node.span, fault.text, fault.hint)
        return None


def read_parameters(block: Block, shape: re.Match[str], types: TypeTable) -> tuple[QueryParameter, ...] | None:
    found: list[QueryParameter] = []
    for text, offset in pieces(shape["parameters"], shape.start("parameters")):
        match = PARAMETER.fullmatch(text)
        if match is None:
            types.report.error("bad-query", block.span(block.at + offset, len(text)), "a parameter is written `name: type`", RIGHT)
            return None
        if is_taken(match["name"]) or match["name"] in [each.name for each in found]:
            where = block.span(block.at + offset + match.start("name"), len(match["name"]))
            types.report.error("bad-query", where, f"the parameter '{match['name']}' needs another name", "each once, and none that is a word of C++")
            return None
        made = read_type(block, match["field"], offset + match.start("field"), pascal(shape["name"]) + pascal(match["name"]), types)
        if made is None:
            return None
        found.append(QueryParameter(match["name"], made[0], made[1]))
    return tuple(found)


def read_type(block: Block, text: str, offset: int, owner: str, types: TypeTable) -> tuple[FieldType, bool] | None:
    """A parameter's type, and whether it may be absent."""
    node = text_node(block, text, offset)
    try:
        field: FieldExpr = parse_field(text)
    except Fault as fault:
        types.report.error(fault.code, node.span, fault.text, fault.hint)
        return None
    words = [word.text for word in field.words]
    if field.default is not None or any(word != "optional" for word in words):
        types.report.error("bad-query", node.span, "a parameter is a type, and `optional` at most", "who calls gives the value")
        return None
    of = types.resolve(field.type, node, owner)
    return None if of is None else (of, "optional" in words)


def text_node(block: Block, text: str, offset: int) -> Text:
    return Text(text, block.span(block.at + offset).start, text)


def pieces(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """The texts between the commas that stand in no brackets, each with its place."""
    depth, begin = 0, 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            yield text[begin:at], offset + begin
            begin = at + 1
    if text[begin:].strip() or begin:
        yield text[begin:], offset + begin


def read_statement(block: Block, parameters: tuple[QueryParameter, ...], report: Report) -> tuple[str, tuple[str, ...], int] | None:
    """The statement with `?` for its parameters and without comments, which of them stands where, and where it begins in the body."""
    known = {each.name for each in parameters}
    order: list[str] = []
    wrong: list[tuple[int, str, str]] = []
    ends: list[int] = []

    def replaced(token: re.Match[str]) -> str:
        if token["comment"]:
            return blank(token)
        if token["name"]:
            if token["name"] not in known:
                wrong.append((token.start(), f"the query has no parameter '{token['name']}'{did_you_mean(token['name'], known)}", "declare it in the line above"))
            order.append(token["name"])
            return "?"
        if token["mark"] == "?":
            wrong.append((token.start(), "parameters are named here", "write :name instead of ?"))
        if token["mark"] == ";":
            ends.append(token.start())
            return " "
        return token[0]

    text = TOKEN.sub(replaced, block.body)
    if not re.search(r"[^\s;]", text):
        report.error("bad-query", block.whole, "nothing follows this line", "write the statement below it")
        return None
    if ends and re.search(r"[^\s;]", TOKEN.sub(lambda token: blank(token) if token["comment"] else token[0], block.body)[ends[0] + 1 :]):
        wrong.append((ends[0], "a query is one statement", "give the next one a line of its own"))
    for unused in known.difference(order):
        report.error("bad-query", block.whole, f"the parameter '{unused}' is not used", f"write :{unused} in the statement, or remove it")
    for at, told, hint in wrong:
        report.error("bad-query", block.span(block.body_at + at), told, hint)
    if wrong or known.difference(order):
        return None
    return text.strip(), tuple(order), len(text) - len(text.lstrip())
