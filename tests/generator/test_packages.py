# SPDX-License-Identifier: Apache-2.0
"""Packages as a manifest meets them: found, pinned, put in order; and every way in which they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from saki._generate import plan_project
from saki._grammar.versions import parse_range
from saki._fault import Fault
from saki._packages.tree import read_tree
from shelf import compiled, package_text, put, told


@pytest.mark.parametrize(
    ("range", "good", "bad"),
    [
        ("0.1", ["0.1.0", "0.1.9"], ["0.2.0", "0.0.9", "1.1.0", "0.2.0-rc.1"]),
        ("0.1.3", ["0.1.3", "0.1.4"], ["0.1.2", "0.2.0"]),
        ("1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0", "2.0.0-beta"]),
        (">=0.1.2 <0.4", ["0.1.2", "0.3.9"], ["0.1.1", "0.4.0"]),
        ("=1.0.0", ["1.0.0"], ["1.0.1", "1.0.0-rc"]),
        ("*", ["0.0.1", "99.0.0"], []),
    ],
)
def test_a_range_admits_what_it_says(range: str, good: list[str], bad: list[str]) -> None:
    made = parse_range(range)
    assert [each for each in good if not made.admits(each)] == []
    assert [each for each in bad if made.admits(each)] == []


@pytest.mark.parametrize("text", ["", "newest", "0.1.2.3", ">= 0.1", "0.1,0.2", "^0.1", "~1", "1.x", "\u0661.0"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="range"):
        parse_range(text)


def test_a_package_of_the_project_is_found_with_all_it_says(tmp_path: Path) -> None:
    put(tmp_path, "greeting", "license: MIT\nsdk: 0.1\norder: 10\ndebian: {build: [libcmark-dev], run: libcmark0.30.2}\nsettings: {word: string = Hi}\n")
    result = compiled(tmp_path, "packages: [greeting]\n")
    assert told(result) == []
    assert result.manifest is not None and result.manifest.packages[0].package is not None
    package = result.manifest.packages[0].package
    assert (package.target, package.license, package.order) == ("saki::greeting", "MIT", 10)
    assert (package.debian_build, package.debian_run) == (("libcmark-dev",), ("libcmark0.30.2",))
    assert [each.field.name for each in package.settings] == ["word"]
    assert "packages/greeting/package.yaml" in result.files


def test_mistakes_in_a_package_file_are_told_at_their_places(tmp_path: Path) -> None:
    more = "sdk: newest\nneeds: {Other: 0.1}\ndebian: [libx; rm -rf /]\nordre: 3\nsettings: {n: int32(5..1), s: {type: string, reload: live}}\nroutes: {WS /x: {}}\n"
    put(tmp_path, "bad", more)
    result = compiled(tmp_path, "packages: [bad]\n")
    file = "packages/bad/package.yaml"
    assert told(result) == [
        ("bad-range", f"{file}:6:6"),
        ("bad-name", f"{file}:7:9"),
        ("bad-name", f"{file}:8:10"),
        ("unknown-key", f"{file}:9:1"),
        ("min-above-max", f"{file}:10:20"),
        ("never-live", f"{file}:10:28"),
        ("bad-route", f"{file}:11:10"),
    ]
    assert all(each.hint and each.excerpt for each in result.diagnostics)


@pytest.mark.parametrize(
    ("more", "text"),
    [("sdk: '>=7'\n", "is made for Saki >=7, and this is"), ("sdk: 0.0\n", "is made for Saki 0.0"), ("name: other\n", "calls it 'other'")],
)
def test_a_package_that_does_not_fit_is_told_where_it_is_named(more: str, text: str, tmp_path: Path) -> None:
    folder = put(tmp_path, "greeting", "" if more.startswith("name") else more)
    if more.startswith("name"):
        (folder / "package.yaml").write_text(package_text("other"))
    result = compiled(tmp_path, "packages: [greeting]\n")
    assert told(result) == [("package-incompatible", "service.yaml:3:12")]
    assert text in result.diagnostics[0].text


def test_one_of_another_format_is_told_and_no_more(tmp_path: Path) -> None:
    folder = put(tmp_path, "greeting")
    (folder / "package.yaml").write_text("saki: 9\nwhatever: comes\n")
    result = compiled(tmp_path, "packages: [greeting]\n")
    assert told(result) == [("package-incompatible", "service.yaml:3:12")]


def test_what_is_needed_starts_first_and_need_not_be_named(tmp_path: Path) -> None:
    put(tmp_path, "roof", "needs: {walls: 0.1, ground: '*'}\n")
    put(tmp_path, "walls", "needs: {ground: '>=0.1 <2'}\norder: 1\n")
    put(tmp_path, "ground")
    put(tmp_path, "early", "order: 2\n")
    result = compiled(tmp_path, "packages: [roof, early]\n")
    assert told(result) == [] and result.manifest is not None
    assert [each.name for each in result.manifest.packages] == ["early", "ground", "walls", "roof"]


def test_a_need_that_is_missing_or_does_not_fit_is_told_where_it_stands(tmp_path: Path) -> None:
    put(tmp_path, "roof", "needs:\n  walls: 0.1\n  ground: 0.2\n")
    put(tmp_path, "ground")
    result = compiled(tmp_path, "packages: [roof]\n")
    file = "packages/roof/package.yaml"
    assert told(result) == [("package-missing", f"{file}:7:3"), ("package-incompatible", f"{file}:8:3")]
    assert "add it first" in result.diagnostics[0].hint and "needs 'ground' 0.2, and 0.1.0 is installed" in result.diagnostics[1].text


def test_a_circle_is_told_with_everybody_in_it(tmp_path: Path) -> None:
    put(tmp_path, "egg", "needs: {hen: 0.1}\n")
    put(tmp_path, "hen", "needs: {nest: 0.1}\n")
    put(tmp_path, "nest", "needs: {egg: 0.1}\n")
    put(tmp_path, "self", "needs: {self: 0.1}\n")
    result = compiled(tmp_path, "packages: [egg, self]\n")
    assert told(result) == [("package-cycle", "packages/nest/package.yaml:6:9"), ("package-cycle", "packages/self/package.yaml:6:9")]
    assert "egg needs hen needs nest needs egg" in result.diagnostics[0].text


def test_a_chain_without_end_is_cut(tmp_path: Path) -> None:
    for number in range(60):
        put(tmp_path, f"p{number}", f"needs: {{p{number + 1}: 0.1}}\n" if number < 59 else "")
    result = compiled(tmp_path, "packages: [p0]\n")
    assert told(result) == [("package-incompatible", "packages/p50/package.yaml:6:9")]


def test_a_package_nobody_added_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, "greeting", pinned=False)
    result = compiled(tmp_path, "packages: [greeting]\n")
    assert told(result) == [("package-unpinned", "service.yaml:3:12")]
    assert "saki package add packages/greeting" in result.diagnostics[0].hint


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename", "link"])
def test_a_package_that_changed_is_not_used(change: str, tmp_path: Path) -> None:
    folder = put(tmp_path, "greeting", pinned=False)
    (folder / "src").mkdir()
    (folder / "src/a.cpp").write_text("int a;\n")
    put(tmp_path, "greeting")
    assert told(compiled(tmp_path, "packages: [greeting]\n")) == []
    {
        "edit": lambda: (folder / "src/a.cpp").write_text("int b;\n"),
        "add": lambda: (folder / "src/b.cpp").write_text(""),
        "remove": lambda: (folder / "src/a.cpp").unlink(),
        "rename": lambda: (folder / "src/a.cpp").rename(folder / "src/c.cpp"),
        "link": lambda: (folder / "src/b.cpp").symlink_to("/etc/passwd"),
    }[change]()
    result = compiled(tmp_path, "packages: [greeting]\n")
    assert told(result) == [("package-changed", "service.yaml:3:12")]


def test_what_building_leaves_behind_changes_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path, "greeting")
    before = read_tree(folder).hash
    for name in ("build/x.o", ".git/HEAD", "tests/__pycache__/a.pyc"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("x")
    assert read_tree(folder).hash == before


def test_defaults_are_held_against_the_settings(tmp_path: Path) -> None:
    put(tmp_path, "greeting", "settings: {word: string(1..5) = Hi, times: int32(1..3) = 1}\n")
    result = compiled(tmp_path, "packages: [{name: greeting, config: {wort: Ho, times: 9, word: Ho}}]\n")
    assert [each.code for each in result.diagnostics] == ["unknown-key", "default-out-of-range"]
    assert "did you mean 'word'" in result.diagnostics[0].text


def test_types_errors_and_routes_of_a_package_are_the_services(tmp_path: Path) -> None:
    more = """types:
  Greeting: {text: string(1..100)}
errors:
  TooRude: {status: 422, title: Not in this house}
routes:
  GET /greeting/{name}: {query: {loud: bool = false}, returns: Greeting, errors: [TooRude], summary: Greets}
"""
    put(tmp_path, "greeting", more)
    result = compiled(tmp_path, "packages: [greeting]\nroutes:\n  GET /mine: {handler: mine, returns: Greeting}\n")
    assert told(result) == [] and result.warnings == () and result.manifest is not None
    assert [(each.label, each.package) for each in result.manifest.routes] == [("GET /mine", ""), ("GET /greeting/{name}", "greeting")]

    planned = plan_project(tmp_path / "service.yaml", "service.yaml").plan
    assert planned is not None
    files = {each.path: each.text for each in planned.files}
    assert "struct Greeting" in files["types.h"] and "GetGreeting" not in files["types.h"]
    assert "TooRude" in files["errors.h"]
    assert "/greeting/{name}" in files["openapi.json"] and '"greeting_get_greeting_name"' in files["openapi.json"]
    assert "/greeting" not in files["routes.cpp"] + files["client.h"]
    assert 'service.package_routes("greeting", {"GET /greeting/{name}"});' in files["compose.cpp"]


def test_a_route_of_a_package_that_collides_is_told(tmp_path: Path) -> None:
    put(tmp_path, "greeting", "routes: {GET /hello: {returns: text}}\n")
    result = compiled(tmp_path, "packages: [greeting]\nroutes: {GET /hello: {handler: hello, returns: text}}\n")
    assert [each.code for each in result.diagnostics] == ["duplicate-route"]
