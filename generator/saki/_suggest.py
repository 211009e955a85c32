# SPDX-License-Identifier: Apache-2.0
"""Did you mean …: the nearest known word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Returns the only known word that begins with `word`, else the one within about a third of `word`'s length in edits, or None.

    A swap of neighbours counts as one edit, and letter case as nothing, for those are how words get misspelt.
    """
    folded = word.casefold()
    known = list(known)
    if len(word) >= 3 and len(longer := [other for other in known if other.casefold().startswith(folded)]) == 1:
        return longer[0]
    limit = max(1, (len(word) + 1) // 3)
    scored = [(distance(folded, other.casefold(), limit), other) for other in known]
    best = min((each for each in scored if each[0] <= limit), default=None)
    return best[1] if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Returns `; did you mean 'x'?`, or an empty string when nothing is near."""
    found = nearest(word, known)
    return f"; did you mean '{found}'?" if found else ""


def distance(left: str, right: str, limit: int) -> int:
    """Optimal string alignment distance; anything above `limit` may be told as `limit + 1`."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        current = [row]
        for column, b in enumerate(right, 1):
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (a != b))
            if row > 1 and column > 1 and a == right[column - 2] and b == left[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
