# SPDX-License-Identifier: Apache-2.0
"""The figures as Markdown and as JSON."""

from __future__ import annotations

import datetime
import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from .measures import Figure

SPREAD_WORTH_TELLING = 0.005


def markdown(figures: Iterable[Figure], command: str) -> str:
    """One table for each measure: a row for each work, a column for each subject."""
    lines = [f"`{command}`, {datetime.date.today()}, {machine()}"]
    for measure, group in groupby(figures, key=lambda figure: figure.measure):
        lines += ["", *_table(measure, list(group))]
    return "\n".join(lines) + "\n"


def _table(measure: str, figures: list[Figure]) -> list[str]:
    subjects = list(dict.fromkeys(figure.subject for figure in figures))
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(f"{figure.work}, {figure.unit}", {})[figure.subject] = figure
    lines = [f"| {measure} | {' | '.join(subjects)} |", f"|---|{'---:|' * len(subjects)}"]
    for name, row in rows.items():
        lines.append(f"| {name} | {' | '.join(cell(row[subject]) if subject in row else '' for subject in subjects)} |")
    return lines


def cell(figure: Figure) -> str:
    """The figure, and behind it its ratio to the floor with half the spread of the rounds."""
    text = f"{figure.value:,.0f}" if figure.value >= 100 else f"{figure.value:.2f}" if figure.value >= 0.1 else f"{figure.value:.4f}"
    if figure.ratio is None:
        return text
    spread = f" ± {figure.spread:.0%}" if figure.spread and figure.spread >= SPREAD_WORTH_TELLING else ""
    return f"{text} (**{figure.ratio:.2f}**{spread})"


def machine() -> str:
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as cpuinfo:
        model = next((line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name")), platform.machine())
    return f"{model}, {len(os.sched_getaffinity(0))} cores, Linux {platform.release()}"


def write_json(file: Path, figures: list[Figure], command: str) -> None:
    found = {"command": command, "date": str(datetime.date.today()), "machine": machine(), "figures": [asdict(figure) for figure in figures]}
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
