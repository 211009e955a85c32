# SPDX-License-Identifier: Apache-2.0
"""Whatever bytes a file holds, the compiler answers with findings, never with an exception, and every place it names exists."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from random_manifest import Maker, write
from saki._load import LoadResult, load

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("SAKI_FUZZ_ROUNDS", "60"))
FRAGMENTS = tuple(
    "{ } [ ] ( ) : - ? | > & * ! % @ ` # , ' \" \\ = .. ~ << --- ... !!x &a *a optional readonly list( enum( patch( GET WS {x} {x...} {x:int64} 1e999 -0 "
    "\t \u00e9 \u65e5 \U0001f600 0x1 null true 99999999999999999999 string int64 Note".split(" ")
) + ("\n", "\n  ", ": ", " #", "\r\n", "\x00", "\ufeff")


def compiled(data: bytes, folder: Path) -> LoadResult:
    path = folder / "service.yaml"
    path.write_bytes(data)
    return load(path, name="service.yaml", packages=HERE / "sdk_packages")


def check(data: bytes, folder: Path) -> None:
    result = compiled(data, folder)
    assert (result.manifest is None) == bool(result.diagnostics)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in result.diagnostics:
        assert 1 <= each.position.line <= len(lines) + 1, str(each)
        assert each.position.column >= 1 and each.span.length >= 1, str(each)
        assert each.text and each.hint and "\n" not in each.text, str(each)


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_never_raise(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for _ in range(ROUNDS // 4):
        check(bytes(dice.randrange(256) for _ in range(dice.randrange(200))), tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_random_fragments_never_raise(seed: int, tmp_path: Path) -> None:
    dice = random.Random(100 + seed)
    for _ in range(ROUNDS):
        check("".join(dice.choice(FRAGMENTS) + dice.choice(("", " ")) for _ in range(dice.randrange(40))).encode(), tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_mutations_of_good_manifests_never_raise(seed: int, tmp_path: Path) -> None:
    dice = random.Random(200 + seed)
    for _ in range(ROUNDS):
        text = write(Maker(dice).manifest(), dice)
        for _ in range(dice.randint(1, 4)):
            text = mutate(text, dice)
        check(text.encode("utf-8", "surrogatepass"), tmp_path)


def mutate(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    end = min(len(text), at + dice.randrange(6))
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[end:]
    if kind == 1:
        return text[:at] + dice.choice(FRAGMENTS) + text[at:]
    if kind == 2:
        return text[:at] + dice.choice(FRAGMENTS) + text[end:]
    other = dice.randrange(len(text) + 1)
    return text[:at] + text[other : other + dice.randrange(30)] + text[at:]
