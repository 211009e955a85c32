# SPDX-License-Identifier: Apache-2.0
"""What CMake does with the generator's plan: what it compiles, and when it asks again.

The generator is played by a small stand-in, so that only saki_add_service and saki_add_client are under test here; tests/generator asks the real one.
"""

import subprocess
import sys
import textwrap

import pytest

CMAKE_LISTS = """
cmake_minimum_required(VERSION 3.25)
project(parrot LANGUAGES CXX)
find_package(saki REQUIRED)
saki_add_service(parrot)
"""

# Says a word: the one of src/word.cpp when there is such a file, else "nothing". The manifest's text is its name.
STAND_IN = """
import pathlib, sys
manifest, out = pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[5])
project, name = manifest.parent, manifest.read_text().strip()
out.mkdir(parents=True, exist_ok=True)

def write(file, text):
    path = out / file
    if not path.exists() or path.read_text() != text:
        path.write_text(text)

with open(project / "calls", "a") as calls:
    calls.write("emit\\n")
if name == "broken":
    sys.exit("service.yaml:1:1: error[broken]: planted")
handlers = [f"src/{path.name}" for path in sorted((project / "src").glob("word.cpp"))]
plain = any("// plain" in (project / handler).read_text() for handler in handlers)
write("word.h", f"#pragma once\\n{'inline constexpr bool kPlain = true;' if plain else ''}\\nconst char* word();\\n")
write("routes.cpp", '#include "word.h"\\n' + ("" if handlers else 'const char* word() { return "nothing"; }\\n'))
write("main.cpp", f'#include "word.h"\\n#include <cstdio>\\nint main() {{ std::printf("{name} %s\\\\n", word()); }}\\n')
write("client.h", "#pragma once\\nconst char* asked();\\n")
write("client.cpp", f'#include "client.h"\\nconst char* asked() {{ return "{name}"; }}\\n')
plan = {"SERVICE": name, "INPUTS": "service.yaml", "SOURCES": "routes.cpp", "CLIENT": "client.cpp", "MAIN": "main.cpp", "HANDLERS": ";".join(handlers),
        "PACKAGES": "", "DIRECTORIES": "public", "ORPHANS": "src/orphan.cpp"}
write("plan.cmake", "".join(f'set(SAKI_PLAN_{key} "{value}")\\n' for key, value in plan.items()))
"""


class Project:
    def __init__(self, folder, prefix):
        self.folder, self.prefix = folder, prefix
        self.write("CMakeLists.txt", CMAKE_LISTS)
        self.write("service.yaml", "polly")
        self.write("public/index.html", "hello")
        self.write("src/helper.cpp", "int helper() { return 1; }")
        self.write("src/orphan.cpp", "this is not C++")
        self.write("emit.py", STAND_IN)
        self.write("emit", f'#!/bin/sh\nexec {sys.executable} "{folder}/emit.py" "$@"\n').chmod(0o755)
        # Only the command is replaced; everything else is what the prefix holds.
        self.write("stand_in.cmake", f'set(SAKI_COMMAND "{folder}/emit")\n')

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return path

    def configure(self):
        text = CMAKE_LISTS.replace("REQUIRED)", 'REQUIRED)\ninclude("${CMAKE_CURRENT_SOURCE_DIR}/stand_in.cmake")')
        self.write("CMakeLists.txt", text)
        return self.run("cmake", "-S", ".", "-B", "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")

    def build(self):
        return self.run("ninja", "-C", "build")

    def say(self):
        assert (built := self.build()).returncode == 0, built.stdout + built.stderr
        return self.run("build/parrot").stdout

    def run(self, *command):
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True)

    def calls(self):
        return (self.folder / "calls").read_text().count("emit")


@pytest.fixture
def parrot(tmp_path, prefix):
    folder = tmp_path / "a parrot"
    folder.mkdir()
    project = Project(folder, prefix)
    assert (run := project.configure()).returncode == 0, run.stderr
    return project


def test_builds_what_the_plan_names_and_leaves_orphans_out(parrot):
    assert parrot.say() == "polly nothing\n"


def test_a_handler_file_that_comes_or_goes_is_planned_again(parrot):
    parrot.say()
    handler = parrot.write("src/word.cpp", '#include "word.h"\nconst char* word() { return "cracker"; }')
    assert parrot.say() == "polly cracker\n"
    handler.unlink()
    assert parrot.say() == "polly nothing\n"


def test_a_changed_manifest_is_planned_again(parrot):
    parrot.say()
    parrot.write("service.yaml", "molly")

    assert parrot.say() == "molly nothing\n"


def test_a_build_with_nothing_new_asks_nobody_and_does_nothing(parrot):
    parrot.write("src/word.cpp", '#include "word.h"\nconst char* word() { return "cracker"; }')
    parrot.say()
    before = parrot.calls()

    assert "no work to do" in parrot.build().stdout
    assert parrot.calls() == before


def test_the_generator_looks_again_when_a_handlers_text_changed(parrot):
    parrot.write("src/word.cpp", '#include "word.h"\nconst char* word() { return "cracker"; }')
    parrot.say()

    parrot.write("src/word.cpp", '#include "word.h"\n// plain\nconst char* word() { return kPlain ? "nut" : ""; }')

    assert parrot.say() == "polly nut\n"


def test_a_changed_handler_rebuilds_that_handler_alone(parrot):
    parrot.write("src/word.cpp", '#include "word.h"\nconst char* word() { return "cracker"; }')
    parrot.say()
    parrot.write("src/word.cpp", '#include "word.h"\nconst char* word() { return "seed"; }')

    built = parrot.build().stdout

    assert "word.cpp.o" in built
    assert "routes.cpp.o" not in built


def test_a_generated_file_that_was_deleted_comes_back(parrot):
    parrot.say()
    (parrot.folder / "build/gen/routes.cpp").unlink()

    assert parrot.say() == "polly nothing\n"


def test_a_broken_manifest_fails_the_build_in_its_own_words_and_mends(parrot):
    parrot.say()
    parrot.write("service.yaml", "broken")
    broken = parrot.build()
    assert broken.returncode != 0
    assert "service.yaml:1:1: error[broken]: planted" in broken.stderr + broken.stdout

    parrot.write("service.yaml", "polly")
    assert parrot.say() == "polly nothing\n"


def test_static_directories_lie_beside_the_executable_and_are_copied_when_installed(parrot, tmp_path):
    parrot.say()
    assert (parrot.folder / "build/public/index.html").read_text() == "hello"

    parrot.run("cmake", "--install", "build", "--prefix", tmp_path / "board")

    assert not (tmp_path / "board/public").is_symlink()
    assert (tmp_path / "board/public/index.html").read_text() == "hello"
    assert parrot.run(tmp_path / "board/parrot").stdout == "polly nothing\n"


def test_a_client_is_made_from_the_manifest_of_another_project(parrot):
    parrot.write("other one/service.yaml", "olly")
    parrot.write("src/word.cpp", '#include "other_client/client.h"\n#include "word.h"\nconst char* word() { return asked(); }')
    lists = (parrot.folder / "CMakeLists.txt").read_text()
    client = 'saki_add_client(other_client MANIFEST "other one/service.yaml")\ntarget_link_libraries(parrot_service PUBLIC other_client)\n'
    parrot.write("CMakeLists.txt", lists + client)
    assert parrot.say() == "polly olly\n"

    parrot.write("other one/service.yaml", "molly")
    assert parrot.say() == "polly molly\n", "a changed manifest is planned again"
    assert "no work to do" in parrot.build().stdout


def test_without_a_build_type_a_service_is_optimised(parrot):
    assert "CMAKE_BUILD_TYPE:STRING=Release" in (parrot.folder / "build/CMakeCache.txt").read_text()


def test_tests_of_the_author_are_built_on_googletest(parrot):
    parrot.write("tests/word_test.cpp", '#include <gtest/gtest.h>\n#include "word.h"\nTEST(Word, IsThere) { EXPECT_STREQ(word(), "nothing"); }')
    parrot.say()

    assert parrot.run("ninja", "-C", "build", "parrot_test").returncode == 0
    run = parrot.run("ctest", "--test-dir", "build", "--no-tests=error")
    assert run.returncode == 0, run.stdout
