# SPDX-License-Identifier: Apache-2.0
"""`saki` and `saki setup`: from anywhere, with an empty environment, and on machines that lack this or that.

Other machines are played by a folder of stand-ins for dpkg-query, apt-get, id and sudo, which write down how they were called.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import tree

SAKI = tree.ROOT / "saki"
EVERY_PACKAGE = [line.split() for line in (tree.ROOT / "cmake/packages.txt").read_text().splitlines() if line and line[0] != "#"]


def run(*command, env=None, cwd="/", **options):
    return subprocess.run(command, env=env or {}, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


class Machine:
    """A machine that lacks some packages: stand-ins first on PATH, and a folder for the link."""

    def __init__(self, folder: Path, lacking=(), root=True, os_release="ID=debian\nVERSION_ID=12\n"):
        self.folder, self.links, self.calls = folder, folder / "links", folder / "calls"
        (folder / "os-release").write_text(os_release)
        (folder / "bin").mkdir()
        present = [package for _, package in EVERY_PACKAGE if package not in lacking]
        answers = "".join(f"ii {package}\\n" for package in present)
        self.stand_in("dpkg-query", f"printf '{answers}'")
        self.stand_in("apt-get", f'echo "$*" >> {self.calls}')
        self.stand_in("id", f"echo {0 if root else 1000}")
        self.stand_in("sudo", "exit 1")

    def stand_in(self, name, script):
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def setup(self, *options):
        env = {
            "PATH": f"{self.folder}/bin:/usr/bin:/bin",
            "SAKI_OS_RELEASE": str(self.folder / "os-release"),
            "SAKI_LINK_FOLDER": str(self.links),
        }
        return run(SAKI, "setup", *options, env=env)

    def apt_calls(self):
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path):
    return lambda **options: Machine(tmp_path, **options)


def test_answers_from_another_directory_with_an_empty_environment():
    assert run(SAKI, "--version").stdout.startswith("saki ")


def test_answers_through_a_chain_of_links(tmp_path):
    (tmp_path / "first").symlink_to(SAKI)
    (tmp_path / "second").symlink_to("first")

    assert run(tmp_path / "second", "--version").stdout.startswith("saki ")


def test_answers_from_a_path_with_spaces(tmp_path):
    home = tmp_path / "my own tree"
    shutil.copytree(tree.ROOT / "generator", home / "generator")
    shutil.copy(SAKI, home)

    assert run(home / "saki", "--version").stdout.startswith("saki ")


def test_is_plain_posix_shell():
    for script in (SAKI, tree.ROOT / "cmake/setup.sh"):
        assert run("dash", "-n", script).returncode == 0


def test_says_how_to_get_a_missing_python_module(tmp_path):
    home = tmp_path / "it's here"
    shutil.copytree(tree.ROOT / "generator", home / "generator")
    script = SAKI.read_text().replace("/usr/bin/python3 python3", "/nowhere/python3")
    (home / "saki").write_text(script)

    answer = run("/bin/sh", home / "saki", "check")

    assert answer.returncode == 3
    assert answer.stderr == f"saki: Python lacks a module that Saki needs. This installs it: '{home}/saki' setup\n"


def test_says_when_its_files_are_gone(tmp_path):
    shutil.copy(SAKI, tmp_path)

    answer = run(tmp_path / "saki", "check")

    assert (answer.returncode, answer.stderr.count("\n")) == (3, 1)
    assert "neither in Saki's tree nor in an installed prefix" in answer.stderr


def test_setup_installs_nothing_when_nothing_is_missing(machine):
    complete = machine()

    answer = complete.setup("--test")

    assert answer.returncode == 0
    assert complete.apt_calls() == []


def test_setup_installs_exactly_what_is_missing_of_its_groups(machine):
    lacking = machine(lacking=["ninja-build", "python3-click", "shellcheck"])

    answer = lacking.setup()

    assert answer.returncode == 0
    update, install = lacking.apt_calls()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends ninja-build python3-click")


def test_setup_for_tests_installs_every_group(machine):
    lacking = machine(lacking=[package for _, package in EVERY_PACKAGE])

    lacking.setup("--test")

    assert lacking.apt_calls()[1].split("--no-install-recommends ")[1].split() == [package for _, package in EVERY_PACKAGE]


def test_setup_for_boards_installs_the_cross_compilers_but_no_test_tools(machine):
    lacking = machine(lacking=["qemu-user", "shellcheck"])

    lacking.setup("--boards")

    assert lacking.apt_calls()[1].endswith("--no-install-recommends qemu-user")


def test_setup_without_root_or_sudo_prints_the_command_and_asks_nothing(machine):
    lacking = machine(lacking=["cmake"], root=False)

    answer = lacking.setup()

    assert answer.returncode == 3
    assert "  apt-get install --no-install-recommends cmake" in answer.stderr
    assert lacking.apt_calls() == []


def test_setup_uses_sudo_where_it_asks_nothing(machine):
    lacking = machine(lacking=["cmake"], root=False)
    lacking.stand_in("sudo", '[ "$1" = -n ] && shift; "$@"')

    assert lacking.setup().returncode == 0
    assert lacking.apt_calls()[1].endswith("cmake")


def test_setup_passes_on_that_apt_failed(machine):
    lacking = machine(lacking=["cmake"])
    lacking.stand_in("apt-get", "echo 'E: no network' >&2; exit 100")

    answer = lacking.setup()

    assert answer.returncode == 3
    assert "E: no network" in answer.stderr


def test_setup_on_another_debian_like_system_says_what_is_tested_and_tries(machine):
    ubuntu = machine(lacking=["cmake"], os_release='ID=ubuntu\nVERSION_ID="24.04"\n')

    answer = ubuntu.setup()

    assert "tested on Debian 12; this is ubuntu 24.04" in answer.stderr
    assert ubuntu.apt_calls()[1].endswith("cmake")


def test_setup_without_apt_prints_a_container_line(machine, tmp_path):
    fedora = machine(os_release="ID=fedora\nVERSION_ID=41\n")
    (tmp_path / "bin/apt-get").unlink()
    for tool in ("readlink", "dirname", "sed", "grep", "cat"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))

    answer = run("/bin/sh", SAKI, "setup", env={"PATH": f"{tmp_path}/bin", "SAKI_OS_RELEASE": f"{fedora.folder}/os-release"})

    assert answer.returncode == 3
    assert "this system (fedora 41)" in answer.stderr
    assert "docker run --rm -it -p 8080:8080" in answer.stderr


def test_setup_links_the_command_and_says_so_once(machine):
    complete = machine()

    first, second = complete.setup(), complete.setup("--quiet")

    assert (complete.links / "saki").resolve() == SAKI
    assert f"saki: linked {complete.links}/saki" in first.stderr
    assert f'export PATH="{complete.links}:$PATH"' in first.stderr
    assert second.stderr == ""


def test_setup_leaves_a_file_of_that_name_alone(machine):
    complete = machine()
    complete.links.mkdir()
    (complete.links / "saki").write_text("mine")

    answer = complete.setup()

    assert (complete.links / "saki").read_text() == "mine"
    assert "is something else and stays" in answer.stderr


def test_only_setup_itself_takes_over_the_link_of_another_tree(machine, tmp_path):
    complete = machine()
    complete.links.mkdir()
    (complete.links / "saki").symlink_to("/bin/true")

    complete.setup("--quiet")
    assert os.readlink(complete.links / "saki") == "/bin/true"
    complete.setup()
    assert os.readlink(complete.links / "saki") == str(SAKI)


def test_setup_refuses_an_option_it_does_not_know(machine):
    assert machine().setup("--tset").returncode == 2
