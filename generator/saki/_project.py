# SPDX-License-Identifier: Apache-2.0
"""Finds the project a command acts on: the nearest folder upward that holds a manifest."""

from __future__ import annotations

from pathlib import Path

MANIFEST_NAME = "service.yaml"
PACKAGE_NAME = "package.yaml"


def find_project(start: Path) -> Path | None:
    """Returns the nearest folder at or above `start` that holds `service.yaml`, or None."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / MANIFEST_NAME).is_file():
            return candidate
    return None


def find_own_package(start: Path) -> Path | None:
    """Returns the package that `start` lies in, when that is being written by itself: no nearer folder, nor the same, holds a project."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / MANIFEST_NAME).is_file():
            return None
        if (candidate / PACKAGE_NAME).is_file():
            return candidate
    return None
