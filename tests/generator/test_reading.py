# SPDX-License-Identifier: Apache-2.0
"""How files are read: bytes, YAML subset, and the values YAML tears apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._load import LoadResult, load

HEAD = "saki: 1\nservice: {name: notes}\n"


def loaded(data: str | bytes, folder: Path) -> LoadResult:
    path = folder / "service.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load(path, name="service.yaml")


def places(result: LoadResult) -> list[tuple[str, int, int]]:
    return [(each.code, each.position.line, each.position.column) for each in result.diagnostics]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty-file", 1, 1)),
        (b"# only a comment\n\n", ("empty-file", 1, 1)),
        (b"\xef\xbb\xbf" + HEAD.encode(), ("byte-order-mark", 1, 1)),
        (HEAD.replace("\n", "\r\n").encode(), ("carriage-return", 1, 8)),
        (b"saki: 1\nservice: {name: notes, summary: caf\xe9}\n", ("not-utf8", 2, 36)),
        (b"saki: 1\nservice: {name: notes, summary: a\x07b}\n", ("control-character", 2, 34)),
        (HEAD.encode() + b"types:\n\tNote: {id: int64}\n", ("tab-indent", 4, 1)),
        (b"a" * ((1 << 20) + 1), ("file-too-large", 1, 1)),
        (HEAD.encode() + b"types: " + b"[" * 40 + b"]" * 40, ("too-deep", 3, 39)),
        (b"- a\n- b\n", ("wrong-kind", 1, 1)),
        (b"just text\n", ("wrong-kind", 1, 1)),
        (b"server: {listen: '127.0.0.1:80'}\nlog: {level: debug}\n", ("is-config", 1, 1)),
        (b"log: {level: debug}\n", ("is-config", 1, 1)),
        (HEAD.encode() + b"---\nsaki: 1\n", ("yaml-feature", 3, 1)),
        (b"%YAML 1.2\n---\n" + HEAD.encode(), ("yaml-feature", 1, 1)),
        (HEAD.encode() + b"types: &all {}\n", ("yaml-feature", 3, 8)),
        (HEAD.encode() + b"types: !!map {}\n", ("yaml-feature", 3, 8)),
        (HEAD.encode() + b"types: *all\n", ("yaml-feature", 3, 8)),
        (HEAD.encode() + b"types:\n  <<: {}\n", ("yaml-feature", 4, 3)),
        (HEAD.encode() + b"? types\n: {}\n", ("yaml-feature", 3, 3)),
        (HEAD.encode() + b"types: {[a]: b}\n", ("yaml-feature", 3, 9)),
        (HEAD.encode() + b"types:\n  Note: {id: int64\n", ("yaml-syntax", 4, 9)),
        (HEAD.encode() + b'types:\n  Note: "open\n', ("yaml-syntax", 4, 9)),
        (HEAD.encode() + b"types:\n    A: {id: int64}\n  B: {id: int64}\n", ("yaml-syntax", 5, 3)),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_error_with_its_place(data: bytes, expected: tuple[str, int, int], tmp_path: Path) -> None:
    assert places(loaded(data, tmp_path)) == [expected]


def test_a_missing_file_and_a_folder_are_errors_that_name_it(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        result = load(path)
        assert [each.code for each in result.diagnostics] == ["unreadable-file"]
        assert str(path) in result.diagnostics[0].text


def test_other_mistakes_are_found_in_a_file_with_windows_line_ends(tmp_path: Path) -> None:
    text = (HEAD + "types:\n  Note: {id: int46}\n").replace("\n", "\r\n")
    assert [each.code for each in loaded(text, tmp_path).diagnostics] == ["carriage-return", "unknown-type"]


def test_plain_no_and_times_are_texts(tmp_path: Path) -> None:
    result = loaded(HEAD + "settings: {answer: string = no, opens: string = 12:30}\n", tmp_path)
    assert result.manifest is not None
    assert [setting.field.default and setting.field.default.value for setting in result.manifest.settings] == ["no", "12:30"]


TORN = [
    ("types:\n  Note:\n    title: string = a: b\n", "'string = a: b'"),
    ('types:\n  Note:\n    title: string = "a: b"\n', "'string = \"a: b\"'"),
    ('types:\n  Note:\n    title: string = "a #b"\n', "'string = \"a #b\"'"),
    ('types:\n  Note: {title: string = "a, b", id: int64}\n', "'string = \"a, b\"'"),
    ("types:\n  Note: {title: string = hello, world, id: int64}\n", "'string = hello, world'"),
    ("types:\n  Note: {tags: list(string) = [], id: int64}\n", "'list(string) = []'"),
    ("types:\n  Note: {counts: map(int64) = {}, id: int64}\n", "'map(int64) = {}'"),
    ("types:\n  Note: {size: 'int64', rank: int32(1, 5)}\n", "'int32(1, 5)'"),
    ("types:\n  Note:\n    code: {type: string, pattern: [a-z]+}\n", "'[a-z]+'"),
    ("types:\n  Note:\n    code:\n      type: string\n      pattern: [a-z]+x\n", "'[a-z]+x'"),
    ('types:\n  Note:\n    title: "a" or b\n', "'\"a\" or b'"),
    ("routes:\n  REDIRECT /a/{id}: {to: /b/{id}}\n", "'/b/{id}'"),
    ("routes: {GET /a/{id}: {handler: show}}\n", "'GET /a/{id}'"),
]


@pytest.mark.parametrize(("text", "quoted"), TORN)
def test_a_torn_value_is_one_error_that_shows_the_quoted_spelling(text: str, quoted: str, tmp_path: Path) -> None:
    result = loaded(HEAD + text, tmp_path)
    assert [each.code for each in result.diagnostics] == ["torn-value"]
    assert result.diagnostics[0].hint == f"quote it: {quoted}"


@pytest.mark.parametrize(("text", "quoted"), TORN)
def test_the_quoted_spelling_is_no_longer_torn(text: str, quoted: str, tmp_path: Path) -> None:
    plain = quoted[1:-1].replace("''", "'")
    result = loaded(HEAD + text.replace(plain, quoted), tmp_path)
    assert "torn-value" not in [each.code for each in result.diagnostics]
    assert "yaml-syntax" not in [each.code for each in result.diagnostics]


def test_a_torn_value_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    text = HEAD + "types:\n  Note: {a: string = x: y, b: strin}\n  Page: {c: list(int64) = [], d: int46}\n"
    found = [(each.code, each.position.column) for each in loaded(text, tmp_path).diagnostics]
    assert found == [("torn-value", 13), ("unknown-type", 31), ("torn-value", 13), ("unknown-type", 34)]


@pytest.mark.parametrize(
    "field",
    [
        "int64",
        "int64 readonly",
        "string(1..200)",
        "string(..200) optional",
        "string(1..)",
        "list(string(1..30))(..16)",
        "list(list(double))",
        "map(int64)(1..8)",
        "enum(open|done) = open",
        "enum(in-progress|done) optional readonly",
        "Other optional",
        "Other-id",
        "Other-id-name optional",
        "patch(Other)",
        "patch(Other)-id",
        "patch(Other-id)",
        "bool = true",
        "double(-1.5..2.5e3) = 1e3",
        "string = plain",
        'string = ""',
        'string = "two words"',
        "bytes(..1024) = YWI=",
        "timestamp = 2026-11-20T12:00:00Z",
        "duration = 1h30m",
        "uuid secret",
        "email writeonly",
        "json optional",
        "int32( 1 .. 5 )",
    ],
)
def test_a_field_means_the_same_in_block_in_flow_and_quoted(field: str, tmp_path: Path) -> None:
    other = "  Other: {id: int64, name: string}\n"
    spelt = [f"  Note:\n    it: {field}\n", f"  Note: {{it: {field}}}\n", f"  Note: {{it: '{field}'}}\n", f"  Note: {{it: {field}, }}\n"]
    results = [loaded(f"{HEAD}types:\n{other}{text}", tmp_path) for text in spelt]
    assert [[str(each) for each in result.diagnostics] for result in results] == [[], [], [], []]
    fields = [result.manifest.struct("Note").fields[0] for result in results if result.manifest]
    assert len({str(each.type).replace(str(each.position), "") if "enum" not in field else each.name for each in fields}) == 1
    assert len({(each.optional, each.access, each.secret, each.default) for each in fields}) == 1


@pytest.mark.parametrize(
    ("value", "covered"),
    [
        ("strng(1..2)", "strng"),
        ("'strng(1..2)'", "strng"),
        ('"strng(1..2)"', "strng"),
        ("list(strng)", "strng"),
        ("'list(strng) optional'", "strng"),
        ("int32 optinal", "optinal"),
    ],
)
def test_the_caret_points_at_the_very_word_inside_a_value(value: str, covered: str, tmp_path: Path) -> None:
    result = loaded(f"{HEAD}types:\n  Note: {{before: 'it''s', it: {value}}}\n".replace("before: 'it''s', ", ""), tmp_path)
    (error,) = result.diagnostics
    assert error.excerpt[error.position.column - 1 :][: error.span.length] == covered


def test_the_caret_counts_escapes_in_quoted_values(tmp_path: Path) -> None:
    result = loaded(HEAD + "types:\n  Note: {it: \"list(\\u0073trng)\", b: 'enum(a|it''s)'}\n", tmp_path)
    covered = [error.excerpt[error.position.column - 1 :][: error.span.length] for error in result.diagnostics]
    assert covered == ["\\u0073trng", "it''s"]


def test_a_misspelt_declaration_is_one_error_however_often_it_is_used(tmp_path: Path) -> None:
    uses = "".join(f"  GET /{word}: {{handler: get_{word}, returns: Note}}\n" for word in ("a", "b", "c"))
    (error,) = loaded(f"{HEAD}types:\n  Nota: {{id: int64}}\nroutes:\n{uses}", tmp_path).diagnostics
    assert (error.code, error.position.line) == ("unknown-type", 6)
    assert "used 3 times" in error.text and "did you mean 'Nota'?" in error.text
