# SPDX-License-Identifier: Apache-2.0
"""The presets are the documented way in: each one promised is there, and none makes what our coroutines cannot bear."""

import json
import shutil
import subprocess

import pytest

import tree

PRESETS = json.loads((tree.ROOT / "CMakePresets.json").read_text())
VISIBLE = {preset["name"] for preset in PRESETS["configurePresets"] if not preset.get("hidden")}


def test_each_preset_promised_is_there_and_can_be_built():
    assert VISIBLE == {"dev", "release", "asan", "tsan", "fuzz", "arm64", "armhf"}
    assert {preset["configurePreset"] for preset in PRESETS["buildPresets"]} == VISIBLE


def test_no_preset_builds_without_optimisation():
    flags = json.dumps(PRESETS["configurePresets"])

    assert "-O0" not in flags
    # A build type whose flags a preset does not set would bring CMake's own, and those of Debug are -O0.
    for preset in PRESETS["configurePresets"]:
        variables = preset.get("cacheVariables", {})
        if build_type := variables.get("CMAKE_BUILD_TYPE"):
            assert "-O" in variables[f"CMAKE_CXX_FLAGS_{build_type.upper()}"]


@pytest.mark.parametrize("option,expected", [("OFF", 0), ("ON", 1)])
def test_warnings_are_errors_in_presets_and_never_for_a_consumer(tmp_path, option, expected):
    shutil.copy(tree.ROOT / "cmake/saki_warnings.cmake", tmp_path)
    (tmp_path / "sloppy.cpp").write_text("int narrow(long value) { return value; }\n")
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(x LANGUAGES CXX)\ninclude(saki_warnings.cmake)\n"
        "add_library(sloppy OBJECT sloppy.cpp)\ntarget_link_libraries(sloppy PRIVATE saki_warnings)\n"
    )

    configure = ["cmake", "-S", tmp_path, "-B", tmp_path / "build", "-G", "Ninja", f"-DSAKI_WERROR={option}"]
    subprocess.run(configure, check=True, capture_output=True)
    build = subprocess.run(["cmake", "--build", tmp_path / "build"], capture_output=True, text=True)

    assert build.returncode == expected, build.stdout
    assert "-Wconversion" in build.stdout
