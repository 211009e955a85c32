# SPDX-License-Identifier: Apache-2.0
"""The statements of `sql/`: how they are read, what is refused, and how they are held against the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from saki._load import LoadResult, load
from saki._model import Manifest

MANIFEST = """saki: 1
service: {name: notes}
packages: [%s]
types:
  Note: {id: int64 readonly, title: string(1..200), body: string = "", due: date optional}
  State: enum(open|done)
"""
SCHEMA = "-- all of it\ncreate table notes (id integer primary key, title text not null, body text, state text);\n"


def project(tmp_path: Path, packages: str = "sqlite", **files: str) -> LoadResult:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "sql").mkdir()
    (tmp_path / "service.yaml").write_text(MANIFEST % packages)
    (tmp_path / "migrations/0001_notes.sql").write_text(SCHEMA)
    for name, text in files.items():
        (tmp_path / "sql" / f"{name.replace('__', '.')}.sql").write_text(text)
    return load(tmp_path / "service.yaml", name="service.yaml")


def good(result: LoadResult) -> Manifest:
    assert [str(each) for each in result.diagnostics] == [] and result.manifest is not None
    return result.manifest


def told(result: LoadResult) -> list[str]:
    assert result.manifest is None
    return [f"{each.span.start}: {each.text}" for each in result.diagnostics]


def test_a_query_has_a_name_parameters_and_a_row(tmp_path: Path) -> None:
    text = """-- Notes.

-- query find(id: int64, title: string optional): one Note
-- By its id.
select * from notes  -- :nothing
where id = :id and (:title is null or title = :title) and body <> ';:id?';
-- query count(): one int64
select count(*) from notes
-- query add(title: string, state: State): execute
insert into notes (title, state) values (:title, :state)
-- query titles(): each string
select title from notes
"""
    manifest = good(project(tmp_path, notes=text))
    find, count, add, titles = manifest.queries
    assert (find.name, find.verb, find.file, find.line, find.order) == ("find", "one", "sql/notes.sql", 5, ("id", "title", "title"))
    assert find.sql.split("\n")[1] == "where id = ? and (? is null or title = ?) and body <> ';:id?'"
    assert [(each.name, each.optional) for each in find.parameters] == [("id", False), ("title", True)]
    assert (count.verb, count.order, add.verb, add.row, titles.verb) == ("one", (), "execute", None, "each")
    assert str(tmp_path / "sql/notes.sql") in load(tmp_path / "service.yaml").files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select 1\n", "1:1: a statement without a line that says how it is called"),
        ("-- query find: one Note\nselect 1\n", "1:10: a query is written: -- query find_note(id: int64): one Note"),
        ("-- query Find(): one Note\nselect 1\n", "1:10: 'Find' cannot be a query's name"),
        ("-- query find() : one\nselect 1\n", "1:10: `one` needs the type of a row"),
        ("-- query find(): some Note\nselect 1\n", "1:10: a query is written"),
        ("-- query find(): one\nselect 1\n", "1:10: `one` needs the type of a row"),
        ("-- query find(): execute Note\nselect 1\n", "1:10: what is executed has no rows"),
        ("-- query delete(): execute\ndelete from notes\n", "1:10: 'delete' is a word of C++"),
        ("-- query find(id int64): one Note\nselect 1\n", "1:15: a parameter is written `name: type`"),
        ("-- query find(id: int64, id: int64): one Note\nselect 1\n", "1:26: the parameter 'id' needs another name"),
        ("-- query find(id: int65): one Note\nselect :id\n", "1:19: unknown type 'int65'"),
        ("-- query find(): one Nope\nselect 1\n", "1:22: unknown type 'Nope'"),
        ("-- query find(id: int64 = 3): one int64\nselect :id\n", "1:19: a parameter is a type, and `optional` at most"),
        ("-- query find(id: int64): one int64\nselect 1\n", "1:10: the parameter 'id' is not used"),
        ("-- query find(id: int64): one int64\nselect :id + :other\n", "2:14: the query has no parameter 'other'"),
        ("-- query find(): one int64\nselect ?\n", "2:8: parameters are named here"),
        ("-- query find(): one int64\n-- nothing\n", "1:10: nothing follows this line"),
        ("-- query find(): one int64\nselect 1; select 2\n", "2:9: a query is one statement"),
        ("-- query find(): one int64\nselect 1\n-- query find(): one int64\nselect 2\n", "3:10: 'find' is declared a second time"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = told(project(tmp_path, notes=text))
    assert found.startswith("sql/notes.sql:" + expected), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-- query find(): all int64\n\nselect id\nfrom note\n", "4:1: the schema does not fit: no such table: note"),
        ("-- query find(): all int64\nselect idd from notes\n", "2:1: the schema does not fit: no such column: idd"),
        ("-- query find(): all int64\nselect id frm notes where\n", "2:1: the schema does not fit: "),
        ("-- query find(): all int64\nselect id, title from notes\n", "1:10: the statement gives 2 columns for one value"),
        ("-- query find(): all Note\nselect id from notes\n", "1:10: Note needs the column title, the statement gives id"),
        ("-- query set_x(x: string): execute\nupdate notes set x = :x\n", "2:1: the schema does not fit: no such column: x"),
    ],
)
def test_a_statement_that_the_schema_refuses_is_an_error_of_the_manifest(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = told(project(tmp_path, notes=text))
    assert found.startswith("sql/notes.sql:" + expected), found


@pytest.mark.parametrize("statement", ["select * from notes limit :n", "select id, title from notes where json_extract(:n, '$') = 1 order by 1 limit :n", "select json(:n) as id, title from notes"])
def test_parameters_stand_wherever_values_may(tmp_path: Path, statement: str) -> None:
    good(project(tmp_path, notes=f"-- query find(n: int64): all Note\n{statement}\n"))


def test_a_statement_without_end_holds_no_check_up(tmp_path: Path) -> None:
    endless = "with recursive c(n) as (select 1 union all select n + 1 from c where n > :least) select count(*) from c"
    good(project(tmp_path, notes=f"-- query count(least: int64): one int64\n{endless}\n"))


def test_fields_that_may_be_absent_need_no_column(tmp_path: Path) -> None:
    good(project(tmp_path, notes="-- query find(): all Note\nselect id, title from notes\n"))


def test_a_migration_that_does_not_run_is_told_once(tmp_path: Path) -> None:
    result = project(tmp_path, notes="-- query find(): all int64\nselect id from other\n")
    (tmp_path / "migrations/0002_more.sql").write_text("create table other (id integer);\n\ncreate tabel third (x);\n")
    assert told(load(tmp_path / "service.yaml", name="service.yaml")) == [
        'migrations/0002_more.sql:3:1: it does not run on SQLite: near "tabel": syntax error'
    ]
    assert result.manifest is None


ADD = "-- query add(title: string): execute\n"


def test_one_database_may_say_it_otherwise(tmp_path: Path) -> None:
    manifest = good(project(tmp_path, "sqlite", notes=f"{ADD}insert low_priority into notes (title) values (:title)\n", notes__sqlite=f"{ADD}insert into notes (title) values (:title)\n"))
    assert [(each.name, each.backend) for each in manifest.queries] == [("add", ""), ("add", "sqlite")]


def test_a_variant_alone_or_of_another_form_is_refused(tmp_path: Path) -> None:
    statement = "insert into notes (title) values (:title)\n"
    result = project(tmp_path, notes=f"-- query add(title: string optional): execute\n{statement}", notes__sqlite=f"{ADD}{statement}-- query more(): execute\ndelete from notes\n")
    assert told(result) == [
        "sql/notes.sqlite.sql:1:10: 'add' is called in another way than in sql/notes.sql, line 1",
        "sql/notes.sqlite.sql:3:10: 'more' is said for sqlite alone",
    ]


@pytest.mark.parametrize(("name", "expected"), [("Notes", "is no name of a file of queries"), ("notes__sqlit", "has no package 'sqlit'; did you mean 'sqlite'?")])
def test_a_file_of_another_name_is_told(tmp_path: Path, name: str, expected: str) -> None:
    (found,) = told(project(tmp_path, **{name: "-- query find(): one int64\nselect 1\n"}))
    assert expected in found


def test_the_sql_of_another_database_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    manifest = good(project(tmp_path, "", notes="-- query lock(): one int64\nselect get_lock('a', 1) from dual\n"))
    assert manifest.queries[0].sql == "select get_lock('a', 1) from dual"
