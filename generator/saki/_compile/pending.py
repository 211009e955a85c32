# SPDX-License-Identifier: Apache-2.0
"""Lists what a manifest declares and this version of Saki reads but does not serve."""

from __future__ import annotations

from dataclasses import replace

from .._grammar.table import POLICIES, UNSERVED_KINDS
from .._model import Manifest, Pending, Route

UNSERVED_POLICIES = tuple(key.name for key in POLICIES if not key.served)


def find_pending(manifest: Manifest) -> Manifest:
    """Returns the manifest with its list of what waits."""
    found = [pending for route in manifest.own.routes for pending in of_route(route)]
    return replace(manifest, pending=tuple(found))


def of_route(route: Route) -> list[Pending]:
    """What of one route waits; the route answers 501 then."""
    label = route.label
    if route.kind.value in UNSERVED_KINDS:
        return [Pending(label, label, route.position)]
    found = [Pending(f"{name} of {label}", label, route.position) for name in UNSERVED_POLICIES if waits(route, name)]
    return found


def waits(route: Route, policy: str) -> bool:
    """Whether a policy is asked for; the caching of a mount is served."""
    value = getattr(route, policy)
    return value is not None and not (policy == "cache" and route.static is not None)
