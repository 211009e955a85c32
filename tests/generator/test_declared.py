# SPDX-License-Identifier: Apache-2.0
"""What is read from an author's source about a handler's definition."""

from __future__ import annotations

import pytest

from saki._plan.declared import find_definition, plain_type, same_signature, split_parameter

PARAMETERS = ("saki::Request& request", "std::int64_t id")


@pytest.mark.parametrize(
    ("source", "returns"),
    [
        ("saki::Task<Note> handlers::f(saki::Request& r, std::int64_t id) { co_return {}; }", "saki::Task<Note>"),
        ("Note handlers::f(saki::Request&, std::int64_t) {", "Note"),
        ("saki::Task<\n    Note>\nhandlers :: f (\n  saki::Request& r,\n  std::int64_t id\n)\n{", "saki::Task<Note>"),
        ("auto handlers::f(saki::Request& r) -> saki::Task<Note> {", "saki::Task<Note>"),
        ("// Note handlers::f(saki::Request&) {\nsaki::Task<> handlers::f(saki::Request&) {", "saki::Task<>"),
        ("/* Note handlers::f() { */ int handlers::f(saki::Request&) {", "int"),
        ('const char* t = "Note handlers::f() {";\nint handlers::f(saki::Request&) {', "int"),
        ('auto t = R"x(Note handlers::f() { )" )x"; int handlers::f(saki::Request&) {', "int"),
        ("#define X Note handlers::f() {\nint handlers::f(saki::Request&) {", "int"),
        ("char c = '\"'; int big = 1'000'000; int handlers::f(saki::Request&) {", "int"),
        ("namespace n { Note handlers::f(saki::Request&) {", "Note"),
        ("Note handlers::f(saki::Request&) noexcept {", "Note"),
        ("void g() { handlers::f(r); }\nNote handlers::f(saki::Request&) {", "Note"),
        ("int handlers::other(saki::Request&) { return 1; } Note handlers::f(saki::Request&) {", "Note"),
    ],
)
def test_the_definition_is_found_whatever_surrounds_it(source: str, returns: str) -> None:
    found = find_definition(source, "f")
    assert found is not None and found.returns == returns
    assert found.is_task == ("Task" in returns)


@pytest.mark.parametrize("source", ["", "Note f(saki::Request&) {", "Note handlers::f(saki::Request&);", "x = handlers::f(a", "return handlers::f(r);"])
def test_what_is_no_definition_is_not_taken_for_one(source: str) -> None:
    assert find_definition(source, "f") is None


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("saki::Request& request", ("saki::Request&", "request")),
        ("saki::Request&", ("saki::Request&", "")),
        ("std::map<std::string, int> m", ("std::map<std::string, int>", "m")),
        ("const Note", ("const Note", "")),
        ("[[maybe_unused]] Note n", ("Note", "n")),
        ("std::int64_t", ("std::int64_t", "")),
    ],
)
def test_a_parameter_is_a_type_and_a_name(parameter: str, expected: tuple[str, str]) -> None:
    assert split_parameter(parameter) == expected


@pytest.mark.parametrize(
    "source",
    [
        "saki::Task<Note> handlers::f(saki::Request& r, std::int64_t number) {",
        "Task<notes::Note> handlers::f(saki::Request&, int64_t) {",
        "::saki::Task<::notes::Note> handlers::f(::saki::Request &request, const std::int64_t id) {",
    ],
)
def test_other_spellings_of_the_same_signature_have_not_drifted(source: str) -> None:
    found = find_definition(source, "f")
    assert found and same_signature(found, "saki::Task<Note>", PARAMETERS, "notes")


@pytest.mark.parametrize(
    "source",
    [
        "saki::Task<Page> handlers::f(saki::Request& r, std::int64_t id) {",
        "saki::Task<Note> handlers::f(saki::Request& r, std::int32_t id) {",
        "saki::Task<Note> handlers::f(saki::Request& r) {",
        "saki::Task<Note> handlers::f(std::int64_t id, saki::Request& r) {",
        "saki::Task<Note> handlers::f(saki::Request& r, const std::int64_t& id) {",
    ],
)
def test_another_signature_has_drifted(source: str) -> None:
    found = find_definition(source, "f")
    assert found and not same_signature(found, "saki::Task<Note>", PARAMETERS, "notes")


def test_a_nested_namespace_counts_as_one_prefix() -> None:
    assert plain_type("std::vector<kitchen::sink::Note>", "kitchen::sink") == "vector<Note>"
