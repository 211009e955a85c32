# SPDX-License-Identifier: Apache-2.0
"""docs/packages.md, done as it stands: a package is made from nothing but the page, and a fresh service takes it.

The command is that of an installed prefix, and nothing in the environment leads to the source tree.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from running import ROOT, Running
from test_readme import BLOCK, Reader, installed

PAGE = ROOT / "docs/packages.md"


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("installed") / "prefix")


class Maker(Reader):
    """Does what a page says; its service listens where nobody else does."""

    def start(self) -> None:
        self.service = Running("saki", "run", "--", "--listen", "127.0.0.1:0", "--workers", "1", cwd=self.folder, environment=self.environment)
        self.port = self.service.ports[0]

    def stop(self) -> None:
        if self.service is not None:
            assert self.service.stop() == 0
            self.service = None

    def run(self, line: str) -> str:
        return super().run(line.replace("localhost:8080", f"127.0.0.1:{self.port}") if "localhost:8080" in line else line)


def test_the_page_makes_a_package_that_a_service_takes(prefix: Path, tmp_path: Path) -> None:
    maker = Maker(tmp_path, prefix)
    try:
        for block in BLOCK.findall(PAGE.read_text()):
            maker.follow(*block)
    finally:
        maker.stop()
    head, ready, measures = maker.answers
    assert " 200 " in head.splitlines()[0] and "x-pressed-by: stones" in head.lower()
    assert (tmp_path / "quarry/pressed.zst").read_bytes().startswith(bytes.fromhex("28b52ffd"))
    assert ready == '{"status":"ready","packages":{"stones":{"status":"ready"}}}'
    assert "saki_stones_texts_total 1\n" in measures and "saki_stones_in_bytes_total 15\n" in measures
    assert '"/press"' in (tmp_path / "quarry/build/gen/openapi.json").read_text()


def test_a_new_package_is_tested_and_used_and_cannot_change_unseen(prefix: Path, tmp_path: Path) -> None:
    maker = Maker(tmp_path, prefix)
    for line in ("saki package new greeting", "cd greeting", "saki test", "cd ..", "saki new shop", "cd shop", "saki package add ../greeting", "saki package add maintenance", "saki build"):
        maker.run(line)
    maker.start()
    try:
        assert maker.run("curl -s localhost:8080/greeting/Ada") == "Hello, Ada!\n"
    finally:
        maker.stop()
    source = maker.folder / "packages/greeting/src/greeting.cpp"
    source.write_text(source.read_text() + "// mine\n")
    for command in (["saki", "build"], ["cmake", "--build", "build"]):
        done = subprocess.run(command, cwd=maker.folder, env=maker.environment, capture_output=True, text=True, timeout=300)
        assert done.returncode != 0 and "error[package-changed]" in done.stdout + done.stderr
    maker.run("saki package add ../greeting")
    for name in ("greeting", "maintenance"):
        maker.run(f"saki package remove {name}")
    maker.run("saki check")
    assert not (maker.folder / "packages").exists()
