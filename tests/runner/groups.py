# SPDX-License-Identifier: Apache-2.0
"""Which groups of tests there are, and the steps of each."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from .steps import Step

CORES = len(os.sched_getaffinity(0))
BYTES_PER_JOB = 1 << 30  # What one compiler may need.

SANITIZER_OPTIONS = (
    ("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1"),
    ("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1"),
    ("TSAN_OPTIONS", "halt_on_error=1:second_deadlock_stack=1"),
)


@dataclass(frozen=True)
class Group:
    name: str
    sentence: str
    steps: tuple[Step, ...]
    asked_for: bool = False  # Left out unless named by --only.


def build(preset: str, *targets: str) -> Step:
    configure = ("cmake", "--preset", preset)
    make = ("cmake", "--build", "--preset", preset, "--parallel", str(jobs()))
    if targets:
        make += ("--target", *targets)
    make += ("--", "-k", "0")  # All that is broken, in one run.
    return Step(f"build {' '.join((preset, *targets))}", (configure, make), counts=False)


def ctest(preset: str, label: str) -> Step:
    step = Step(f"ctest {preset} {label}", (), environment=SANITIZER_OPTIONS)
    command = ("ctest", "--preset", preset, "-L", f"^({label})$", "-j", str(CORES), "--output-junit", str(step.junit))
    return Step(step.name, (command,), environment=step.environment)


def pytest(folder: str, *options: str, preset: str = "release") -> Step:
    """Tests that need something built find it in the build folder of `preset`, named by SAKI_BUILD_DIR."""
    step = Step(f"pytest {folder}" if preset == "release" else f"pytest {preset} {folder}", ())
    command = (sys.executable, "-m", "pytest", folder, "-q", "--tb=short", "-n", str(CORES), "-p", "no:cacheprovider", f"--junitxml={step.junit}", *options)
    return Step(step.name, (command,), environment=(*SANITIZER_OPTIONS, ("SAKI_BUILD_DIR", f"build/{preset}")))


def load(preset: str) -> Step:
    """The notes sample of `preset` under many connections; a finding of its sanitizer fails the test."""
    return pytest("tests/e2e/test_notes.py", "-k", "10000_requests", preset=preset)


def fuzz(seconds_each: int) -> Step:
    step = Step("fuzz", ())
    command = (sys.executable, "-m", "runner.fuzz", "--seconds", str(seconds_each), "--junit", str(step.junit))
    return Step(step.name, (command,), environment=(*SANITIZER_OPTIONS, ("PYTHONPATH", "tests")))


def jobs() -> int:
    """Compilers at once: one per core, as far as the memory that is free now goes."""
    with open("/proc/meminfo", encoding="ascii") as meminfo:
        free = next(int(line.split()[1]) << 10 for line in meminfo if line.startswith("MemAvailable:"))
    return max(1, min(CORES, free // BYTES_PER_JOB))


EVERY_CPP_TEST = "stack|sdk|packages|samples"
FLOORS = ("saki_bench_floor", "saki_bench_tls_floor", "saki_bench_web_socket_floor")
BENCH = (*FLOORS, "saki_bench_load", "saki_bench_hello_server", "saki_bench_movements")
SAMPLES = ("accounts", "chat", "hello", "notes", "reference", "shortener")


def groups(fuzz_seconds: int) -> tuple[Group, ...]:
    libraries = build("release", "saki_libraries")
    samples = build("release", "saki_libraries", *SAMPLES, *(f"{name}_test" for name in SAMPLES), "e2e_services")
    return (
        Group("stack", "the event-driven stack, room by room", (build("dev", "stack_tests"), ctest("dev", "stack"))),
        Group("sdk", "what a service author meets", (build("dev", "sdk_tests"), ctest("dev", "sdk"))),
        Group("packages", "the reusable packages", (build("dev", "packages_tests"), ctest("dev", "packages"))),
        Group("house", "arrows, formats, installation, the command", (libraries, pytest("tests/house"))),
        Group("generator", "the manifest compiler and its commands", (libraries, pytest("tests/generator"))),
        Group("samples", "complete services, built, run and asked", (samples, ctest("release", "samples"), pytest("tests/e2e"))),
        Group(
            "bench",
            "the bench, its load generator and the guide to load testing",
            (libraries, build("release", "reference", *BENCH), pytest("tests/bench")),
        ),
        Group(
            "sanitizers",
            "the C++ tests and a loaded service under AddressSanitizer and UBSan, and the compiler-trap canary",
            (pytest("tests/canary"), build("asan"), ctest("asan", EVERY_CPP_TEST), load("asan")),
        ),
        Group(
            "threads",
            "the C++ tests and a loaded service under ThreadSanitizer, built with Clang",
            (build("tsan"), ctest("tsan", EVERY_CPP_TEST), load("tsan")),
        ),
        Group(
            "boards",
            "64-bit and 32-bit ARM under QEMU: the C++ tests on one, hello and notes on both",
            (
                build("arm64", "stack_tests", "sdk_tests", "hello", "notes"),
                ctest("arm64", "stack|sdk"),
                build("armhf", "hello", "notes"),
                pytest("tests/boards"),
            ),
        ),
        Group("fuzz", "each fuzz target for a while, on its corpus", (build("fuzz"), fuzz(fuzz_seconds))),
        Group("fresh", "the demo on a Debian with nothing installed; only when asked for", (pytest("tests/fresh"),), asked_for=True),
    )
