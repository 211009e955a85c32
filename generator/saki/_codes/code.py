# SPDX-License-Identifier: Apache-2.0
"""What there is to say about one code."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Code:
    """`wrong` gives the code, `right` is how it is meant. `in_bytes` says that no text can show the mistake."""

    name: str
    cause: str
    wrong: str
    right: str
    in_bytes: bool = False


def code(name: str, cause: str, wrong: str, right: str, *, in_bytes: bool = False) -> Code:
    """A code from indented texts."""
    return Code(name, " ".join(cause.split()), dedent(wrong).strip("\n") + "\n", dedent(right).strip("\n") + "\n", in_bytes)
