# SPDX-License-Identifier: Apache-2.0
"""The arrows of the architecture hold; and the check that says so finds what is planted."""

from pathlib import Path

import pytest

import include_edges
import tree

# A small house in which nothing is wrong: each file with the line that it holds.
SOUND = {
    "stack/include/saki/base/result.h": "#include <expected>",
    "stack/include/saki/loop/loop.h": '#include "saki/base/result.h"',
    "stack/include/saki/http/limits.h": "#include <sys/socket.h>",
    "stack/src/http/scan.h": '#include "saki/http/limits.h"',
    "stack/src/http/scan.cpp": '#include "http/scan.h"',
    "stack/src/config/reader.cpp": "#include <yaml.h>",
    "sdk/include/saki/service.h": '#include "saki/loop/loop.h"',
    "sdk/include/saki/json.h": "#include <nlohmann/json.hpp>",
    "packages/sqlite/include/saki/sqlite.h": '#include "saki/service.h"',
    "packages/sqlite/src/sqlite.cpp": "#include <sqlite3.h>",
    "packages/redis/include/saki/redis.h": '#include "saki/base/result.h"',
    "samples/notes/src/list.cpp": "#include <saki/sqlite.h>",
    "templates/cpp/routes.cpp.j2": "#include <saki/service.h>",
    "tests/stack/http/scan_test.cpp": '#include "http/scan.h"',
}

PLANTED = {
    "stack includes the sdk": ("stack/src/http/x.cpp", '#include "saki/service.h"', "upward"),
    "a low room includes a high one": ("stack/src/base/x.cpp", '#include "saki/http/limits.h"', "base includes from http"),
    "spaces hide an include": ("stack/src/base/x.cpp", '  #  include  "saki/loop/loop.h"', "base includes from loop"),
    "a room nobody listed": ("stack/src/cellar/x.cpp", '#include "saki/base/result.h"', "does not list"),
    "the sdk includes a package": ("sdk/src/x.cpp", "#include <saki/sqlite.h>", "upward"),
    "the sdk opens the stack's private drawer": ("sdk/src/x.cpp", '#include "http/scan.h"', "private header"),
    "a package includes http": ("packages/sqlite/src/x.cpp", '#include "saki/http/limits.h"', "from stack/http"),
    "a package includes another": ("packages/sqlite/src/x.cpp", '#include "saki/redis.h"', "another one"),
    "a sample includes the stack": ("samples/notes/src/x.cpp", '#include "saki/loop/loop.h"', "include from stack"),
    "generated code includes the stack": ("templates/cpp/x.h.j2", '#include "saki/base/result.h"', "include from stack"),
    "a public header leaks yaml": ("stack/include/saki/config/x.h", "#include <yaml.h>", "third-party"),
    "a public header leaks sqlite": ("packages/sqlite/include/saki/x.h", '#include "sqlite3.h"', "third-party"),
    "nlohmann outside json.h": ("sdk/include/saki/x.h", "#include <nlohmann/json.hpp>", "third-party"),
    "json.h leaks something else": ("sdk/include/saki/json.h", "#include <openssl/evp.h>", "third-party"),
    "a public header includes a private one": ("stack/include/saki/http/x.h", '#include "http/scan.h"', "private one"),
    "a header that is not there": ("stack/src/http/x.cpp", '#include "saki/http/gone.h"', "no such header"),
}


def build(root: Path, content: dict[str, str]) -> list[Path]:
    for name, text in content.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"// A line before.\n{text}\n", encoding="utf-8")
    return [Path(name) for name in content]


def test_the_tree_has_no_edge_that_points_upward():
    assert [str(violation) for violation in include_edges.violations(tree.ROOT, tree.files())] == []


def test_a_sound_house_has_no_violation(tmp_path):
    assert include_edges.violations(tmp_path, build(tmp_path, SOUND)) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_found_at_its_line(tmp_path, name):
    path, line, sentence = PLANTED[name]
    files = build(tmp_path, SOUND | {path: line})

    (found,) = include_edges.violations(tmp_path, files)

    assert (str(found.path), found.line) == (path, 2)
    assert sentence in found.rule


def test_the_program_prints_violations_and_exits_1(tmp_path, capsys):
    build(tmp_path, SOUND | {"stack/src/base/x.cpp": '#include "saki/service.h"'})

    assert include_edges.main(tmp_path) == 1
    assert capsys.readouterr().out.startswith("stack/src/base/x.cpp:2: saki/service.h: ")
