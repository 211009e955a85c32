# SPDX-License-Identifier: Apache-2.0
"""Codes about names, and about packages."""

from __future__ import annotations

from .code import code

NAMES = (
    code(
        "bad-name",
        "The name does not have the form that such names have: PascalCase for types and errors, snake_case for handlers and settings, kebab-case for services.",
        "types:\n  note: {title: string}",
        "types:\n  Note: {title: string}",
    ),
    code(
        "cpp-keyword",
        "The name becomes a C++ identifier, and C++ (or a macro of its headers, or the build) keeps that word for itself.",
        "types:\n  Note: {class: string}",
        "types:\n  Note: {category: string}",
    ),
    code(
        "name-collision",
        "Two names become one C++ identifier, or differ in letter case only, which file systems may not tell apart.",
        "types:\n  Note: {createdAt: timestamp, created_at: timestamp}",
        "types:\n  Note: {created_at: timestamp, updated_at: timestamp}",
    ),
    code(
        "duplicate-name",
        "Two declarations have the same name: in two files, or as a type and as an error.",
        "types:\n  Taken: {id: int64}\nerrors:\n  Taken: {status: 409}",
        "types:\n  Note: {id: int64}\nerrors:\n  Taken: {status: 409}",
    ),
    code(
        "bad-file",
        "A path in the manifest is relative to the manifest's folder and does not lead out of it.",
        "include: [../types.yaml]",
        "include: []",
    ),
    code(
        "bad-version",
        "A version reads MAJOR.MINOR.PATCH.",
        "saki: 1\nservice: {name: notes, version: '1.0'}",
        "saki: 1\nservice: {name: notes, version: 1.0.0}",
    ),
    code(
        "unknown-setting",
        "A route takes its folder from a setting that is not declared.",
        """
         settings:
           static_dir: path = public
         routes:
           STATIC /: {directory: {setting: statik_dir}}
         """,
        """
         settings:
           static_dir: path = public
         routes:
           STATIC /: {directory: {setting: static_dir}}
         """,
    ),
    code(
        "never-live",
        """`reload: live` is for what handlers ask for. The folder of a mount is opened once, at the start, and so does a package read its settings;
         a change of those takes effect at the next start, or with SIGHUP.""",
        """
         settings:
           static_dir: {type: path, default: public, reload: live}
         routes:
           STATIC /: {directory: {setting: static_dir}}
         """,
        """
         settings:
           static_dir: {type: path, default: public}
         routes:
           STATIC /: {directory: {setting: static_dir}}
         """,
    ),
    code(
        "secret-in-clear",
        "Secrets do not stand in a manifest, which is committed and shared. The value comes from config.yaml or the environment.",
        'settings:\n  api_key: string secret = "hunter2"',
        "settings:\n  api_key: string secret",
    ),
)
