# SPDX-License-Identifier: Apache-2.0
"""The part of the model that stands around routes: rate limits, concurrency, the sites whose pages may call."""

from __future__ import annotations

from dataclasses import dataclass

from ._position import Position


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    count: int
    per: int  # microseconds
    burst: int
    by: str  # client, identity, all, header, cookie, path
    key: str  # the name of the last three
    shared: bool
    position: Position  # where it was declared: routes that inherit it share it


@dataclass(frozen=True, slots=True)
class Concurrency:
    name: str
    maximum: int
    queue: int
    times: tuple[tuple[str, int], ...]  # wait, target, interval, as far as they are given, in microseconds
    position: Position


@dataclass(frozen=True, slots=True)
class Cors:
    origins: tuple[str, ...]  # ("*",) for any
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    exposed: tuple[str, ...]
    credentials: bool
    max_age: int | None  # microseconds
    position: Position
