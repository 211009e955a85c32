# SPDX-License-Identifier: Apache-2.0
"""Finds the project a command acts on: the nearest folder upward that holds a manifest."""

from __future__ import annotations

from pathlib import Path

MANIFEST_NAME = "service.yaml"


def find_project(start: Path) -> Path | None:
    """Returns the nearest folder at or above `start` that holds `service.yaml`, or None."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / MANIFEST_NAME).is_file():
            return candidate
    return None
