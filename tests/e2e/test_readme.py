# SPDX-License-Identifier: Apache-2.0
"""The README's tutorial, done as it stands: files are written, commands run, in order, in an empty folder.

The command is that of an installed prefix, and nothing in the environment leads to the source tree.
"""

import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from running import ROOT

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:8080/"


def blocks():
    """(language, file, text) of the tutorial's fenced blocks."""
    tutorial = (ROOT / "README.md").read_text().split("## Ten minutes")[1].split("\n## ")[0]
    return [match.groups() for match in BLOCK.finditer(tutorial)]


class Reader:
    """Does what the tutorial says. `saki run` goes on in the background until the next block that is not curl."""

    def __init__(self, folder: Path, prefix: Path):
        self.folder = folder
        self.environment = {"PATH": f"{prefix / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1"}
        self.service: subprocess.Popen | None = None
        self.answers: list[str] = []

    def follow(self, language: str, file: str | None, text: str) -> None:
        if file:
            path = self.folder / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        elif text.strip() == "saki run":
            self.stop()
            self.start()
        elif text.startswith("curl"):
            self.answers += [self.run(line) for line in text.splitlines()]
        elif language == "sh":
            self.stop()
            for line in text.splitlines():
                self.run(line)

    def run(self, line: str) -> str:
        if line.startswith("cd "):
            self.folder /= line.removeprefix("cd ")
            return ""
        result = subprocess.run(["sh", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=900)
        assert result.returncode == 0, f"$ {line}\n{result.stdout}{result.stderr}"
        return result.stdout

    def start(self) -> None:
        self.service = subprocess.Popen(["saki", "run"], cwd=self.folder, env=self.environment, executable=shutil.which("saki", path=self.environment["PATH"]))
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            assert self.service.poll() is None, "saki run ended"
            try:
                urllib.request.urlopen(ADDRESS, timeout=5).close()
                return
            except OSError:
                os.sched_yield()
        raise AssertionError("the service did not answer")

    def stop(self) -> None:
        if self.service is not None:
            self.service.send_signal(signal.SIGINT)
            assert self.service.wait(60) == 0
            self.service = None


def installed(prefix: Path) -> Path:
    """Installs Saki there from its build folder, and sees that the tree is not meant by it."""
    build = ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release")
    done = subprocess.run(["cmake", "--install", build, "--prefix", prefix, "--strip"], capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stderr}\nBuild the libraries first: cmake --build --preset release --target saki_libraries"
    return prefix


def test_the_tutorial_works_as_it_stands(tmp_path):
    (home := tmp_path / "home").mkdir()
    reader = Reader(home, installed(tmp_path / "prefix"))
    try:
        for block in blocks():
            reader.follow(*block)
    finally:
        reader.stop()
    assert str(ROOT) not in (reader.folder / ".saki/lock.json").read_text() + (reader.folder / "build/CMakeCache.txt").read_text()
    hello, greeting, refusal = reader.answers
    assert hello == "Hello, World!\n"
    assert greeting == '{"text":"Bonjour, Ada!","shouted":true}'
    assert '"status":422' in refusal and refusal.count('"in":"query"') == 2
