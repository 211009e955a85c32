# SPDX-License-Identifier: Apache-2.0
"""Compiles the units of a project that changed since they were last compiled, for errors only.

What should compile is compiled in one go, which is four times as fast; what should not, or a go that failed, one by one.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from compile_cpp import INCLUDES

HEAVY = """saki/encode.h saki/glue.h saki/http_error.h saki/json_form.h saki/object_decoder.h saki/request.h saki/response.h
saki/service.h saki/task.h saki/test_answer.h saki/test_client.h array cstdint map optional string type_traits utility vector""".split()


class UnitCache:
    def __init__(self, project: Path, scratch: Path) -> None:
        self.project, self.scratch, self.compiled = project, scratch, 0
        self.errors: dict[str, str] = {}  # by the hash of all that a unit is made of
        self.options = ["-std=c++23", *(f"-I{folder}" for folder in (project / "gen", project / "src", *INCLUDES))]
        heavy = scratch / "heavy.h"
        heavy.write_text("".join(f"#include <{name}>\n" for name in HEAVY))
        subprocess.run(["g++", *self.options, "-x", "c++-header", heavy, "-o", scratch / "heavy.h.gch"], check=True)

    def failures(self, units: Iterable[str], expected: Iterable[str]) -> dict[str, str]:
        """The units, by their path in the project, that do not compile, with what the compiler says."""
        keys = {unit: self.key(unit) for unit in units}
        changed = [unit for unit, key in keys.items() if key not in self.errors]
        good = [unit for unit in changed if unit not in set(expected)]
        if good and not self.compile(good):
            self.errors |= {keys[unit]: "" for unit in good}
            self.compiled += len(good)
        for unit in changed:
            if keys[unit] not in self.errors:
                self.errors[keys[unit]] = self.compile([unit])
                self.compiled += 1
        return {unit: self.errors[key] for unit, key in keys.items() if self.errors[key]}

    def compile(self, units: list[str]) -> str:
        joined = "".join(f'#include "{self.project / unit}"\n' for unit in units)
        command = ["g++", *self.options, "-fsyntax-only", "-fmax-errors=20", "-include", self.scratch / "heavy.h", "-x", "c++", "-"]
        done = subprocess.run(command, input=joined, capture_output=True, text=True)
        return done.stderr or "no word" if done.returncode else ""

    def key(self, unit: str) -> str:
        """A hash of the unit and of every file of the project that it includes."""
        digest, seen, left = hashlib.sha256(unit.encode()), set(), [self.project / unit]
        while left:
            path = left.pop()
            if path in seen or not path.is_file():
                continue
            seen.add(path)
            text = path.read_text()
            digest.update(text.encode())
            left += [self.project / folder / name for name in re.findall(r'#include "([^"]+)"', text) for folder in ("gen", "src")]
        return digest.hexdigest()
