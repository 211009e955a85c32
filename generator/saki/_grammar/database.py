# SPDX-License-Identifier: Apache-2.0
"""The keys of the `database` section: which package serves the service's SQL database."""

from __future__ import annotations

from . import formats as f
from .shapes import Key, Keys, Kinds, Line

BACKEND = Line(f.PACKAGE_NAME)
DATABASE_KEYS = Keys(
    "database",
    (Key("backend", BACKEND, "The package that serves it: sqlite, mysql; auto is the only one there is."),),
)
DATABASE = Kinds(text=BACKEND, table=DATABASE_KEYS, nothing=True)
