# SPDX-License-Identifier: Apache-2.0
"""Makes the policies of a route out of their short and long forms: cache, redirects, mounts, sockets."""

from __future__ import annotations

from typing import Any

from .._grammar.walk import Got, Section
from .._model import Cache, Deflate, Redirect, Socket, StaticMount


def values(got: Got | None) -> tuple[Any, ...]:
    """The plain values of a list that was read."""
    return tuple(item.value for item in got.value) if got is not None else ()


def build_cache(got: Got | None, *, personal: bool) -> Cache | None:
    """`personal`: answers are for who asked, so that caches of others keep none unless told."""
    if got is None:
        return None
    if not isinstance(got.value, Section):
        return Cache(got.value, personal)
    return Cache(got.value.value("max_age"), got.value.value("private", personal), values(got.value.get("vary")))


def build_mount(section: Section) -> StaticMount | None:
    directory = section.get("directory")
    if directory is None:
        return None
    setting = directory.value.value("setting") if isinstance(directory.value, Section) else None
    folder = None if isinstance(directory.value, Section) else directory.value
    return StaticMount(
        directory=folder,
        setting=setting,
        index=section.value("index"),
        listing=section.value("listing", False),
        symlinks=section.value("symlinks", "within"),
        precompressed=section.value("precompressed", True),
    )


def build_redirect(section: Section) -> Redirect | None:
    to = section.value("to")
    return Redirect(to, int(section.value("status", "308"))) if to is not None else None


def build_socket(section: Section) -> Socket:
    """What a WS route says of its sockets."""
    got = section.get("limits")
    limits = {name: each.value for name, each in got.value.values.items()} if got is not None else {}
    return Socket(
        origins=values(section.get("origins")),
        protocols=values(section.get("protocols")),
        invalid=section.value("invalid", "close"),
        message=limits.get("message"),
        full=limits.get("full", "close"),
        deflate=build_deflate(section.get("deflate")),
    )


def build_deflate(got: Got | None) -> Deflate:
    if got is None:
        return Deflate()
    if not isinstance(got.value, Section):
        return Deflate(got.value)
    return Deflate(True, *(got.value.value(name) for name in ("context", "window", "level", "least")))
