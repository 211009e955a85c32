# SPDX-License-Identifier: Apache-2.0
"""An installed prefix is enough: find_package(saki), the libraries, the command; and nothing in it remembers the source tree."""

import os
import shutil
import subprocess

import pytest

import tree

PROGRAM = """
#include <saki/base/version.h>
#include <cstdio>
int main() { std::puts(saki::version().data()); }
"""

CMAKE_LISTS = """
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
find_package(saki {request})
add_executable(consumer main.cpp)
target_link_libraries(consumer PRIVATE {libraries})
"""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


class Consumer:
    def __init__(self, folder, prefix, request, libraries):
        self.build = folder / "build"
        (folder / "main.cpp").write_text(PROGRAM)
        (folder / "CMakeLists.txt").write_text(CMAKE_LISTS.format(request=request, libraries=libraries))
        self.configured = run("cmake", "-S", folder, "-B", self.build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}")

    def say(self):
        assert self.configured.returncode == 0, self.configured.stderr
        assert (made := run("ninja", "-C", self.build)).returncode == 0, made.stdout
        return run(self.build / "consumer").stdout


@pytest.mark.parametrize("request_,libraries", [
    ("REQUIRED", "saki::stack"),
    ("0.1 REQUIRED", "saki::sdk"),
    ("REQUIRED COMPONENTS sdk sqlite", "saki::sqlite"),
])
def test_a_program_builds_against_the_prefix_only(tmp_path, prefix, request_, libraries):
    assert Consumer(tmp_path, prefix, request_, libraries).say() == "0.1.0\n"


def test_the_prefix_can_be_moved(tmp_path, prefix):
    moved = tmp_path / "elsewhere"
    shutil.copytree(prefix, moved, symlinks=True)

    assert Consumer(tmp_path, moved, "REQUIRED", "saki::sdk").say() == "0.1.0\n"
    assert run(moved / "bin/saki", "--version", env={}).stdout.startswith("saki 0.1.0")


def test_nothing_installed_names_the_source_tree(prefix):
    place = os.fsencode(str(tree.ROOT))

    assert [str(path) for path in prefix.rglob("*") if path.is_file() and place in path.read_bytes()] == []


@pytest.mark.parametrize("request_,complaint", [
    ("0.2 REQUIRED", "compatible"),
    ("REQUIRED COMPONENTS redsi", "redsi"),
])
def test_a_version_or_component_that_is_not_there_is_an_error(tmp_path, prefix, request_, complaint):
    consumer = Consumer(tmp_path, prefix, request_, "saki::sdk")

    assert consumer.configured.returncode != 0
    assert complaint in consumer.configured.stderr


def test_the_command_works_from_the_prefix_and_through_a_link(tmp_path, prefix):
    (tmp_path / "saki").symlink_to(prefix / "bin/saki")

    for command in (prefix / "bin/saki", tmp_path / "saki"):
        assert run(command, "--version", env={}, cwd="/").stdout.startswith("saki 0.1.0")


def test_what_belongs_to_the_tree_alone_is_not_installed(prefix):
    # Python adds byte code to a prefix in use; what CMake itself put there is in its manifest.
    manifest = tree.ROOT / os.environ.get("SAKI_BUILD_DIR", "build/release") / "install_manifest.txt"
    installed = {part for line in manifest.read_text().splitlines() for part in line.split("/")}

    assert {"saki", "setup.sh", "packages.txt", "saki-config.cmake"} <= installed
    assert not installed & {"runner", "house", "__pycache__", "CMakePresets.json"}


def test_public_headers_bring_no_third_party_header_with_them(tmp_path, prefix):
    headers = sorted((prefix / "include").rglob("*.h"))
    source = tmp_path / "all.cpp"
    source.write_text("".join(f"#include <{header.relative_to(prefix / 'include')}>\n" for header in headers if header.name != "json.h"))

    made = run("g++", "-std=c++23", f"-I{prefix / 'include'}", "-M", source, check=True).stdout

    foreign = ("yaml.h", "sqlite3.h", "hiredis", "mariadb", "mysql/mysql.h", "nlohmann", "openssl", "gtest", "gmock")
    assert [word for word in made.split() if any(name in word for name in foreign)] == []


def test_a_service_is_made_and_built_by_the_prefix_only(tmp_path, prefix):
    environment = {"PATH": "/usr/bin:/bin"}

    made = run(prefix / "bin/saki", "new", "hello", cwd=tmp_path, env=environment)
    assert made.returncode == 0, made.stderr
    built = run(prefix / "bin/saki", "build", cwd=tmp_path / "hello", env=environment)
    assert built.returncode == 0, built.stdout + built.stderr

    assert run(tmp_path / "hello/build/hello", "--version", env={}).stdout.startswith("hello 0.1.0")
    assert os.fsencode(str(tree.ROOT)) not in (tmp_path / "hello/build/build.ninja").read_bytes()
