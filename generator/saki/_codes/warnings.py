# SPDX-License-Identifier: Apache-2.0
"""Codes of warnings: allowed, but probably not meant."""

from __future__ import annotations

from .code import code

WARNINGS = (
    code(
        "unused-type",
        "The type is declared but neither a route nor another type uses it.",
        "types:\n  Note: {id: int64}",
        "types:\n  Note: {id: int64}\nroutes:\n  GET /note: {handler: show, returns: Note}",
    ),
    code(
        "unused-error",
        "The error is declared but no route says that it answers it, so the API's documentation will not tell.",
        "errors:\n  Taken: {status: 409}",
        "errors:\n  Taken: {status: 409}\nroutes:\n  POST /notes: {handler: add, errors: [Taken]}",
    ),
    code(
        "plain-secret",
        "The setting's name sounds like a secret. The word `secret` keeps its value out of logs.",
        "settings:\n  password: string",
        "settings:\n  password: string secret",
    ),
)
