# SPDX-License-Identifier: Apache-2.0
"""What is allowed but probably not meant. Only asked of a manifest without errors."""

from __future__ import annotations

from collections.abc import Container

from .._model import Manifest
from .._position import Span
from .._report import Report
from .package_options import SECRET_WORDS
from .type_table import TypeTable


def warn(manifest: Manifest, types: TypeTable, used_errors: set[str], packages: Container[str], report: Report) -> None:
    """Adds warnings to the report. What the files `packages` declare need not be used here."""
    for name in sorted(types.declared - types.used):
        decl = types.structs.get(name) or types.enums[name]
        if decl.position.file in packages:
            continue
        report.warn("unused-type", Span(decl.position, len(name)), f"the type '{name}' is never used", "remove it, or use it in a route")
    for error in manifest.errors:
        if error.name not in used_errors and error.position.file not in packages:
            report.warn(
                "unused-error",
                Span(error.position, len(error.name)),
                f"no route says that it answers '{error.name}'",
                f"add errors: [{error.name}] to a route, or remove it",
            )
    for setting in manifest.settings:
        field = setting.field
        if not field.secret and any(word in field.name for word in SECRET_WORDS):
            report.warn(
                "plain-secret",
                Span(field.position, len(field.name)),
                f"the setting '{field.name}' sounds like a secret",
                "add the word `secret`, so that it is never logged",
            )
