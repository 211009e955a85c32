# SPDX-License-Identifier: Apache-2.0
"""Settings that are live, in a running service whose files change under it."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager

import pytest
from running import ALONE, Running, sample
from vitals import eventually


@contextmanager
def notes(folder, *flags, environment=None):
    """Two workers, with config.yaml in `folder`."""
    command = [sample("notes"), ALONE, "--config", folder / "config.yaml", "--listen", "127.0.0.1:0", "--workers", "2"]
    with Running(*command, "--set", f"data_dir={folder}", *flags, environment=environment) as service:
        yield service


@pytest.fixture
def config(tmp_path):
    file = tmp_path / "config.yaml"
    file.write_text("settings: {page_title: First}\n")
    return file


def replace(file, text: str) -> None:
    """At once, as editors and tools do it."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(text)
    os.rename(fresh, file)


def titles(service) -> set[bytes]:
    """Of many connections, so of all workers."""
    return {service.ask("GET", "/title").body for _ in range(16)}


def shows(service, title: bytes) -> bool:
    return eventually(lambda: titles(service) == {title})


def test_all_workers_follow_the_file_however_it_is_written(tmp_path, config):
    with notes(tmp_path) as service:
        assert titles(service) == {b"First"}
        config.write_text("settings: {page_title: Second}\n")
        assert shows(service, b"Second")
        replace(config, "settings: {page_title: Third}\n")
        assert shows(service, b"Third")
        replace(config, "")
        assert shows(service, b"Notes")
        assert service.stop() == 0
    assert service.errors.count(b"settings have changed") == 3


def test_a_mistake_changes_nothing_and_is_told_with_its_place(tmp_path, config):
    with notes(tmp_path) as service:
        for text, told in [
            ("settings:\n  page_title: [First\n", rb"config\.yaml:\d+:\d+: error\["),
            ("settings:\n  page_titel: x\n", rb"config\.yaml:2:3: error\[unknown-key\]"),
            ("server: {backlog: many}\nsettings: {page_title: Never}\n", rb"config\.yaml:1:19: error\["),
        ]:
            replace(config, text)
            assert eventually(lambda told=told: service.has_said(b"") and re.search(told, service.errors)), service.errors.decode()
            assert titles(service) == {b"First"}
        replace(config, "settings: {page_title: Second}\n")
        assert shows(service, b"Second")


def test_a_file_that_is_gone_or_a_folder_changes_nothing(tmp_path, config):
    with notes(tmp_path) as service:
        config.unlink()
        assert eventually(lambda: service.has_said(b"No such file or directory"))
        config.mkdir()
        assert eventually(lambda: service.has_said(b"Is a directory"))
        assert titles(service) == {b"First"}
        config.rmdir()
        config.write_text("settings: {page_title: Back}\n")
        assert shows(service, b"Back")


def test_drop_ins_and_live_yaml_may_come_later_and_go(tmp_path, config):
    with notes(tmp_path) as service:
        (tmp_path / "conf.d").mkdir()
        (tmp_path / "conf.d/10-title.yaml").write_text("settings: {page_title: Dropped}\n")
        assert shows(service, b"Dropped")
        replace(tmp_path / "live.yaml", "settings: {page_title: Live}\n")
        assert shows(service, b"Live")
        (tmp_path / "live.yaml").unlink()
        shutil.rmtree(tmp_path / "conf.d")
        assert shows(service, b"First")


def test_the_environment_and_flags_win_and_what_is_not_live_waits_for_a_reload(tmp_path, config):
    with notes(tmp_path, environment={"NOTES__SETTINGS__PAGE_TITLE": "Mine"}) as service:
        replace(config, "settings: {page_title: Second}\nlog: {level: debug}\n")
        assert eventually(lambda: service.has_said(b"SIGHUP"))
        assert b"log.level (" in service.errors
        assert titles(service) == {b"Mine"}
        replace(config, "settings: {page_title: Third}\nlog: {level: debug}\n")
        replace(tmp_path / "live.yaml", "log: {format: json}\n")
        assert eventually(lambda: service.has_said(b"log.format ("))
        assert service.stop() == 0
    assert service.errors.count(b"log.level (") == 1, "told once"
    assert b"settings have changed" not in service.errors


def test_of_many_rewrites_in_a_row_the_last_counts(tmp_path, config):
    with notes(tmp_path) as service:
        for number in range(300):
            replace(config, f"settings: {{page_title: Number {number}}}\n")
            config.with_name("live.yaml").write_text(f"# {number}\n")
        assert shows(service, b"Number 299")
        assert b"error[" not in service.errors
        assert service.stop() == 0
