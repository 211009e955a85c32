# SPDX-License-Identifier: Apache-2.0
"""The only entry point to the front end: a path in, a checked manifest or diagnostics out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ._compile.compiler import Compiler
from ._diagnostics import Diagnostic
from ._model import Manifest


@dataclass(frozen=True, slots=True)
class LoadResult:
    """`manifest` is None exactly when there are errors in `diagnostics`."""

    manifest: Manifest | None
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]
    files: tuple[str, ...]  # everything read, for dependency tracking: the manifest, its includes, the packages' metadata


def load(path: str | Path, *, name: str | None = None, packages: Path | None = None) -> LoadResult:
    """Reads, checks and resolves a manifest and what it includes. Never raises for what a file says.

    `name` is how messages call the file, by default `path` as given. `packages` is the folder of the SDK's packages, by default
    the one beside the running generator.
    """
    compiler = Compiler(Path(path), name or str(path), packages)
    manifest = compiler.run()
    errors = compiler.report.found.errors
    return LoadResult(None if errors else manifest, errors, compiler.report.found.warnings, tuple(compiler.files))
