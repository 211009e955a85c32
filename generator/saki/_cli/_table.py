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
    Entry("new", "new", "Make a new service", "Start"),
    Entry("demo", "demo", "Build and run a complete sample service", "Start"),
    Entry("setup", "setup", "Install what is missing on this machine", "Start"),
    Entry("doctor", "doctor", "Name what is missing on this machine", "Start"),
    Entry("build", "build", "Generate and compile the project", "Work"),
    Entry("run", "run", "Build and run the project", "Work"),
    Entry("test", "test", "Build and run the project's tests", "Work"),
    Entry("db", "db", "Look after the database: which migrations it has and lacks", "Work"),
    Entry("cert", "cert", "Make a certificate for development", "Work"),
    Entry("passwd", "passwd", "Say who may come in by a password or a key", "Work"),
    Entry("add", "add", "Add a route, type, package or setting to the manifest", "Work"),
    Entry("package", "package", "Make packages, bring them in, see what there is", "Work"),
    Entry("generate", "generate", "Add what the project lacks: stubs of handlers, lock, schema", "Work"),
    Entry("fix", "fix", "Bring drifted handlers up to the manifest", "Work"),
    Entry("lint", "lint", "Find code that the compiler would get wrong", "Work"),
    Entry("check", "check", "Check the manifest: every error in one run", "Understand"),
    Entry("status", "status", "Tell which handlers are unwritten, drifted or orphaned", "Understand"),
    Entry("explain", "explain", "Explain an error code with an example", "Understand"),
    Entry("schema", "schema", "Print the JSON Schema that lets editors complete the manifest", "Understand"),
    Entry("help", "help", "Show how a command is used", "Understand"),
    Entry("completion", "completion", "Print the completion script of a shell", "Understand"),
)

SECTIONS: tuple[str, ...] = ("Start", "Work", "Understand")
