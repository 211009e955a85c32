# SPDX-License-Identifier: Apache-2.0
"""What `saki new` prints works as pasted, into a shell with nothing in its environment."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from running import Running

ROOT = Path(__file__).resolve().parents[2]


def bare(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line in a shell that knows nothing but where it is."""
    return subprocess.run(["env", "-i", "sh", "-ec", line], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize(("arguments", "path"), [("hello", "/"), ("things --with sqlite", "/items")])
def test_the_printed_lines_work_in_an_empty_environment(arguments: str, path: str, tmp_path: Path) -> None:
    made = bare(f"{shlex.quote(str(ROOT / 'saki'))} new {arguments}", tmp_path)
    assert made.returncode == 0, made.stderr
    lines = [line.strip() for line in made.stdout.splitlines() if line.startswith("    ")]
    assert [line.split()[-1] for line in lines[1:]] == ["build", "run"], made.stdout

    built = bare("\n".join(lines[:2]), tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    tested = bare(f"{lines[0]}\n{lines[1].removesuffix('build')}test", tmp_path)
    assert tested.returncode == 0 and tested.stdout.rstrip().endswith("passed, 0 failed"), tested.stdout + tested.stderr

    run = f"{lines[0]}\nexec {lines[2]} -- --listen 127.0.0.1:0 --workers 1"
    with Running("env", "-i", "sh", "-ec", run, cwd=tmp_path) as service:
        assert service.ask("GET", path).status == 200
        assert service.stop() == 0
    if "sqlite" in arguments:
        told = bare(f"{lines[0]}\n{lines[1].removesuffix('build')}db status", tmp_path)
        assert told.returncode == 0 and "0001 items  applied 20" in told.stdout, told.stdout + told.stderr


def test_a_drifted_handler_is_a_compile_error_that_names_the_new_declaration(tmp_path: Path) -> None:
    saki = shlex.quote(str(ROOT / "saki"))
    assert bare(f"{saki} new hello", tmp_path).returncode == 0
    manifest = tmp_path / "hello" / "service.yaml"
    manifest.write_text(manifest.read_text().replace("GET /:", "GET /{times:int32}:"))
    built = bare(f"cd hello; {saki} build", tmp_path)
    assert built.returncode == 1
    assert "static std::string hello(saki::Request& request, std::int32_t times);" in built.stderr, built.stderr
    for command in ("build", "test"):
        told = bare(f"cd hello; {saki} {command} --json", tmp_path)
        assert told.returncode == 1
        failure = json.loads(told.stdout)
        assert (failure["ok"], failure["step"]) == (False, "compile")
        (error,) = (each for each in failure["diagnostics"] if each["file"] == "src/hello.cpp")
        assert (error["line"], error["column"], error["severity"]) == (3, 13, "error") and "hello(saki::Request&)" in error["text"]
    fixed = bare(f"cd hello; {saki} fix", tmp_path)
    assert "+std::string handlers::hello(saki::Request&" in fixed.stdout, fixed.stdout


def test_an_sdk_that_moved_or_does_not_fit_says_how_to_mend_it(tmp_path: Path) -> None:
    saki = shlex.quote(str(ROOT / "saki"))
    assert bare(f"{saki} new hello", tmp_path).returncode == 0
    lock = tmp_path / "hello" / ".saki" / "lock.json"
    lock.write_text(lock.read_text().replace('"saki": "0.', '"saki": "9.'))
    refused = bare(f"cd hello; {saki} build", tmp_path)
    assert refused.returncode == 3 and "`saki generate` moves the project" in refused.stderr
    assert bare(f"cd hello; {saki} generate", tmp_path).returncode == 0

    wrong = bare(f"cd hello; SAKI_HOME=/nowhere {saki} build", tmp_path)
    assert wrong.returncode == 3 and "SAKI_HOME is /nowhere" in wrong.stderr
