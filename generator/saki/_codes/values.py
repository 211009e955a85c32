# SPDX-License-Identifier: Apache-2.0
"""Codes about texts with a grammar of their own."""

from __future__ import annotations

from .code import code

VALUES = (
    code(
        "bad-duration",
        "A duration reads 30s, 1h30m, 250ms: numbers with the units d h m s ms us, the largest first, each once.",
        "routes:\n  GET /notes: {handler: list_notes, timeout: 5min}",
        "routes:\n  GET /notes: {handler: list_notes, timeout: 5m}",
    ),
    code(
        "bad-size",
        "A size reads 512, 64KiB, 16MiB: a number of bytes, or one with a unit B KiB MiB GiB TiB.",
        "routes:\n  POST /notes: {handler: add, max_body: 5mb}",
        "routes:\n  POST /notes: {handler: add, max_body: 5MiB}",
    ),
    code(
        "bad-rate",
        "A rate reads COUNT/UNIT with the units s m h d.",
        "routes:\n  GET /notes: {handler: list_notes, limit: 10 per s}",
        "routes:\n  GET /notes: {handler: list_notes, limit: 10/s}",
    ),
    code(
        "bad-cron",
        "A cron expression has five fields: minute hour day-of-month month day-of-week. Some day has to match it.",
        "jobs:\n  purge: {handler: purge, cron: 0 25 * * *}",
        "jobs:\n  purge: {handler: purge, cron: 0 23 * * *}",
    ),
    code(
        "bad-address",
        "An address to listen on reads HOST:PORT, [V6]:PORT or unix:/PATH.",
        "server: {listen: '127.0.0.1:80800'}",
        "server: {listen: '127.0.0.1:8080'}",
    ),
    code(
        "bad-network",
        "A network reads ADDRESS/PREFIX with nothing but zeros behind the prefix; an address alone, or unix: for every Unix socket.",
        "server: {trusted_proxies: [10.1.2.3/8]}",
        "server: {trusted_proxies: [10.0.0.0/8]}",
    ),
    code(
        "bad-origin",
        "An origin is scheme, host and port of a site, without a path; or * for any.",
        "routes:\n  GET /notes: {handler: list_notes, cors: https://example.org/app}",
        "routes:\n  GET /notes: {handler: list_notes, cors: https://example.org}",
    ),
    code(
        "bad-host",
        "A host is named without scheme, port or path. Only the whole first label may be left open, as in *.example.org.",
        "server: {hosts: [{name: 'example.org:8080'}]}",
        "server: {hosts: [{name: example.org}]}",
    ),
    code("bad-error", "An error page is for a status from 400 to 599, or for all of a class: 4xx or 5xx.", "server: {error_pages: {200: fine.html}}", "server: {error_pages: {404: missing.html}}"),
    code(
        "bad-status",
        "A handler answers with a status from 200 to 599; 204, 205 and 304 have no content.",
        "types:\n  Note: {id: int64}\nroutes:\n  POST /notes: {handler: add, returns: 204 Note}",
        "types:\n  Note: {id: int64}\nroutes:\n  POST /notes: {handler: add, returns: 201 Note}",
    ),
    code(
        "bad-target",
        "A redirect leads to a path or to a URI with http:// or https://.",
        "routes:\n  REDIRECT /old: {to: new}",
        "routes:\n  REDIRECT /old: {to: /new}",
    ),
)
