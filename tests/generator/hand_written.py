# SPDX-License-Identifier: Apache-2.0
"""The author's part of an edited project: handlers with real bodies, and what each of them uses, so that the compiler can be foretold."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edited_manifest import CPP, QUERY, EditedManifest, Route, cpp

VALUES: dict[str, tuple[str, Any]] = {  # as C++ and as JSON
    "std::string": ('"by hand"', "by hand"),
    "std::int64_t": ("41", 41),
    "std::int32_t": ("5", 5),
    "bool": ("true", True),
    "double": ("0.5", 0.5),
    "std::vector<std::string>": ('{"by", "hand"}', ["by", "hand"]),
    "std::optional<std::string>": ('"by hand"', "by hand"),
}
HEADERS = '#include "handlers.h"\n\n#include <optional>\n#include <string>\n#include <vector>\n\n'


@dataclass(slots=True)
class Written:
    """A file of the author: the signature it defines, and every field it uses with the C++ type it takes it for."""

    signature: tuple[str, ...] = ()
    uses: list[tuple[str, str, str]] = field(default_factory=list)
    stub: bool = False
    members: dict[str, Any] = field(default_factory=dict)  # what the answer's object holds for certain

    def lacks(self, manifest: EditedManifest) -> set[str]:
        """The types and fields it names that are gone, or are of another type now."""
        named = {name for each in self.signature for name in re.findall(r"(?<![\w:])[A-Z]\w*", each)} | {type for type, _, _ in self.uses}
        gone = {each for each in named if each not in manifest.types}
        fields = ((type, name, kind) for type, name, kind in self.uses if type in manifest.types)
        return gone | {name for type, name, kind in fields if name not in manifest.types[type] or cpp(manifest.types[type][name]) != kind}

    def drifted(self, route: Route) -> bool:
        return self.signature != route.signature()

    def broken_words(self, name: str, route: Route | None, manifest: EditedManifest) -> set[str]:
        """What the compiler will name; nothing when the file compiles. Helpers have no route."""
        drift = {f"handlers::{name}"} if route is not None and self.drifted(route) else set()
        return self.lacks(manifest) | drift


def take(dice: random.Random, manifest: EditedManifest, type: str, variable: str, most: int) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Lines that use some fields of a variable, each by a reference of exactly its type."""
    names = dice.sample(list(manifest.types[type]), min(most, len(manifest.types[type])))
    uses = [(type, name, cpp(manifest.types[type][name])) for name in names]
    return [f"  {kind}& {variable}_{name} = {variable}.{name};\n  {variable}_{name} = {VALUES[kind][0]};" for _, name, kind in uses], uses


def write_handler(route: Route, manifest: EditedManifest, dice: random.Random) -> tuple[str, Written]:
    """A body for a handler: coroutine or plain, types spelled in one of the ways that authors spell them."""
    given, *types = route.signature()
    task, written = dice.random() < 0.5, Written(route.signature())
    names = ["", *([QUERY.lower()] if route.query else []), *(["body"] if route.body else [])]
    shown = [*types[: len(types) - len(names) + 1]] + [f"{type} {name}" for type, name in zip(types[len(types) - len(names) + 1 :], names[1:])]
    lines: list[str] = []
    for type, name in ((QUERY, QUERY.lower() if route.query else ""), (route.body, "body" if route.body else "")):
        if name:
            more, uses = take(dice, manifest, type, name, dice.randint(0, 1))
            lines, written.uses = lines + more, written.uses + uses
            lines.append(f"  static_cast<void>({name});")
    lines.append(answer(route, manifest, dice, written, "co_return" if task else "return"))
    result = f"saki::Task<{'' if given == 'void' else given}>" if task else given
    if dice.random() < 0.3 and route.returned_type == given:
        result = result.replace(given, f"shop::{given}")
    head = f"{result} handlers::{route.handler}({', '.join(('saki::Request&', *shown))}) {{"
    return HEADERS + "// Written by hand.\n" + "\n".join((head, *lines, "}")) + "\n", written


def answer(route: Route, manifest: EditedManifest, dice: random.Random, written: Written, word: str) -> str:
    """The last lines of a body."""
    type = route.returned_type
    if not type:
        return f'  {word} std::string("by hand");' if route.returns else f"  {word};"
    lines, uses = take(dice, manifest, type, "made", dice.randint(1, 2))
    written.uses += uses
    written.members = {name: VALUES[kind][1] for _, name, kind in uses}
    made = "made"
    if route.returns.startswith("list"):
        lines.append(f"  std::vector<{type}> all(2, made);")
        made = "all"
    return "\n".join((f"  {type} made;", *lines, f"  {word} {made};"))


def write_helper(manifest: EditedManifest, dice: random.Random) -> tuple[str, Written]:
    """A source that is no handler: it is built all the same."""
    type = dice.choice([each for each in manifest.types if each != QUERY])
    lines, uses = take(dice, manifest, type, "given", 1)
    return "\n".join((f"{HEADERS}void touch(shop::{type}& given) {{", *lines, "}")) + "\n", Written(uses=uses)


def source(folder: Path, name: str) -> Path:
    return folder / "src" / f"{name}.cpp"


assert set(CPP.values()) - {"saki::Uuid"} == set(VALUES)
