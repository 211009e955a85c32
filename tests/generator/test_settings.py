# SPDX-License-Identifier: Apache-2.0
"""Settings of every type that the manifest has: which can be, and how their C++ knows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from saki._generate import plan_project

TYPES = (
    "bool = true", "int32 = -1", "int64 = 1", "uint32 = 1", "uint64 = 18446744073709551615", "double = 0.5", "string = x", "bytes = AAEC",
    "timestamp = 2026-11-20T12:00:00Z", "date = 2026-11-20", "duration = 1h30m", "uuid = 01234567-89ab-cdef-0123-456789abcdef",
    "email = a@example.org", "uri = https://example.org/", "path = a/b", "enum(a|b) = b",
)  # fmt: skip
BEFORE = "saki: 1\nservice: {name: s}\nsettings:\n"


def planned(settings: str, folder: Path):  # type: ignore[no-untyped-def]
    (folder / "service.yaml").write_text(BEFORE + settings)
    return plan_project(folder / "service.yaml", "service.yaml")


def settings_cpp(settings: str, folder: Path) -> str:
    made = planned(settings, folder)
    assert made.plan is not None, made.messages
    return next(each.text for each in made.plan.files if each.path == "settings.cpp")


def the_error(settings: str, folder: Path) -> str:
    made = planned(settings, folder)
    assert made.plan is None and len(made.messages) == 1, made.messages
    return made.messages[0]


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("form", ["{}", "list({})", "map({})"])
def test_every_type_of_one_value_can_be_a_setting_alone_listed_and_by_name(type: str, form: str, tmp_path: Path) -> None:
    bare, _, default = type.partition(" = ")
    field = type if form == "{}" else f"{form.format(bare)} optional"
    assert ".path = \"it\"" in settings_cpp(f"  it: '{field}'\n", tmp_path)
    assert default in settings_cpp(f"  it: '{bare} = {default}'\n", tmp_path).replace("\\\"", "").replace(".000000Z", "Z")


def test_bytes_are_bounded_as_bytes_and_not_as_their_text(tmp_path: Path) -> None:
    text = settings_cpp("  salt: bytes(1..16)\n", tmp_path)
    assert "check_setting<saki::Bytes>(text, saki::Length(1, 16))" in text and ".minimum" not in text


@pytest.mark.parametrize("type, reason", [("json", "json"), ("list(json)", "json"), ("list(list(int32))", "a list of lists"), ("map(list(int32))", "a map of lists"), ("N", "an object")])
def test_what_no_line_of_a_configuration_can_hold_is_refused(type: str, reason: str, tmp_path: Path) -> None:
    types = "types:\n  N: {a: int32}\n" if type == "N" else ""
    assert f"error[type-not-here]: {reason} cannot stand in settings" in the_error(f"  it: {type}\n{types}", tmp_path)


def test_secrets_are_texts_alone_or_listed(tmp_path: Path) -> None:
    made = planned("  one: string secret\n  many: list(string) secret\n", tmp_path)
    assert made.plan is not None
    header = next(each.text for each in made.plan.files if each.path == "settings.h")
    assert "  saki::Secret one;" in header and "  std::vector<saki::Secret> many;" in header
    assert "error[misplaced-word]: a secret setting is kept as a text" in the_error("  pin: int32 secret\n", tmp_path)


def test_a_live_setting_says_so_and_no_other_does(tmp_path: Path) -> None:
    text = settings_cpp("  title: {type: string, default: Notes, reload: live}\n  limit: {type: int32, default: 1, reload: start}\n  word: string = x\n", tmp_path)
    lines = [line for line in text.splitlines() if "fields.add" in line]
    assert [".reload = saki::SettingReload::Live" in line for line in lines] == [True, False, False]


def test_a_secret_may_be_live(tmp_path: Path) -> None:
    assert "SettingReload::Live" in settings_cpp("  token: {type: string, secret: true, reload: live}\n", tmp_path)


def test_the_folder_of_a_mount_is_never_live(tmp_path: Path) -> None:
    routes = "routes:\n  STATIC /: {directory: {setting: folder}}\n"
    told = the_error(f"  folder: {{type: path, default: public, reload: live}}\n{routes}", tmp_path)
    assert "service.yaml:6:35: error[never-live]: the setting 'folder' is `reload: live`, but a folder is opened once" in told
