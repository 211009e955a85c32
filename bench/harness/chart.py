# SPDX-License-Identifier: Apache-2.0
"""A line chart as SVG: requests per second over connections, one curve for each server."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 460
LEFT, RIGHT, TOP, BOTTOM = 76, 150, 52, 52
COLOURS = ("#555555", "#0b6fb8", "#d1495b", "#2a9d5c", "#e09f3e", "#7b4fa3", "#1b9aaa", "#8d6e63")


@dataclass(frozen=True)
class Curve:
    name: str
    points: dict[int, float]


@dataclass(frozen=True)
class _Scale:
    """From a range of values to a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


def draw(title: str, curves: list[Curve]) -> str:
    """The whole SVG document. Its lines are told apart by colour and by the name beside their end."""
    across = [at for curve in curves for at in curve.points]
    top = _round_up(max(value for curve in curves for value in curve.points.values()))
    x = _Scale(min(across), max(across), LEFT, WIDTH - RIGHT)
    y = _Scale(0, top, HEIGHT - BOTTOM, TOP)
    body = [_text(LEFT, 26, title, size=16, anchor="start"), *_grid(x, y, top)]
    for place, colour, curve in zip(_label_places(curves, y), COLOURS * len(curves), curves):
        body += _curve(curve, x, y, colour, place)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *body,
            "</svg>\n",
        )
    )


def _round_up(value: float) -> float:
    """The next number of one or two digits and zeros, so that a fifth of it reads well."""
    step = 10 ** math.floor(math.log10(max(value, 1)))
    return next(step * factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * factor >= value)


def _grid(x: _Scale, y: _Scale, top: float) -> list[str]:
    lines = []
    for fifth in range(6):
        height = y(top * fifth / 5)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}" stroke="#dddddd"/>')
        lines.append(_text(LEFT - 8, height + 4, f"{top * fifth / 5:,.0f}", anchor="end"))
    for quarter in range(5):
        at = x.low + (x.high - x.low) * quarter / 4
        lines.append(_text(x(at), HEIGHT - BOTTOM + 20, f"{at:.0f}"))
    lines.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "connections"))
    lines.append(_text(LEFT, TOP - 8, "requests per second", anchor="start"))
    return lines


def _curve(curve: Curve, x: _Scale, y: _Scale, colour: str, label_y: float) -> list[str]:
    points = " ".join(f"{x(at):.1f},{y(value):.1f}" for at, value in sorted(curve.points.items()))
    line = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
    return [line, _text(WIDTH - RIGHT + 10, label_y + 4, curve.name, anchor="start", colour=colour)]


def _label_places(curves: list[Curve], y: _Scale) -> list[float]:
    """Beside the end of each curve, at least a line's height apart."""
    places = {index: y(curve.points[max(curve.points)]) for index, curve in enumerate(curves)}
    free = TOP
    for index in sorted(places, key=places.__getitem__):
        places[index] = free = max(places[index], free)
        free += 16
    return [places[index] for index in range(len(curves))]


def _text(x: float, y: float, text: str, *, size: int = 12, anchor: str = "middle", colour: str = "#333333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
