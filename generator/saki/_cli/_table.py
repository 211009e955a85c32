# SPDX-License-Identifier: Apache-2.0
"""Every command in one table, so that help and suggestions need no command's module."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: `module` below `saki._cli` holds it under the name `command`."""

    name: str
    module: str
    summary: str
    section: str


TABLE: tuple[Entry, ...] = (
    Entry("demo", "demo", "Build and run a complete sample service", "Start"),
    Entry("check", "check", "Check the manifest: every error in one run", "Understand"),
    Entry("lint", "lint", "Find code that the compiler would get wrong", "Work"),
    Entry("explain", "explain", "Explain an error code with an example", "Understand"),
    Entry("doctor", "doctor", "Name what is missing on this machine", "Understand"),
    Entry("completion", "completion", "Print the completion script of a shell", "Understand"),
    Entry("schema", "schema", "Print the JSON Schema that lets editors complete the manifest", "Understand"),
)

SECTIONS: tuple[str, ...] = ("Start", "Work", "Understand")
