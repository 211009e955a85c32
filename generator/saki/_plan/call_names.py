# SPDX-License-Identifier: Apache-2.0
"""The names of calls: one for each route that has a handler, in the generated clients and in the API's description."""

from __future__ import annotations

from collections.abc import Iterable

from .._model import Manifest, Route
from .handlers import fresh_name

# What the clients have by these names already, or call by them.
OF_CLIENTS = frozenset({"raw", "compose", "throw_declared", "write_parameters"})


def call_names(manifest: Manifest, reserved: Iterable[str] = ()) -> dict[str, str]:
    """From a route's label to its call: the handler's name for the first of its routes that is neither hidden nor deprecated, numbers for the
    others. All are different, and none is in `reserved`."""
    twins: dict[str, list[Route]] = {}
    for route in manifest.routes:
        if route.handler:
            twins.setdefault(route.handler, []).append(route)
    kept = set(reserved)
    taken = kept | twins.keys()
    names: dict[str, str] = {}
    for handler, routes in twins.items():
        for number, route in enumerate(sorted(routes, key=lambda each: each.hidden or each.deprecated), 1):
            plain = number == 1 and handler not in kept
            name = handler if plain else fresh_name(handler if number == 1 else f"{handler}_{number}", taken)
            taken.add(name)
            names[route.label] = name
    return names
