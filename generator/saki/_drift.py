# SPDX-License-Identifier: Apache-2.0
"""How the author's handlers stand to the manifest, and the one-line patch that brings a drifted one up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ._lock import Lock, hash_of
from ._plan import GeneratedPlan
from ._plan.declared import Definition, find_definition, plain_type, split_parameter
from ._plan.handlers import HandlerView


class State(Enum):
    """What can be said of a handler."""

    WRITTEN = "written"
    STUB = "stub"  # as saki made it
    UNWRITTEN = "unwritten"  # no file: answers 501
    UNDEFINED = "undefined"  # a file without the definition
    DRIFTED = "drifted"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Standing:
    """One handler, its file and what is wrong or right with it."""

    name: str
    file: str
    state: State
    used_by: tuple[str, ...]
    declaration: str  # as the manifest asks for; empty for orphans
    note: str = ""


def look_at_handlers(folder: Path, plan: GeneratedPlan, lock: Lock | None) -> tuple[Standing, ...]:
    """Every handler of the manifest, then the orphans."""
    return (*(stand(folder, plan, each, lock) for each in plan.views), *(orphan(folder, path, lock) for path in plan.orphans))


def stand(folder: Path, plan: GeneratedPlan, handler: HandlerView, lock: Lock | None) -> Standing:
    state, note = State.WRITTEN, ""
    if not handler.written:
        state, note = State.UNWRITTEN, "answers 501; `saki generate` makes a stub"
    elif handler.definition is None:
        state, note = State.UNDEFINED, "the file does not define it: the build will fail to link"
    elif handler.drifted(plan.namespace):
        state, note = State.DRIFTED, "`saki fix` brings it up to the manifest"
    elif is_stub(folder / handler.file, handler.name, lock):
        state, note = State.STUB, "answers 501 until it is written"
    return Standing(handler.name, handler.file, state, handler.used_by, declaration(handler), note)


def orphan(folder: Path, path: str, lock: Lock | None) -> Standing:
    name = Path(path).stem
    untouched = is_stub(folder / path, name, lock)
    note = "an untouched stub: delete it" if untouched else "no route names it; delete it or bring the route back"
    return Standing(name, path, State.ORPHANED, (), "", note)


def is_stub(path: Path, name: str, lock: Lock | None) -> bool:
    """Whether a file is still as saki made it."""
    made = lock.handlers.get(name) if lock else None
    return bool(made) and hash_of(path.read_text(encoding="utf-8", errors="replace")) == made


def declaration(handler: HandlerView) -> str:
    """The line that the author's definition begins with."""
    return f"{handler.result} handlers::{handler.name}({handler.declared})"


# ---------------------------------------------------------------- fix


@dataclass(frozen=True, slots=True)
class Fix:
    """A signature to be replaced in a file."""

    file: str
    line: int
    before: str
    after: str
    start: int
    end: int

    def apply(self, text: str) -> str:
        return text[: self.start] + self.after + text[self.end :]


def fixes(plan: GeneratedPlan, texts: dict[str, str]) -> Iterator[Fix]:
    """The patch of each drifted handler."""
    for handler in plan.views:
        if handler.drifted(plan.namespace):
            text = texts[handler.file]
            definition = find_definition(text, handler.name)
            assert definition is not None
            yield fix(handler, definition, text, plan.namespace)


def fix(handler: HandlerView, definition: Definition, text: str, namespace: str) -> Fix:
    """Keeps the author's names of parameters whose type did not change, and a trailing return type."""
    after = signature(handler, definition, namespace)
    line = text.count("\n", 0, definition.start) + 1
    return Fix(handler.file, line, text[definition.start : definition.whole_end], after, definition.start, definition.whole_end)


def signature(handler: HandlerView, definition: Definition, namespace: str) -> str:
    parameters = ", ".join(renamed(handler.parameter_list, definition.parameters, namespace))
    if definition.trailing:
        return f"auto handlers::{handler.name}({parameters}) -> {handler.result}"
    return f"{handler.result} handlers::{handler.name}({parameters})"


def renamed(wanted: tuple[str, ...], given: tuple[str, ...], namespace: str) -> Iterator[str]:
    """The wanted parameters under the names that the author gave those of the same type, else those in the same place."""
    own = [split_parameter(each) for each in wanted]
    theirs = [split_parameter(each) for each in given]
    needed, had = ([plain_type(type, namespace) for type, _ in each] for each in (own, theirs))
    kept = {type for type in needed if needed.count(type) == had.count(type) == 1}
    for at, (type, name) in enumerate(own):
        shown = name
        if needed[at] in kept:
            shown = theirs[had.index(needed[at])][1]
        elif len(own) == len(theirs) and had[at] not in kept:
            shown = theirs[at][1]
        free = shown == name or shown not in [each for _, each in own]
        yield f"{type} {shown if free else name}".rstrip()
