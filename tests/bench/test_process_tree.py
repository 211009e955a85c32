# SPDX-License-Identifier: Apache-2.0
"""Whose processor time and memory count: a process and all below it, whatever ends meanwhile."""

import os
import subprocess

from harness.process_tree import process_tree


def threads(proc, process, children):
    for thread, text in children.items():
        folder = proc / str(process) / "task" / str(thread)
        folder.mkdir(parents=True)
        if text is not None:
            (folder / "children").write_text(text)


def test_all_threads_children_count_and_theirs(tmp_path):
    threads(tmp_path, 7, {7: "8 9 ", 17: "10 "})
    threads(tmp_path, 8, {8: ""})
    threads(tmp_path, 9, {9: "11 "})

    assert sorted(process_tree(7, tmp_path)) == [7, 8, 9, 10, 11]


def test_a_thread_that_ends_while_it_is_looked_at_hides_no_other(tmp_path):
    threads(tmp_path, 7, {7: "8 ", 17: None, 18: "9 "})

    assert sorted(process_tree(7, tmp_path)) == [7, 8, 9]


def test_a_process_that_is_gone_has_nothing_below_it(tmp_path):
    assert process_tree(7, tmp_path) == [7]


def test_the_kernel_tells_the_same_way():
    child = subprocess.Popen(["sleep", "60"])
    try:
        assert child.pid in process_tree(os.getpid())
    finally:
        child.kill()
        child.wait()
