# SPDX-License-Identifier: Apache-2.0
"""What a plan is made of: files with their whole text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written: its path, relative to the folder the plan is for, and its text."""

    path: str
    text: str
    executable: bool = False
