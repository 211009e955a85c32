# SPDX-License-Identifier: Apache-2.0
"""Writes the reference page of the manifest, docs/manifest.md, from the grammar and the table of codes."""

from __future__ import annotations

from ._codes import CODES
from ._grammar import formats as forms
from ._grammar.guards import CONCURRENCY, CORS, LIMIT, LIMIT_KEY, LIMITS_SECTION, SECURITY_HEADERS_SECTION
from ._grammar.auth import ACCESS_KEYS, ACCESS_RULE, AUTH, SCHEME
from ._grammar.hosts import HOST, MOUNT, REWRITE, TLS_OF_HOST
from ._grammar.server import ACCESS_LOG, COMPRESSION, HSTS, LIMITS, SERVER, TIMEOUTS, TLS
from ._grammar.shapes import Anything, Flag, Format, Key, Keys, Kinds, Line, Many, Routes, Shape, Table, Whole, Word, resolve
from ._grammar.table import (
    CACHE,
    ERROR,
    FIELD_KEYS,
    GROUP,
    HTTP_ROUTE,
    JOB,
    MANIFEST,
    PACKAGE,
    REDIRECT_ROUTE,
    HEALTH_ROUTE,
    SERVICE,
    SETTING_KEYS,
    SSE_ROUTE,
    STATIC_ROUTE,
    WS_ROUTE,
)
from ._grammar.web_socket import SOCKET_LIMITS
from ._grammar.session import COOKIES_KEYS, SESSION_KEYS
from ._grammar.database import DATABASE_KEYS
from ._grammar.store import STORE_KEYS, STORE_MEMORY
from ._reference_prose import CLOSING, NOTATION, OPENING, PATHS, PATTERNS, SETTINGS


def make_reference() -> str:
    """The whole page."""
    parts = [
        OPENING,
        "## Sections\n",
        keys_table(MANIFEST.keys),
        NOTATION,
        "### The long form of a field\n",
        keys_table(FIELD_KEYS),
        PATTERNS,
    ]
    parts += [section(title, keys) for title, keys in sections_before_routes()]
    parts += [PATHS, *(section(title, keys) for title, keys in route_sections())]
    parts += [section(title, keys) for title, keys in sections_after_routes()]
    parts += ["## Texts with a form of their own\n", formats_table(), "## Codes\n", codes_table(), CLOSING]
    return "\n".join(parts)


def sections_before_routes() -> list[tuple[str, tuple[Key, ...]]]:
    return [("## `service`", SERVICE.keys), ("## `packages`", long_form(PACKAGE)), ("## `errors`", ERROR.keys)]


def route_sections() -> list[tuple[str, tuple[Key, ...]]]:
    kinds = [
        ("GET, POST, PUT, PATCH, DELETE", HTTP_ROUTE),
        ("WS", WS_ROUTE),
        ("SSE", SSE_ROUTE),
        ("STATIC", STATIC_ROUTE),
        ("REDIRECT", REDIRECT_ROUTE),
        ("HEALTH", HEALTH_ROUTE),
    ]
    policies = [("auth", AUTH), ("limit", LIMIT), ("concurrency", CONCURRENCY), ("cache", CACHE), ("cors", CORS)]
    found = [(f"### {title}", keys.keys) for title, keys in kinds]
    found.insert(2, ("### The `limits` of a WS route", SOCKET_LIMITS.keys))
    found += [(f"### The long form of `{name}`", long_form(shape)) for name, shape in policies]
    return found + [("### The map `by` of a limit", LIMIT_KEY.keys)]


def sections_after_routes() -> list[tuple[str, tuple[Key, ...]]]:
    own = tuple(key for key in SETTING_KEYS if key not in FIELD_KEYS)
    found = [
        ("## `groups`", GROUP.keys),
        ("## `jobs`", JOB.keys),
        ("## A scheme of `auth`", SCHEME.keys),
        ("## `access`", ACCESS_KEYS.keys),
        ("### A rule of `access.rules`", ACCESS_RULE.keys),
        ("## `database`", DATABASE_KEYS.keys),
        ("## `store`", STORE_KEYS.keys),
        ("### `store.memory`", STORE_MEMORY.keys),
        ("## `session`", SESSION_KEYS.keys),
        ("## `cookies`", COOKIES_KEYS.keys),
        ("## `limits`", LIMITS_SECTION.keys),
        ("## `security_headers`", SECURITY_HEADERS_SECTION.keys),
        (SETTINGS, own),
    ]
    found += [
        ("## `server`", SERVER.keys),
        ("### `server.access_log`", ACCESS_LOG.keys),
        ("### `server.limits`", LIMITS.keys),
        ("### `server.timeouts`", TIMEOUTS.keys),
        ("### `server.compression`", COMPRESSION.keys),
        ("### A host of `server.hosts`", HOST.keys),
        ("### A mount of `mounts`", MOUNT.keys),
        ("### A rule of `rewrites`", REWRITE.keys),
        ("### `server.tls`", TLS.keys),
        ("### `tls` of a host", TLS_OF_HOST),
        ("### `server.hsts`", HSTS.keys),
    ]
    return found


def long_form(shape: Kinds) -> tuple[Key, ...]:
    table = shape.table
    assert isinstance(table, Keys)
    return table.keys


def section(title: str, keys: tuple[Key, ...]) -> str:
    return f"{title}\n\n{keys_table(keys)}"


def keys_table(keys: tuple[Key, ...]) -> str:
    """A table of keys."""
    rows = [
        f"| `{key.name}` | {cell(kind(key.shape))} | {cell(('Required. ' if key.required else '') + key.meaning)} |"
        for key in keys
    ]
    return "\n".join(["| key | value | meaning |", "|---|---|---|", *rows, ""])


def kind(shape: Shape) -> str:
    """What a shape is called in a table's cell."""
    shape = resolve(shape)
    if isinstance(shape, Flag):
        return "true or false"
    if isinstance(shape, Whole):
        return f"number {shape.low} to {shape.high}"
    if isinstance(shape, Line):
        bounds = f" {shape.low} to {shape.high}" if shape.high else ""
        return shape.format.name + bounds if shape.format else "text"
    if isinstance(shape, Word):
        return ", ".join(f"`{word}`" for word in shape.choices)
    if isinstance(shape, Anything):
        return shape.what
    if isinstance(shape, Many):
        return f"{kind(shape.item)}, or a list" if shape.single else "list of such"
    if isinstance(shape, (Table, Routes)):
        return f"map of {plural(shape.name)}" if isinstance(shape, Table) else "map of routes"
    if isinstance(shape, Kinds):
        forms = [kind(form) for form in (shape.text, shape.many, shape.table) if form is not None]
        return " or ".join(dict.fromkeys(forms))
    return "map"


def formats_table() -> str:
    formats = {each.name: each for each in vars(forms).values() if isinstance(each, Format)}
    rows = [f"| {name} | {cell(each.meaning)} | `{cell(each.example)}` |" for name, each in sorted(formats.items())]
    return "\n".join(["| name | form | example |", "|---|---|---|", *rows, ""])


def codes_table() -> str:
    rows = [f"| `{code.name}` | {cell(code.cause)} |" for code in CODES.values()]
    opening = "`saki explain CODE` shows each with an example, and explains those that a service tells of its configuration when it starts.\n"
    return "\n".join([opening, "| code | cause |", "|---|---|", *rows, ""])


def plural(word: str) -> str:
    return f"{word}es" if word.endswith("s") else f"{word}s"


def cell(text: str) -> str:
    return text.replace("|", "\\|")
