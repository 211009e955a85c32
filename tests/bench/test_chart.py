# SPDX-License-Identifier: Apache-2.0
"""The chart is well-formed, holds every curve, and keeps within its frame."""

import xml.etree.ElementTree as tree

from harness.chart import HEIGHT, WIDTH, Curve, draw

SVG = "{http://www.w3.org/2000/svg}"


def test_each_curve_is_drawn_to_scale_within_the_frame_and_named():
    curves = [Curve("a < b", {100: 200_000.0, 500: 100_000.0}), Curve("same end", {100: 50_000.0, 500: 100_000.0})]

    chart = tree.fromstring(draw("Requests & answers", curves))

    lines = [[tuple(map(float, point.split(","))) for point in line.get("points").split()] for line in chart.iter(f"{SVG}polyline")]
    assert len(lines) == 2 and all(0 < x < WIDTH and 0 < y < HEIGHT for line in lines for x, y in line)
    (top, middle), (low, same) = lines
    assert middle == same and low[1] - top[1] == 1.5 * (middle[1] - top[1])
    names = {text.text: float(text.get("y")) for text in chart.iter(f"{SVG}text")}
    assert abs(names["a < b"] - names["same end"]) >= 16
