# SPDX-License-Identifier: Apache-2.0
"""Codes about files and YAML: what keeps a manifest from being read."""

from __future__ import annotations

from .code import code

FILES = (
    code(
        "unreadable-file",
        "The file does not exist, is a folder, or may not be read. For an included file the place is its entry under `include`.",
        "include: [missing.yaml]",
        "include: []",
    ),
    code(
        "file-too-large",
        "A manifest is at most 1 MiB. Larger ones are split: types, errors and routes can stand in files of their own.",
        "# a file of more than 1 MiB",
        "include: []",
        in_bytes=True,
    ),
    code(
        "empty-file",
        "The file holds nothing but blanks and comments.",
        "# saki: 1\n# nothing else",
        "saki: 1\nservice: {name: notes}",
        in_bytes=True,
    ),
    code(
        "not-utf8",
        "The file is not encoded in UTF-8. Editors often call the encoding it has Latin-1 or Windows-1252; save it as UTF-8.",
        "service: {name: notes, summary: caf\\xe9}",
        "types: {}",
        in_bytes=True,
    ),
    code(
        "byte-order-mark",
        "The file starts with the bytes EF BB BF. They mean nothing in UTF-8 and confuse other tools; save it without them.",
        "\\xef\\xbb\\xbfsaki: 1",
        "types: {}",
        in_bytes=True,
    ),
    code(
        "carriage-return",
        "The lines end in CR LF, as on Windows. Saki edits manifests byte by byte and wants one kind of line end: LF.",
        "saki: 1\\r\\n",
        "types: {}",
        in_bytes=True,
    ),
    code(
        "control-character",
        "The file holds a character that is neither text nor a line end. It is usually left over from copying.",
        "service: {name: notes, summary: bell \\x07}",
        "types: {}",
        in_bytes=True,
    ),
    code(
        "is-config",
        "The file has the sections of an installation's config.yaml. The manifest says what a service is, the configuration how one copy of it runs.",
        "saki check config/config.yaml",
        "saki check service.yaml",
        in_bytes=True,
    ),
    code(
        "bad-migration",
        "The files in migrations/ are the numbered steps of the database's schema: 0001_create_notes.sql. What takes a step back is called "
        "0001_create_notes.down.sql, one for a single database 0001_create_notes.mysql.sql. A number stands for one step, and none is empty.",
        "# migrations/create notes.sql",
        "# migrations/0001_create_notes.sql",
        in_bytes=True,
    ),
    code(
        "bad-query",
        "A file in sql/ holds statements, each under a line that says how C++ calls it: its name, its parameters with their types, and what its "
        "rows become. For SQLite each is held against the schema that migrations/ makes.",
        "# sql/notes.sql: select * from notes where id = ?",
        "# sql/notes.sql: -- query find_note(id: int64): one Note",
        in_bytes=True,
    ),
    code(
        "yaml-syntax",
        "YAML cannot be read at this place: an indentation that fits nothing, a quote or bracket that is never closed.",
        """
         types:
           Note:
               title: string
             body: string
         """,
        """
         types:
           Note:
             title: string
             body: string
         """,
    ),
    code(
        "tab-indent",
        "A tab stands where a line is indented. YAML indents by spaces only.",
        "types:\n\tNote: {title: string}",
        "types:\n  Note: {title: string}",
    ),
    code(
        "yaml-feature",
        "YAML has anchors, aliases, tags, directives, merge keys and several documents in a file. The manifest has none of them: it reads top to bottom.",
        """
         types:
           Note: &note
             title: string
         """,
        """
         types:
           Note:
             title: string
         """,
    ),
    code("too-deep", "Maps and lists are nested deeper than 32 levels.", "types: " + "[" * 40 + "]" * 40, "types: {}"),
    code(
        "duplicate-key",
        "A map has the same key twice. YAML readers differ in which of the two they take; here it is an error.",
        """
         types:
           Note: {title: string}
           Note: {body: string}
         """,
        """
         types:
           Note: {title: string, body: string}
         """,
    ),
    code(
        "torn-value",
        """A value stands without quotes and holds a character that YAML keeps for itself: `: ` or ` #`, in flow style also a comma or a
         bracket, or a first character such as [ { * & ! % @. YAML cuts the value there. Quote the whole value.""",
        """
         types:
           Note: {title: string = hello, world}
         """,
        """
         types:
           Note: {title: 'string = "hello, world"'}
         """,
    ),
    code(
        "unsupported-format",
        "`saki: N` says which version of the format the manifest is written in. This Saki reads version 1.",
        "saki: 2\nservice: {name: notes}",
        "saki: 1\nservice: {name: notes}",
    ),
    code(
        "unknown-key",
        "The key is none of those that may stand there. Keys are a fixed set, so that a misspelt one is not silently ignored.",
        """
         routes:
           GET /notes: {handler: list_notes, timout: 5s}
         """,
        """
         routes:
           GET /notes: {handler: list_notes, timeout: 5s}
         """,
    ),
    code(
        "missing-key",
        "A key that has to be there is not.",
        """
         routes:
           GET /notes: {summary: All notes}
         """,
        """
         routes:
           GET /notes: {handler: list_notes, summary: All notes}
         """,
    ),
    code(
        "wrong-kind",
        "The value is a text where a map is wanted, a list where a text is, and so on. `yes` and `no` are texts: write true or false.",
        """
         routes:
           GET /notes: {handler: list_notes, hidden: yes}
         """,
        """
         routes:
           GET /notes: {handler: list_notes, hidden: true}
         """,
    ),
    code(
        "bad-value",
        "The value is none of the few words that may stand there.",
        """
         routes:
           STATIC /: {directory: public, symlinks: all}
         """,
        """
         routes:
           STATIC /: {directory: public, symlinks: within}
         """,
    ),
    code(
        "out-of-range",
        "A number is smaller or larger than what its key or type can hold.",
        "errors:\n  Taken: {status: 200}",
        "errors:\n  Taken: {status: 409}",
    ),
    code(
        "conflicting-keys",
        "Two keys contradict each other, or say the same thing twice.",
        """
         jobs:
           purge: {handler: purge, every: 1h, cron: 0 3 * * *}
         """,
        """
         jobs:
           purge: {handler: purge, cron: 0 3 * * *}
         """,
    ),
    code(
        "include-cycle",
        "Only the manifest includes files; those include none, and are no manifests themselves.",
        "include: [service.yaml]",
        "include: []",
    ),
    code(
        "include-twice",
        "The same file is included twice, perhaps under two names.",
        "include: [service.yaml, ./service.yaml]",
        "include: []",
        in_bytes=True,
    ),
)
