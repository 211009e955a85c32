# SPDX-License-Identifier: Apache-2.0
"""What the model says of types, routes, groups, handlers, includes, and the facts the rest of the generator relies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._load import LoadResult, load
from saki._model import Access, Content, Manifest, Origin, Role, Struct

HEAD = "saki: 1\nservice: {name: notes}\n"


def loaded(text: str, folder: Path, **files: str) -> LoadResult:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content)
    path = folder / "service.yaml"
    path.write_text(HEAD + text)
    return load(path, name="service.yaml")


def good(text: str, folder: Path, **files: str) -> Manifest:
    result = loaded(text, folder, **files)
    assert [str(each) for each in result.diagnostics] == []
    assert result.manifest is not None
    return result.manifest


def codes(text: str, folder: Path, **files: str) -> list[str]:
    return [each.code for each in loaded(text, folder, **files).diagnostics]


def names(struct: Struct) -> list[str]:
    return [field.name for field in struct.fields]


# ---------------------------------------------------------------- types


def test_derived_types_are_resolved_to_fields(tmp_path: Path) -> None:
    manifest = good(
        """
types:
  Note: {id: int64 readonly, title: string = x, state: enum(open|done)}
  NewNote: Note-id
routes:
  POST /a: {handler: a, body: Note-id-title}
  PATCH /b: {handler: b, body: patch(Note-id)}
  PATCH /c: {handler: c, body: patch(Note)-id}
  PUT /d: {handler: d, body: NewNote}
""",
        tmp_path,
    )
    assert names(manifest.struct("NoteWithoutIdTitle")) == ["state"]
    assert names(manifest.struct("NoteWithoutIdPatch")) == names(manifest.struct("NotePatchWithoutId")) == ["title", "state"]
    assert all(field.optional and field.default is None for field in manifest.struct("NotePatchWithoutId").fields)
    assert manifest.struct("NewNote").origin is Origin.DERIVED
    assert [enum.cpp for enum in manifest.enums] == ["NoteState"]


def test_a_struct_follows_what_it_holds(tmp_path: Path) -> None:
    manifest = good("types:\n  A: {b: B}\n  B: {c: C, d: list(A)}\n  C: {n: int64}\n", tmp_path)
    assert [struct.cpp for struct in manifest.structs] == ["C", "B", "A"]


def test_only_fields_that_lead_back_are_boxed(tmp_path: Path) -> None:
    manifest = good(
        "types:\n  Tree: {left: Tree optional, leaf: Leaf optional, all: list(Tree)}\n  Leaf: {tree: Tree optional}\n  Lone: {leaf: Leaf optional}\n",
        tmp_path,
    )
    boxed = {f"{struct.cpp}.{field.name}": field.boxed for struct in manifest.structs for field in struct.fields}
    assert boxed == {"Tree.left": True, "Tree.leaf": True, "Tree.all": False, "Leaf.tree": True, "Lone.leaf": False}


@pytest.mark.parametrize("text", ["A: {b: B}\n  B: {a: A}", "A: {a: A}", "A: {b: B}\n  B: {c: C}\n  C: {a: A, b: B}"])
def test_a_circle_without_a_way_out_is_one_error(text: str, tmp_path: Path) -> None:
    assert codes(f"types:\n  {text}\n", tmp_path) == ["recursive-type"]


@pytest.mark.parametrize("text", ["A: {a: A optional}", "A: {a: list(A)}", "A: {a: map(A)}", "A: {b: B}\n  B: {a: list(A)}"])
def test_a_circle_with_a_way_out_is_fine(text: str, tmp_path: Path) -> None:
    good(f"types:\n  {text}\n", tmp_path)


def test_the_two_forms_of_a_field_are_equal(tmp_path: Path) -> None:
    manifest = good(
        "types:\n  A: {x: string(1..5) readonly = abc}\n  B: {x: {type: string, min: 1, max: 5, readonly: true, default: abc}}\n", tmp_path
    )
    first, second = manifest.struct("A").fields[0], manifest.struct("B").fields[0]
    assert (first.type, first.access, first.default) == (second.type, second.access, second.default)
    assert first.access is Access.READONLY


def test_strict_is_an_option_and_may_still_name_a_field(tmp_path: Path) -> None:
    manifest = good("types:\n  A: {strict: true, x: int64}\n  B: {strict: bool}\n", tmp_path)
    assert (manifest.struct("A").strict, names(manifest.struct("A"))) == (True, ["x"])
    assert (manifest.struct("B").strict, names(manifest.struct("B"))) == (False, ["strict"])


# ---------------------------------------------------------------- routes and groups


def test_groups_give_prefix_and_policies(tmp_path: Path) -> None:
    manifest = good(
        """
groups:
  api:
    prefix: /api
    timeout: 5s
    middleware: outer
    routes:
      GET /: {handler: home}
      GET /fast: {handler: fast, timeout: 1s, middleware: inner}
    groups:
      users:
        prefix: /users/{user:int64}
        routes: {'GET /posts/{post}': {handler: show_post}}
""",
        tmp_path,
    )
    home, fast, post = manifest.routes
    assert [route.path.text for route in manifest.routes] == ["/api", "/api/fast", "/api/users/{user:int64}/posts/{post}"]
    assert (home.timeout, fast.timeout) == (5_000_000, 1_000_000)
    assert (home.middleware, fast.middleware) == (("outer",), ("outer", "inner"))
    assert [part.name for part in post.path.parameters] == ["user", "post"]
    assert post.groups == ("api", "users")


def test_answers_have_a_status_and_a_content(tmp_path: Path) -> None:
    manifest = good(
        "types: {A: {x: int64}}\nroutes:\n  GET /a: {handler: a, returns: A}\n  GET /b: {handler: b, returns: 204}\n  GET /c: {handler: c, returns: {200: A, 202: text, 204: }}\n  GET /d: {handler: d}\n  GET /e: {handler: e, returns: 203 list(A)}\n",
        tmp_path,
    )
    told = [[(answer.status, answer.content) for answer in route.answers] for route in manifest.routes]
    assert told == [
        [(200, Content.JSON)],
        [(204, Content.NONE)],
        [(200, Content.JSON), (202, Content.TEXT), (204, Content.NONE)],
        [],
        [(203, Content.JSON)],
    ]


def test_arguments_come_in_a_fixed_order(tmp_path: Path) -> None:
    manifest = good(
        "routes:\n  POST /a/{id:int64}/{rest...}: {handler: a, body: bytes, cookies: {c: string optional}, headers: {X-Trace: string}, query: {q: string}}\n",
        tmp_path,
    )
    (handler,) = manifest.handlers
    assert [(each.role, each.cpp) for each in handler.parameters] == [
        (Role.PATH, "id"),
        (Role.PATH, "rest"),
        (Role.QUERY, "query"),
        (Role.HEADERS, "headers"),
        (Role.COOKIES, "cookies"),
        (Role.BODY, "body"),
    ]
    assert manifest.struct("AHeaders").fields[0].cpp == "x_trace"


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("GET /a/{x}", "GET /a/{y}", "ambiguous-route"),
        ("GET /a/{x:int64}", "GET /a/{y:uuid}", "ambiguous-route"),
        ("GET /a/{x...}", "GET /a/{y...}", "ambiguous-route"),
        ("GET /a", "WS /a", "duplicate-route"),
    ],
)
def test_routes_that_cannot_be_told_apart(first: str, second: str, code: str, tmp_path: Path) -> None:
    assert codes(f"routes:\n  {first}: {{handler: a}}\n  {second}: {{handler: b}}\n", tmp_path) == [code]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("GET /a/{x}", "POST /a/{y}"),
        ("GET /a/{x:int64}", "GET /a/{y}"),
        ("GET /a/b", "GET /a/{y}"),
        ("GET /a/{x}", "GET /a/{y...}"),
        ("GET /a/{x}/b", "GET /a/{y}/c"),
    ],
)
def test_routes_that_precedence_tells_apart(first: str, second: str, tmp_path: Path) -> None:
    good(f"routes:\n  {first}: {{handler: a}}\n  {second}: {{handler: b}}\n", tmp_path)


def test_one_handler_may_serve_two_routes_of_one_signature(tmp_path: Path) -> None:
    manifest = good(
        "routes:\n  GET /a/{id}: {handler: show, query: {q: enum(a|b)}}\n  GET /b/{id}: {handler: show, query: {q: enum(a|b)}}\n", tmp_path
    )
    (handler,) = manifest.handlers
    assert handler.used_by == ("GET /a/{id}", "GET /b/{id}")


@pytest.mark.parametrize(
    "second",
    [
        "GET /b/{key}: {handler: show}",
        "GET /b/{id:int64}: {handler: show}",
        "GET /b/{id}: {handler: show, returns: text}",
        "POST /b/{id}: {handler: show, body: text}",
        "GET /b/{id}: {handler: show, query: {q: string}}",
        "WS /b/{id}: {handler: show}",
    ],
)
def test_two_signatures_of_one_handler_are_one_error(second: str, tmp_path: Path) -> None:
    assert codes(f"routes:\n  GET /a/{{id}}: {{handler: show}}\n  {second}\n", tmp_path) == ["handler-signature"]


def test_inline_fields_of_one_handler_have_to_agree(tmp_path: Path) -> None:
    text = "routes:\n  GET /a: {handler: show, query: {q: enum(a|b)}}\n  GET /b: {handler: show, query: {q: enum(a|c)}}\n"
    assert codes(text, tmp_path) == ["handler-signature"]


def test_an_argument_cannot_have_the_name_of_another(tmp_path: Path) -> None:
    assert codes("routes:\n  GET /a/{query}: {handler: show, query: {q: string}}\n", tmp_path) == ["name-collision"]
    assert codes("routes:\n  GET /a/{request}: {handler: show}\n", tmp_path) == ["cpp-keyword"]


def test_names_that_the_generator_or_the_c_library_takes_are_refused(tmp_path: Path) -> None:
    assert codes("types: {Settings: {id: int64}}\n", tmp_path) == ["cpp-keyword"]
    assert codes("routes: {GET /a: {handler: show, middleware: show}}\n", tmp_path) == ["name-collision"]
    for service, expected in (
        ("{name: time}", ["cpp-keyword"]),
        ("{name: time, namespace: acme::time}", []),
        ("{name: a, namespace: index}", ["cpp-keyword"]),
    ):
        (tmp_path / "service.yaml").write_text(f"saki: 1\nservice: {service}\n")
        assert [each.code for each in load(tmp_path / "service.yaml").diagnostics] == expected


# ---------------------------------------------------------------- includes


def test_included_files_add_types_errors_and_routes(tmp_path: Path) -> None:
    manifest = good(
        "include: [more.yaml]\nroutes:\n  GET /a: {handler: a, returns: Note, errors: Taken}\n",
        tmp_path,
        more="types: {Note: {id: int64}}\nerrors: {Taken: {status: 409}}\nroutes: {GET /b: {handler: b}}\n",
    )
    assert [route.label for route in manifest.routes] == ["GET /a", "GET /b"]
    assert manifest.struct("Note").position.file == "more.yaml"


def test_mistakes_in_included_files_are_told_there(tmp_path: Path) -> None:
    (error,) = loaded("include: more.yaml\n", tmp_path, more="types: {Note: {id: int46}}\n").diagnostics
    assert (error.position.file, error.code) == ("more.yaml", "unknown-type")
    assert error.excerpt.startswith("types:")


@pytest.mark.parametrize(
    ("include", "more", "code"),
    [
        ("[service.yaml]", "types: {}", "include-cycle"),
        ("[more.yaml, ./more.yaml]", "types: {}", "include-twice"),
        ("more.yaml", "include: [other.yaml]", "include-cycle"),
        ("more.yaml", HEAD, "include-cycle"),
        ("more.yaml", "settings: {}", "unknown-key"),
        ("more.yaml", "", "empty-file"),
        ("none.yaml", "", "unreadable-file"),
        ("../more.yaml", "", "bad-file"),
    ],
)
def test_bad_includes_are_one_error_each(include: str, more: str, code: str, tmp_path: Path) -> None:
    assert codes(f"include: {include}\n", tmp_path, more=more) == [code]


def test_an_unreadable_include_does_not_make_its_types_unknown(tmp_path: Path) -> None:
    text = "include: none.yaml\nroutes:\n  GET /a: {handler: a, returns: Note}\n"
    assert codes(text, tmp_path) == ["unreadable-file"]


def test_the_same_type_in_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    (error,) = loaded("include: more.yaml\ntypes: {Note: {id: int64}}\n", tmp_path, more="types: {Note: {id: int64}}\n").diagnostics
    assert error.code == "duplicate-name"
    assert "service.yaml:4:9" in error.text


def test_every_file_that_was_read_is_listed(tmp_path: Path) -> None:
    assert loaded("include: more.yaml\n", tmp_path, more="types: {}\n").files == ("service.yaml", "more.yaml")


# ---------------------------------------------------------------- what a mistake must not drag along


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("types: {Note: {id: int46}}\nroutes: {GET /a: {handler: a, returns: Note-id}}", "unknown-type"),
        ("types: {Note: 5}\nroutes: {GET /a: {handler: a, returns: Note, query: Note}}", "bad-notation"),
        ("types: [Note]\nroutes: {GET /a: {handler: a, returns: Note}}", "wrong-kind"),
        ("errors: {Taken: {statu: 409}}\nroutes: {GET /a: {handler: a, errors: Taken}}", "unknown-key"),
        ("errors: [Taken]\nroutes: {GET /a: {handler: a, errors: Taken}}", "wrong-kind"),
        ("settings: {dir: pth}\nroutes: {STATIC /: {directory: {setting: dir}}}", "unknown-type"),
        ("types: {Note: {id: int64}, NOTE: {id: int64}}\nroutes: {GET /a: {handler: a, returns: NOTE}}", "name-collision"),
        ("groups: {g: {prefix: g, routes: {GET /a: {handler: a}, GET /b: {handler: b}}}}", "bad-path"),
        ("routes: {'GET /a/{x:int46}': {handler: a}, 'GET /a/{y}': {handler: a}}", "unknown-type"),
        ("types: {A: B-x, B: A-y}\nroutes: {GET /a: {handler: a, returns: A}}", "recursive-type"),
        ("groups: {g: {errors: [Wrong], routes: {GET /a: {handler: a}, GET /b: {handler: b}}}}", "unknown-error"),
        (
            "groups: {g: {cors: {origins: '*', credentials: true}, routes: {GET /a: {handler: a}, GET /b: {handler: b}}}}",
            "conflicting-keys",
        ),
    ],
)
def test_one_mistake_has_no_echo(text: str, code: str, tmp_path: Path) -> None:
    assert codes(text + "\n", tmp_path) == [code]


def test_warnings_leave_the_manifest_usable(tmp_path: Path) -> None:
    result = loaded("types: {Note: {id: int64}}\nsettings: {password: string}\nerrors: {Taken: {status: 409}}\n", tmp_path)
    assert result.manifest is not None
    assert [each.code for each in result.warnings] == ["unused-type", "plain-secret", "unused-error"]
