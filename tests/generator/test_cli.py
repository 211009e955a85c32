# SPDX-License-Identifier: Apache-2.0
"""The command line: exit codes, suggestions, help, and what happens when things go wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

import saki
from saki._cli import _main
from saki._cli._group import LazyGroup, SakiCommand, SakiGroup, load_command
from saki._cli._main import cli, run
from saki._cli._table import SECTIONS, TABLE

HERE = Path(__file__).parent
NOTES = str(HERE / "notes.yaml")
PLANTED = str(HERE / "planted.yaml")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(saki.__file__).parents[1])}


def test_a_clean_manifest_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", NOTES]) == 0
    out = capsys.readouterr().out
    assert "no errors (8 routes, 2 types, 1 job)" in out


def test_errors_exit_1_and_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", PLANTED]) == 1
    assert "error[unknown-type]" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_output_for_tools_is_json(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", PLANTED, "--format", form]) == 1
    json.loads(capsys.readouterr().out)


def test_json_is_short_for_format_json(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", NOTES, "--json"])
    first = capsys.readouterr().out
    run(["check", NOTES, "--format", "json"])
    assert first == capsys.readouterr().out


def test_gcc_output_is_one_line_for_each_error(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", PLANTED, "--format", "gcc"])
    assert all(": error: " in line for line in capsys.readouterr().out.splitlines())


def test_quiet_prints_nothing_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", NOTES, "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_check_echoes_the_next_three_runs_of_a_cron_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "service.yaml").write_text("saki: 1\nservice: {name: n}\njobs: {night: {handler: clean, cron: 30 3 * * *}}\n")
    assert run(["check", str(tmp_path)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "night runs next" in line)
    assert line.count(" 03:30") == 3


def test_the_project_is_found_from_a_folder_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "service.yaml").write_text("saki: 1\nservice: {name: n}\n")
    (tmp_path / "src/deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "src/deep")
    assert run(["check"]) == 0
    assert "service.yaml: no errors" in capsys.readouterr().out


def test_no_project_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 1
    assert "saki new" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["check", "--formt", "json"], "there is no option --formt; did you mean '--format'?"),
        (["--versio"], "did you mean '--version'?"),
        (["check", "--format", "jsn"], "did you mean 'json'?"),
        (["new", "shop", "--template", "rst"], "did you mean 'rest'?"),
        (["check", "a", "b"], "unexpected extra argument"),
        (["explain", "torn-vlaue"], "there is no code 'torn-vlaue'; did you mean 'torn-value'?"),
    ],
)
def test_wrong_usage_exits_2_and_suggests(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert said in error and "hint:" in error


def test_every_command_has_help_with_examples() -> None:
    for entry in TABLE:
        command = load_command(entry)
        assert isinstance(command, (SakiCommand, SakiGroup)), entry.name
        assert command.examples and command.help, entry.name
        assert entry.section in SECTIONS
        inner = command.commands.values() if isinstance(command, SakiGroup) else ()
        for each in inner:
            assert isinstance(each, SakiCommand) and each.examples and each.help, each.name


@pytest.mark.parametrize("name", [entry.name for entry in TABLE])
def test_help_prints_the_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Examples:" in out and f"saki {name}" in out


@pytest.mark.parametrize("words", [[], ["run"], ["cert", "dev"]])
def test_help_is_a_command_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) == 0
    wanted = capsys.readouterr().out
    assert run(["help", *words]) == 0
    assert capsys.readouterr().out == wanted


def test_help_for_a_misspelt_command_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "biuld"]) == 2
    assert "did you mean 'build'?" in capsys.readouterr().err


def test_the_root_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(cli, LazyGroup)
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {entry.name}" in out and entry.summary[:20] in out for entry in TABLE)


def test_explain_shows_cause_and_both_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "error[torn-value]"]) == 0
    out = capsys.readouterr().out
    assert "wrong:" in out and "right:" in out and "hello, world" in out
    assert run(["explain"]) == 0
    assert "unknown-key" in capsys.readouterr().out


def test_a_fault_of_ours_exits_4_with_one_paragraph(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("saki._cli.check.load", lambda *_, **__: 1 / 0)
    monkeypatch.delenv("SAKI_DEBUG", raising=False)
    assert run(["check", NOTES]) == 4
    error = capsys.readouterr().err
    assert "internal error: ZeroDivisionError" in error and "Traceback" not in error
    monkeypatch.setenv("SAKI_DEBUG", "1")
    assert run(["check", NOTES]) == 4
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_exits_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("saki._cli.check.load", interrupt)
    assert run(["check", NOTES]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m saki schema | head -1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert done.stderr == ""
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("command", ["schema", "check " + NOTES, "explain", "--help"])
def test_output_that_finds_no_room_is_the_machines_fault(command: str) -> None:
    done = subprocess.run(f"{sys.executable} -m saki {command} >/dev/full", shell=True, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("saki: cannot write the output: no space left on device") and "internal" not in done.stderr
    assert "Exception" not in done.stderr


def test_closed_output_is_no_error() -> None:
    done = subprocess.run(f"{sys.executable} -m saki schema >&-", shell=True, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_flags_of_the_service_are_told_to_stand_behind_dashes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "--listen", "127.0.0.1:9000"]) == 2
    assert "behind --" in capsys.readouterr().err


def test_a_real_interrupt_leaves_no_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "service.yaml"
    os.mkfifo(fifo)
    process = subprocess.Popen([sys.executable, "-m", "saki", "check", str(fifo)], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    with open(fifo, "w"):  # opens once the command waits in its read
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error.strip() == "saki: interrupted"


def test_two_hundred_routes_are_checked_within_a_second(tmp_path: Path) -> None:
    lines = ["saki: 1", "service: {name: big}", "types:"]
    for number in range(50):
        lines += [f"  Note{number}:", "    id: int64 readonly", "    title: string(1..200)", "    state: enum(open|done) = open"]
    lines.append("routes:")
    for number in range(50):
        lines.append(f"  GET /notes{number}: {{handler: list_{number}, query: {{after: int64 = 0}}, returns: list(Note{number})}}")
        lines.append(f"  POST /notes{number}: {{handler: create_{number}, body: Note{number}, returns: 201 Note{number}}}")
        lines.append(f"  GET /notes{number}/{{id:int64}}: {{handler: get_{number}, returns: Note{number}}}")
        lines.append(f"  DELETE /notes{number}/{{id:int64}}: {{handler: delete_{number}, returns: 204}}")
    (tmp_path / "service.yaml").write_text("\n".join(lines) + "\n")
    assert processor_seconds([sys.executable, "-m", "saki", "check", str(tmp_path)]) < 1.0


def processor_seconds(command: list[str]) -> float:
    """What a command costs by itself, whatever else the machine is doing."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime


def test_starting_imports_no_command_it_does_not_run() -> None:
    code = "import sys; from saki._cli._main import run; run(['explain', 'torn-value']); print([m for m in ('rich', 'jinja2', 'ruamel.yaml', 'saki._load') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_root_is_a_click_group_others_can_complete() -> None:
    assert isinstance(_main.cli, click.Group)
