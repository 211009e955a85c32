# SPDX-License-Identifier: Apache-2.0
"""What every file of the tree owes the house: a licence line, its format, a length that one can read."""

import subprocess

import pytest

import tree

LICENSE_LINE = "SPDX-License-Identifier: Apache-2.0"
LICENSED_SUFFIXES = (".h", ".cpp", ".cmake", ".py", ".sh", ".j2", ".js", ".css", ".html")
LICENSED_NAMES = ("CMakeLists.txt", "saki", ".clang-format")
LONGEST_FILE = 450


def licensed(path):
    return path.suffix in LICENSED_SUFFIXES or path.name in LICENSED_NAMES


def test_every_source_names_its_licence_within_three_lines():
    def head(path):
        return (tree.ROOT / path).read_text(encoding="utf-8").splitlines()[:3]

    assert [str(path) for path in tree.files() if licensed(path) and not any(LICENSE_LINE in line for line in head(path))] == []


def test_no_source_is_longer_than_a_reader_bears():
    def length(path):
        return len((tree.ROOT / path).read_text(encoding="utf-8").splitlines())

    sources = [path for path in tree.files() if path.suffix in (".h", ".cpp", ".py", ".cmake", ".sh", ".j2")]
    sources = [path for path in sources if "golden" not in path.parts]  # Made, and as long as what it is made from.
    assert {str(path): length(path) for path in sources if length(path) > LONGEST_FILE} == {}


def test_cpp_is_formatted():
    paths = [str(path) for path in tree.cpp_files()]

    run = subprocess.run(
        ["clang-format-19", "--dry-run", "--Werror", *paths], cwd=tree.ROOT, capture_output=True, text=True
    )

    assert run.returncode == 0, f"clang-format-19 -i mends this:\n{run.stderr}"


def test_the_format_check_can_fail(tmp_path):
    (tmp_path / ".clang-format").write_bytes((tree.ROOT / ".clang-format").read_bytes())
    (tmp_path / "x.cpp").write_text("int  x( ) ;\n")

    run = subprocess.run(["clang-format-19", "--dry-run", "--Werror", "x.cpp"], cwd=tmp_path, capture_output=True)

    assert run.returncode != 0


@pytest.mark.parametrize("path", [path for path in tree.files() if path.suffix == ".sh" or path.name == "saki"], ids=str)
def test_shell_is_clean_to_shellcheck(path):
    run = subprocess.run(["shellcheck", "--shell=sh", path], cwd=tree.ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout


def test_nothing_is_hidden_from_the_sanitizers():
    silencers = ("no_" + "sanitize", "__lsan_" + "ignore", "__lsan_" + "disable", "suppress" + "ions=")

    def silent(path):
        text = (tree.ROOT / path).read_text(encoding="utf-8", errors="replace")
        return [word for word in silencers if word in text]

    assert {str(path): silent(path) for path in tree.files() if path.suffix in (".h", ".cpp", ".py", ".cmake", ".json") and silent(path)} == {}
