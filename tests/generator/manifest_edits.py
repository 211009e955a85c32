# SPDX-License-Identifier: Apache-2.0
"""The random edits of a manifest. Each changes its argument and returns what it did, or None where there is nothing of its kind to do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from edited_manifest import QUERY, EditedManifest, Route

Edit = Callable[[EditedManifest, random.Random, Iterable[str]], str | None]
KINDS = ("string", "string(1..80)", "int64", "int32(0..9)", "bool", "bool = false", "double", "list(string)", "string optional", "int64 = 7")
QUERY_KINDS = ("int64 = 7", "int32(1..100) = 20", "bool = false", "string optional")
SAME = {  # other words for the same C++ type
    "string": ("string(1..90)", 'string = "none"'),
    "string(1..80)": ("string(1..90)", "string"),
    "int64": ("int64(0..500)", "int64 = 3"),
    "bool": ("bool = true",),
    "bool = false": ("bool = true",),
    "double": ("double(0..9)",),
    "list(string)": ("list(string)(..9)",),
}
MOST_ROUTES = 6


def random_returns(manifest: EditedManifest, dice: random.Random) -> str:
    name = dice.choice([each for each in manifest.types if each != QUERY])
    return dice.choice(("", "text", name, name, f"list({name})"))


def random_route(manifest: EditedManifest, dice: random.Random, handler: str) -> Route:
    path = f"/{manifest.fresh('place')}" + dice.choice(("", "/{id:int64}", "/{key:string}/{id:uuid}"))
    method = dice.choice(("GET", "POST", "PUT", "DELETE"))
    names = [each for each in manifest.types if each != QUERY]
    body = dice.choice(names) if method in ("POST", "PUT") else ""
    return Route(method, path, handler, random_returns(manifest, dice), dice.choice((200, 201)), body, dice.random() < 0.3)


def add_route(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    if len(manifest.routes) >= MOST_ROUTES:
        return None
    manifest.routes.append(random_route(manifest, dice, manifest.fresh("serve_")))
    return f"added {manifest.routes[-1].key}"


def bring_back(manifest: EditedManifest, dice: random.Random, orphans: Iterable[str]) -> str | None:
    """A new route for a handler that lost its own."""
    lost = sorted(orphans)
    if not lost or len(manifest.routes) >= MOST_ROUTES:
        return None
    manifest.routes.append(random_route(manifest, dice, dice.choice(lost)))
    return f"brought {manifest.routes[-1].handler} back"


def remove_route(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    if len(manifest.routes) <= 3:
        return None
    return f"removed {manifest.routes.pop(dice.randrange(len(manifest.routes))).key}"


def rename_path(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    route = dice.choice(manifest.routes)
    old, parts = route.key, "".join(f"/{{{name}:{type}}}" for name, type in route.parts)
    route.path = f"/{manifest.fresh('place')}{parts}"
    return f"{old} became {route.key}"


def rename_part(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    with_parts = [each for each in manifest.routes if each.parts]
    if not with_parts:
        return None
    route = dice.choice(with_parts)
    name, type = dice.choice(route.parts)
    route.path = route.path.replace(f"{{{name}:{type}}}", f"{{{manifest.fresh('key')}:{type}}}")
    return f"the parameter {name} has another name: {route.key}"


def change_method(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    route = dice.choice(manifest.routes)
    old = route.key
    route.method = dice.choice(("POST", "PUT", "PATCH") if route.body else ("GET", "PUT", "POST", "DELETE"))
    return f"{old} became {route.key}"


def rename_handler(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    route = dice.choice(manifest.routes)
    old, route.handler = route.handler, manifest.fresh("serve_")
    return f"handler {old} became {route.handler}"


def change_returns(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    route = dice.choice(manifest.routes)
    route.returns = random_returns(manifest, dice)
    return f"{route.handler} returns '{route.returns}'"


def change_status(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    route = dice.choice(manifest.routes)
    route.status = dice.choice([each for each in (200, 201, 202) if each != route.status])
    return f"{route.handler} answers {route.status}"


def change_parameters(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    """A query more or less, a body more or less, or another type of a path's parameter."""
    route = dice.choice(manifest.routes)
    if route.parts and dice.random() < 0.5:
        name, type = dice.choice(route.parts)
        other = dice.choice([each for each in ("int64", "int32", "uuid", "string") if each != type])
        route.path = route.path.replace(f"{{{name}:{type}}}", f"{{{name}:{other}}}")
    elif route.method in ("POST", "PUT") and dice.random() < 0.5:
        route.body = "" if route.body else dice.choice([each for each in manifest.types if each != QUERY])
    else:
        route.query = not route.query
    return f"other parameters: {route.key}: {route.value}"


def reorder(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    dice.shuffle(manifest.routes)
    return "routes in another order"


def remark(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    manifest.remark = manifest.fresh("Remark ")
    return "another comment"


def add_type(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    if len(manifest.types) >= 5:
        return None
    name = manifest.fresh("Thing")
    manifest.types[name] = {manifest.fresh("part"): dice.choice(KINDS) for _ in range(dice.randint(1, 3))}
    return f"added {name}"


def remove_type(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    free = [each for each in manifest.types if each not in manifest.named_types() and each != QUERY]
    if not free or len(manifest.types) <= 3:
        return None
    name = dice.choice(free)
    del manifest.types[name]
    return f"removed {name}"


def rename_type(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    old = dice.choice([each for each in manifest.types if each != QUERY])
    new = manifest.fresh("Thing")
    manifest.types = {new if name == old else name: fields for name, fields in manifest.types.items()}
    for route in manifest.routes:
        route.returns = route.returns.replace(old, new) if route.returned_type == old else route.returns
        route.body = new if route.body == old else route.body
    return f"{old} became {new}"


def add_field(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    name = dice.choice(list(manifest.types))
    if len(manifest.types[name]) >= 6:
        return None
    manifest.types[name][manifest.fresh("part")] = dice.choice(QUERY_KINDS if name == QUERY else KINDS)
    return f"a field more in {name}"


def random_field(manifest: EditedManifest, dice: random.Random) -> tuple[str, str]:
    return dice.choice([(type, name) for type, fields in manifest.types.items() for name in fields])


def remove_field(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    type, name = random_field(manifest, dice)
    if len(manifest.types[type]) == 1:
        return None
    del manifest.types[type][name]
    return f"removed {type}.{name}"


def rename_field(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    type, old = random_field(manifest, dice)
    new = manifest.fresh("part")
    manifest.types[type] = {new if name == old else name: kind for name, kind in manifest.types[type].items()}
    return f"{type}.{old} became {new}"


def change_field(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    type, name = random_field(manifest, dice)
    manifest.types[type][name] = dice.choice(QUERY_KINDS if type == QUERY else KINDS)
    return f"{type}.{name} is {manifest.types[type][name]}"


def constrain_field(manifest: EditedManifest, dice: random.Random, _: Iterable[str]) -> str | None:
    """Another constraint or default; C++ sees the same type."""
    type, name = random_field(manifest, dice)
    others = SAME.get(manifest.types[type][name])
    if not others or type == QUERY:
        return None
    manifest.types[type][name] = dice.choice(others)
    return f"{type}.{name} is {manifest.types[type][name]}"


EDITS: dict[Edit, int] = {
    add_route: 10,
    bring_back: 3,
    remove_route: 5,
    rename_path: 4,
    rename_part: 3,
    change_method: 4,
    rename_handler: 4,
    change_returns: 3,
    change_status: 3,
    change_parameters: 4,
    reorder: 2,
    remark: 2,
    add_type: 6,
    remove_type: 5,
    rename_type: 2,
    add_field: 6,
    remove_field: 5,
    rename_field: 3,
    change_field: 3,
    constrain_field: 6,
}
