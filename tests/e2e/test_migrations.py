# SPDX-License-Identifier: Apache-2.0
"""Migrations of a real service: applied by its start, looked after by `--db`, one starter at a time."""

import json
import subprocess

from running import ALONE, Running, sample


def db(folder, order, *flags):
    return subprocess.run(
        [sample("notes"), "--db", order, "--set", f"data_dir={folder}", *flags], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=30
    )


def start(folder, *flags):
    return Running(sample("notes"), ALONE, "--listen", "127.0.0.1:0", "--workers", "1", "--set", f"data_dir={folder}", *flags)


def test_a_database_is_migrated_by_hand_before_a_service_that_only_checks(tmp_path):
    strict = ("--set", "migrations.at_start=check")
    refused = subprocess.run([sample("notes"), ALONE, "--listen", "127.0.0.1:0", "--set", f"data_dir={tmp_path}", *strict], capture_output=True, text=True, timeout=30)
    assert refused.returncode == 1
    assert "migrations/0001_notes.sql: error[not-migrated]: migration 1 (notes) is not applied\n  hint: apply it: saki db up" in refused.stderr

    assert db(tmp_path, "check").returncode == 1
    assert db(tmp_path, "status").stdout.endswith("  0001 notes  pending\n")
    assert db(tmp_path, "up").stdout == "applied 0001 notes\n"
    assert db(tmp_path, "up").stdout == "nothing to do\n"
    checked = db(tmp_path, "check")
    assert (checked.returncode, checked.stdout) == (0, "everything is applied\n")
    with start(tmp_path, *strict) as service:
        assert service.ask("GET", "/notes").json == []
        told = json.loads(db(tmp_path, "status", "--json").stdout)  # Beside the running service.
        assert [(each["number"], each["state"]) for each in told["migrations"]] == [(1, "applied")]
        assert service.stop() == 0


def test_several_starters_of_an_empty_database_serve_it_all(tmp_path):
    services = [start(tmp_path) for _ in range(4)]
    try:
        for service in services:
            with service:
                assert service.ask("GET", "/notes").status == 200
                assert service.stop() == 0
    finally:
        for service in services:
            service.process.kill()
            service.process.wait()


def test_a_step_without_a_way_back_stays(tmp_path):
    assert db(tmp_path, "up").returncode == 0
    refused = db(tmp_path, "down")
    assert refused.returncode == 1 and "nothing says how" in refused.stderr
    assert db(tmp_path, "check").returncode == 0


def test_a_word_that_is_none_is_wrong_usage(tmp_path):
    wrong = db(tmp_path, "sideways")
    assert (wrong.returncode, wrong.stderr) == (2, 'notes: --db takes status, up, up:N, down, down:N or check, not "sideways"\n')
