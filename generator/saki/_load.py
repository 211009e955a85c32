# SPDX-License-Identifier: Apache-2.0
"""The only entry point to the front end: a path in, a checked manifest or diagnostics out."""

from __future__ import annotations

from dataclasses import dataclass

from ._diagnostics import Diagnostic
from ._model import Manifest


@dataclass(frozen=True, slots=True)
class LoadResult:
    """`manifest` is None exactly when there are errors in `diagnostics`."""

    manifest: Manifest | None
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]
    files: tuple[str, ...]  # everything read, for dependency tracking: the manifest, its includes, the packages' metadata
