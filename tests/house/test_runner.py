# SPDX-License-Identifier: Apache-2.0
"""`saki test` counts plainly: what failed, what did not run and what ran nothing are failures, and nothing hides in between."""

import os
import select
import subprocess
import sys
import time

import pytest

import tree
from runner import __main__ as command
from runner import fuzz, steps
from runner.groups import Group, groups
from runner.results import Counts, read_junit, write_junit
from runner.steps import Step, run_step

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "LOGS", tmp_path / "logs")
    return tmp_path / "logs"


def pytest_step(tmp_path, source):
    (tmp_path / "test_it.py").write_text(source)
    step = Step("some tests", ())
    return Step(step.name, ((*PYTEST, str(tmp_path / "test_it.py"), f"--junitxml={step.junit}"),))


def shell(script, **options):
    return Step("a script", (("sh", "-c", script),), **options)


def test_counts_read_as_a_plain_line():
    assert str(Counts(3, 1)) == "3 passed, 1 failed"
    assert str(Counts(3, 1) + Counts(skipped=2)) == "3 passed, 1 failed, 2 skipped"


def test_a_junit_file_survives_the_round_trip(tmp_path):
    write_junit(tmp_path / "x.xml", {"good": None, "bad": "it broke"})

    assert read_junit(tmp_path / "x.xml") == Counts(passed=1, failed=1)


def test_a_junit_file_cut_short_counts_nothing(tmp_path):
    (tmp_path / "x.xml").write_text("<testsuite><testcase")

    assert read_junit(tmp_path / "x.xml") == Counts()


def test_passed_failed_and_skipped_are_told_apart(tmp_path):
    source = "import pytest\ndef test_a(): pass\ndef test_b(): assert False\n@pytest.mark.skip\ndef test_c(): pass\n"

    assert run_step(pytest_step(tmp_path, source)).counts == Counts(passed=1, failed=1, skipped=1)


def test_a_file_that_does_not_even_import_is_a_failure(tmp_path):
    assert run_step(pytest_step(tmp_path, "import nothing_of_that_name")).counts.failed == 1


def test_a_step_that_ran_no_test_has_failed(tmp_path):
    outcome = run_step(shell("exit 0"))

    assert (outcome.counts, outcome.failure) == (Counts(failed=1), "it ran no test")


def test_a_build_counts_only_when_it_fails():
    assert run_step(shell("exit 0", counts=False)).counts == Counts()
    assert run_step(shell("exit 7", counts=False)).failure == "sh exited 7"


def test_the_first_command_that_fails_ends_its_step(tmp_path):
    step = Step("two", (("false",), ("touch", str(tmp_path / "second"))), counts=False)

    assert run_step(step).failure == "false exited 1"
    assert not (tmp_path / "second").exists()


def test_a_step_past_its_limit_is_ended_with_all_it_started(tmp_path):
    step = shell(f"sleep 300 & echo $! > {tmp_path}/pid; wait", counts=False, limit_seconds=1)
    started = time.monotonic()

    outcome = run_step(step)

    assert outcome.failure == "sh was ended after 1 s"
    assert time.monotonic() - started < 30
    assert _is_dead(int((tmp_path / "pid").read_text()))


def test_an_interrupted_run_ends_what_it_started(tmp_path):
    program = (
        "import sys, signal; signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
        "from pathlib import Path; from runner import steps; steps.LOGS = Path(sys.argv[1])\n"
        f"steps.run_step(steps.Step('x', (('sh', '-c', 'echo $$ > {tmp_path}/pid; mkfifo {tmp_path}/stop; cat {tmp_path}/stop'),)))"
    )
    environment = os.environ | {"PYTHONPATH": str(tree.ROOT / "tests")}
    run = subprocess.Popen([sys.executable, "-c", program, tmp_path], env=environment, stderr=subprocess.DEVNULL)
    pid = _wait_for_text(tmp_path / "pid", run)

    run.terminate()

    assert run.wait(timeout=60) != 0
    assert _is_dead(int(pid))


def _wait_for_text(path, process):
    while process.poll() is None:
        if path.exists() and (text := path.read_text()):
            return text
    raise AssertionError("it ended by itself")


def _is_dead(pid):
    """Whether the process has ended, or does within a time that no living one of these tests would leave unused."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([process], [], [], 60)
    os.close(process)
    return bool(ended)


def test_a_shared_build_runs_once_and_a_failed_one_ends_each_group(tmp_path, capsys):
    broken = Step("broken build", (("sh", "-c", f"echo x >> {tmp_path}/runs; exit 1"),), counts=False)
    never = shell(f"touch {tmp_path}/never")
    outcomes = {}

    for name in ("one", "two"):
        counts, _ = command._run_group(Group(name, "", (broken, never)), outcomes)
        assert counts == Counts(failed=1)

    assert (tmp_path / "runs").read_text() == "x\n"
    assert not (tmp_path / "never").exists()
    assert "broken build: sh exited 1" in capsys.readouterr().out


def test_what_failed_is_shown_without_what_passed(capsys):
    step = shell("echo '[1/2] Building CXX x.o'; echo '3/4 Test #7: a.B ..... Passed 0.1 sec'; echo 'x.cpp:1: error'; exit 1", counts=False)

    command._run_and_tell(Group("one", "", (step,)), step)

    shown = capsys.readouterr().out
    assert "| x.cpp:1: error" in shown
    assert "Building" not in shown and "Passed" not in shown


def test_the_groups_promised_are_there():
    names = [group.name for group in groups(fuzz_seconds=1)]

    assert set(names) >= {"stack", "sdk", "packages", "generator", "samples", "sanitizers", "fuzz"}


def test_different_steps_have_different_names_for_their_logs_bear_them():
    every = {step for group in groups(fuzz_seconds=1) for step in group.steps}

    assert len({step.slug for step in every}) == len(every)


@pytest.mark.parametrize("preset", ["asan", "tsan"])
def test_each_sanitizer_sees_a_service_under_load(preset):
    steps = [step for group in groups(fuzz_seconds=1) for step in group.steps]
    (load,) = (step for step in steps if step.name == f"pytest {preset} tests/e2e/test_notes.py")

    assert ("SAKI_BUILD_DIR", f"build/{preset}") in load.environment
    assert "halt_on_error=1" in dict(load.environment)["TSAN_OPTIONS"]


def test_an_unknown_group_is_wrong_usage():
    run = subprocess.run([tree.ROOT / "saki", "test", "--only", "stakc", "--help"], capture_output=True, env=os.environ)
    # argparse reads options in order, so the wrong group is found before the help is asked for.
    assert run.returncode == 2


class TestFuzz:
    @pytest.fixture(autouse=True)
    def build(self, tmp_path, monkeypatch):
        monkeypatch.setattr(fuzz, "BUILD", tmp_path)
        monkeypatch.setattr(fuzz, "SOURCES", tmp_path / "sources")
        (tmp_path / "tests" / "fuzz").mkdir(parents=True)
        self.folder = tmp_path / "tests" / "fuzz"

    def target(self, name, status):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\necho it broke >&2\nexit {status}\n")
        path.chmod(0o755)
        return path

    def test_a_target_fails_with_what_it_said(self):
        assert fuzz.run_target(self.target("fuzz_url", 77), 1) == "it broke\n"
        assert fuzz.run_target(self.target("fuzz_uri", 0), 1) is None

    def test_a_planted_bug_must_be_found_in_thrice_the_time(self):
        assert fuzz.run_target(self.target("fuzz_url_planted", 77), 1) is None
        assert fuzz.run_target(self.target("fuzz_url_planted", 0), 1) == "the planted bug was not found in 3 s"

    def test_new_inputs_go_to_the_build_folder_and_the_corpus_is_read(self, tmp_path):
        (tmp_path / "sources/corpus/url").mkdir(parents=True)
        (tmp_path / "sources/url.dict").touch()

        command = fuzz.fuzz_command(self.folder / "fuzz_url", "url", 5)

        assert command[0].endswith("/fuzz_url")
        assert "-max_total_time=5" in command
        assert command[-3:] == [f"{tmp_path}/corpus/fuzz_url", f"{tmp_path}/sources/corpus/url", f"-dict={tmp_path}/sources/url.dict"]
