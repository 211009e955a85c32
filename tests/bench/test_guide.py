# SPDX-License-Identifier: Apache-2.0
"""docs/load-testing.md, done as it stands: one shell, all commands in order; no tool may count a failed request."""

import re
import subprocess

import pytest
from harness.places import ROOT
from harness.server import free_port

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDE = "docs/load-testing.md"
MARK = "=====8<====="


def commands(text):
    return [line for block in BLOCK.findall(text) for line in block.splitlines()]


def script(lines, port):
    """Runs each line; prints a mark, the line's status and number, then goes on: the service must be stopped in any case."""
    steps = [f"{line}\necho; echo '{MARK}' {number} $?" for number, line in enumerate(lines)]
    return "trap 'kill $(jobs -p) 2>/dev/null' EXIT\n" + "\n".join(steps).replace("127.0.0.1:8080", f"127.0.0.1:{port}")


@pytest.fixture(scope="module")
def transcript():
    """Each command of the guide with its status and its output."""
    lines = commands((ROOT / GUIDE).read_text())
    run = subprocess.run(["bash", "-c", script(lines, free_port())], cwd=ROOT, capture_output=True, text=True, timeout=600)
    pieces = re.split(rf"^{MARK} (\d+) (\d+)\n", run.stdout, flags=re.MULTILINE)
    outputs, statuses = pieces[0::3], pieces[2::3]
    return [(line, int(status), output) for line, status, output in zip(lines, statuses, outputs, strict=False)], run.stderr


def test_every_command_of_the_guide_works(transcript):
    steps, errors = transcript

    assert len(steps) == len(commands((ROOT / GUIDE).read_text()))
    assert [(line, status, output[-500:]) for line, status, output in steps if status != 0] == [], errors[-2000:]


# For each tool: the name in its command lines, and how many of them there are; what proves that it asked; all it counts as failed.
TOOLS = {
    "wrk": (2, r"(\d+) requests in", r"Socket errors: (.*)|Non-2xx or 3xx responses: (\d+)"),
    "ab": (2, r"Complete requests: +(\d+)", r"Failed requests: +(\d+)|Write errors: +(\d+)|Non-2xx responses: +(\d+)"),
    "hey": (2, r"\[200\]\t(\d+) responses", r"\[(?!200)\d+\]\t(\d+) responses|Error distribution:\n\s+\[(\d+)\]"),
    "h2load": (2, r"(\d+) succeeded", r"(\d+) failed|(\d+) errored|(\d+) timeout"),
    "load": (3, r"(\d+) succeeded", r"(\d+) failed|(\d+) errored"),
}


def failures(tool, output):
    found = ("".join(groups) for groups in re.findall(TOOLS[tool][2], output))
    return [count for count in found if count != "0"]


@pytest.mark.parametrize("tool", TOOLS)
def test_no_request_of_the_guide_fails_with_keep_alive_or_without(transcript, tool):
    times, proof, _ = TOOLS[tool]
    outputs = [output for line, _, output in transcript[0] if re.search(rf"taskset -c 1 (\S*/)?{tool} ", line)]

    assert len(outputs) == times
    assert all(int(re.search(proof, output)[1]) >= 1000 for output in outputs), outputs
    assert [failures(tool, output) for output in outputs] == [[]] * times


def test_failures_would_be_seen():
    assert failures("wrk", "  Socket errors: connect 0, read 3, write 0, timeout 0\n  Non-2xx or 3xx responses: 7\n") != []
    assert failures("ab", "Complete requests:      10\nFailed requests:        2\n   (Connect: 0)\nNon-2xx responses:      2\n") == ["2", "2"]
    assert failures("hey", "  [200]\t5 responses\n  [503]\t2 responses\n\nError distribution:\n  [4]\tGet refused\n") == ["2", "4"]
    assert failures("h2load", "requests: 9 total, 9 started, 9 done, 7 succeeded, 1 failed, 1 errored, 0 timeout\n") == ["1", "1"]
    assert failures("load", "requests: 9 total, 9 started, 9 done, 7 succeeded, 2 failed, 0 errored\n") == ["2"]


def test_the_sweep_of_the_guide_draws_its_chart(transcript):
    output = next(output for line, _, output in transcript[0] if "--measure sweep" in line)

    assert "| load, requests/s |" in output
    assert (ROOT / "build/release/bench/sweep-load.svg").read_text().count("<polyline") == 2
