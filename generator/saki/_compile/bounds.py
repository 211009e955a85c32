# SPDX-License-Identifier: Apache-2.0
"""Reads `(min..max)` as the type it constrains has it: numbers for numbers, counts for texts, bytes, lists and maps."""

from __future__ import annotations

from .._fault import Fault
from .._grammar.notation import TypeExpr
from .._grammar.text_values import RANGES, read_value
from .._report import Report
from .._types import Scalar
from .._yaml.nodes import Text

Bound = int | float | None
COUNTED = (Scalar.STRING, Scalar.BYTES)
MAX_COUNT = (1 << 31) - 1
TAKES = "int32, int64, uint32, uint64, double, string, bytes, list and map take (min..max)"


def takes_bounds(scalar: Scalar | None) -> bool:
    """Whether a built-in type (None: a list or map) can be constrained."""
    return scalar is None or scalar in COUNTED or scalar in RANGES or scalar is Scalar.DOUBLE


def read_bound(text: str, scalar: Scalar | None) -> int | float:
    """One end of a constraint; raises Fault."""
    numeric = scalar is not None and scalar not in COUNTED
    if not numeric:
        if not text.isascii() or not text.isdigit():
            raise Fault(
                "bad-constraint",
                f"'{text}' is no count",
                length=len(text),
                hint="a length or number of entries is a whole number from 0 on",
            )
        if len(text) > 12 or int(text) > MAX_COUNT:
            raise Fault("out-of-range", f"the bound {text} is out of range 0 to {MAX_COUNT}", length=len(text))
        return int(text)
    assert scalar is not None
    try:
        value = read_value(scalar, text)
    except ValueError as error:
        code = "out-of-range" if "range" in str(error) else "bad-constraint"
        raise Fault(code, f"the bound {text} does not fit {scalar.value}: {error}", length=len(text)) from None
    assert isinstance(value, (int, float))
    return value


def read_bounds(expr: TypeExpr, scalar: Scalar | None, node: Text, report: Report) -> tuple[Bound, Bound] | None:
    """Both ends of an expression's constraint; None when one was reported."""
    bounds = expr.bounds
    if bounds is None:
        return None, None
    if not takes_bounds(scalar):
        span = node.part(bounds.offset, bounds.length)
        report.error("bad-constraint", span, f"{expr.name.text} takes no constraint", TAKES)
        return None
    ends: list[Bound] = []
    for word in (bounds.low, bounds.high):
        try:
            ends.append(read_bound(word.text, scalar) if word else None)
        except Fault as fault:
            assert word is not None
            report.error(fault.code, node.part(word.offset, word.length), fault.text, fault.hint)
            return None
    low, high = ends
    if low is not None and high is not None and low > high:
        report.error(
            "min-above-max",
            node.part(bounds.offset, bounds.length),
            f"the least, {low}, is above the greatest, {high}",
            f"write ({high}..{low})",
        )
        return None
    return low, high
