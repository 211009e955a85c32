# SPDX-License-Identifier: Apache-2.0
"""No folders of a library include one another in a circle; and the check that says so finds a planted one."""

import pytest

import folder_cycles
import tree
from test_include_edges import build

SOUND = {
    "sdk/src/low/a.h": "#include <string>",
    "sdk/src/middle/b.h": '#include "low/a.h"',
    "sdk/src/high/c.cpp": '#include "middle/b.h"',
    "sdk/src/high/d.h": '#include "high/e.h"',
    "sdk/src/high/e.h": '#include "low/a.h"',
    "stack/src/low/b.cpp": '#include "middle/b.h"',  # No such file there: another library's folders are not its own.
    "packages/redis/src/pool.cpp": '#include "wire/wire.h"',
    "packages/redis/src/wire/wire.h": '#include "saki/redis.h"',
}

PLANTED = {
    "two folders": ({"sdk/src/low/x.cpp": '#include "middle/b.h"'}, {"low", "middle"}),
    "through a third": ({"sdk/src/low/x.h": '#include "high/d.h"'}, {"low", "middle", "high"}),
    "a package's own folder": ({"packages/redis/src/wire/x.cpp": '#include "back.h"', "packages/redis/src/back.h": ""}, None),
    "the stack": ({"stack/src/p/x.h": '#include "q/y.h"', "stack/src/q/y.h": '#include "p/x.h"'}, {"p", "q"}),
}


def test_no_folders_of_the_tree_include_one_another_in_a_circle():
    assert folder_cycles.cycles(tree.ROOT, tree.files()) == []


def test_folders_that_point_downward_are_no_circle(tmp_path):
    assert folder_cycles.cycles(tmp_path, build(tmp_path, SOUND)) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_circle_is_found_with_its_arrows(tmp_path, name):
    planted, folders = PLANTED[name]

    (circle,) = folder_cycles.cycles(tmp_path, build(tmp_path, SOUND | planted))

    assert {line.split("/")[2] for line in circle} == folders if folders else len(circle) == 2
    assert any(line.startswith(f"{next(iter(planted))} includes ") for line in circle)


def test_two_circles_are_told_apart(tmp_path):
    both = PLANTED["two folders"][0] | PLANTED["the stack"][0]

    assert len(folder_cycles.cycles(tmp_path, build(tmp_path, SOUND | both))) == 2
