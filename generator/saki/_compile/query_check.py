# SPDX-License-Identifier: Apache-2.0
"""Holds the statements of `sql/` against the schema that the migrations make, in an SQLite database that lives as long as the check.

Only for services whose database may be SQLite: another database's SQL is its own. A statement that changes rows is prepared, not run, so
the columns that its `returning` gives are not looked at.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping

from .._model import Field, FieldType, Migration, Query, Struct, StructType
from .._position import Position, Span
from .._report import Report

BACKEND = "sqlite"
STEPS = 1_000_000  # of SQLite's machine, for one statement: some tens of milliseconds
NAMED = re.compile(r"no such (?:column|table|function): (?:\w+\.)*(\w+)|near \"([^\"]+)\"")


def check_queries(queries: Iterable[Query], migrations: Iterable[Migration], structs: Mapping[str, Struct], report: Report) -> None:
    """Reports what SQLite would refuse, and rows that lack a column their type needs."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if make_schema(database, own(migrations, lambda each: (each.number,)), report):
            for query in own(queries, lambda each: (each.name,)):
                check_query(database, query, structs, report)
    finally:
        database.close()


def own(entries: Iterable, key) -> list:  # type: ignore[no-untyped-def, type-arg]
    """Of entries with variants, those that SQLite gets."""
    found: dict[object, object] = {}
    for each in entries:
        if each.backend == BACKEND or (not each.backend and key(each) not in found):
            found[key(each)] = each
    return list(found.values())


def make_schema(database: sqlite3.Connection, migrations: Iterable[Migration], report: Report) -> bool:
    """Applies the migrations; the first that fails is reported."""
    for each in migrations:
        try:
            database.executescript(each.up)
        except sqlite3.Error as error:
            span = Span(Position(each.file, line_of(each.up, str(error)), 1))
            report.error("bad-migration", span, f"it does not run on SQLite: {error}", "mend it, or give SQLite a variant of its own")
            return False
    return True


def line_of(text: str, message: str) -> int:
    """The line that an error seems to be about, else the first."""
    match = NAMED.search(message)
    at = text.find(match[1] or match[2]) if match else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def check_query(database: sqlite3.Connection, query: Query, structs: Mapping[str, Struct], report: Report) -> None:
    zeros = (0,) * len(query.order)
    try:
        database.execute("explain " + query.sql, zeros)
    except sqlite3.Error as error:
        line = query.line + line_of(query.sql, str(error)) - 1
        report.error("bad-query", Span(Position(query.position.file, line, 1)), f"the schema does not fit: {error}", f"the query is '{query.name}'; the schema is what migrations/ makes")
        return
    columns = columns_of(database, query.sql, zeros)
    if query.row is not None and columns is not None:
        check_columns(query, query.row, columns, structs, report)


def columns_of(database: sqlite3.Connection, sql: str, values: tuple[int, ...]) -> list[str] | None:
    """The names of the result's columns; None where finding out would change rows, or takes better values than these."""
    if not re.match(r"(?:select|with|values)\b", sql, re.IGNORECASE) or re.search(r"\b(?:insert|update|delete|replace)\b", sql, re.IGNORECASE):
        return None
    database.set_progress_handler(lambda: 1, STEPS)  # What goes on and on is left at the first question.
    try:
        return [each[0] for each in database.execute(sql, values).description]
    except sqlite3.Error:
        return None
    finally:
        database.set_progress_handler(None, 0)


def check_columns(query: Query, row: FieldType, columns: list[str], structs: Mapping[str, Struct], report: Report) -> None:
    """Whether each field that must be there has a column, and a single value exactly one."""
    where = Span(query.position)
    if not isinstance(row, StructType):
        if len(columns) != 1:
            report.error("bad-query", where, f"the statement gives {len(columns)} columns for one value", "select one, or declare a type with a field for each")
        return
    struct = structs[row.cpp]
    missing = [each.name for each in struct.fields if is_needed(each) and each.name not in columns]
    if missing:
        text = f"{struct.name} needs the column{'s' * (len(missing) > 1)} {', '.join(missing)}, the statement gives {', '.join(columns)}"
        report.error("bad-query", where, text, "select them, name them by `as`, or leave the fields out of the type")


def is_needed(field: Field) -> bool:
    return not field.optional and field.default is None
