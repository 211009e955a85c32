# SPDX-License-Identifier: Apache-2.0
"""Every key of the grammar is in the golden project that holds everything, so that what is made of it is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from saki._grammar.shapes import Key, Keys, Kinds, Many, Routes, Shape, Table, resolve
from saki._grammar.table import MANIFEST

GOLDEN = Path(__file__).parent / "golden" / "everything"


def keys_in(shape: Shape, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Every key at and below a shape, as (owner, key)."""
    shape = resolve(shape)
    if id(shape) in seen:
        return
    seen.add(id(shape))
    for key in own_keys(shape):
        yield getattr(shape, "name"), key.name
        yield from keys_in(key.shape, seen)
    for inner in inside(shape):
        yield from keys_in(inner, seen)


def own_keys(shape: Shape) -> tuple[Key, ...]:
    return shape.keys if isinstance(shape, Keys) else shape.options if isinstance(shape, Table) else ()


def inside(shape: Shape) -> Iterator[Shape]:
    match shape:
        case Kinds():
            yield from (each for each in (shape.text, shape.many, shape.table) if each is not None)
        case Many():
            yield shape.item
        case Table():
            yield shape.value
        case Routes():
            yield from (keys for _, keys in shape.by_word)


def test_the_project_that_holds_everything_does() -> None:
    text = "".join(path.read_text() for path in (GOLDEN / "service.yaml", *GOLDEN.glob("parts/*.yaml")))
    written = set(re.findall(r"(?:^|[\s{])([a-z0-9_]+):", text))
    every = set(keys_in(MANIFEST, set()))
    assert len(every) > 150, "the walk lost its way"
    assert sorted((owner, key) for owner, key in every if key not in written) == []
