# SPDX-License-Identifier: Apache-2.0
"""Random edits of a manifest, as an author makes them between two builds: routes and types added, renamed, changed, removed."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass, field
from typing import Any



SCALARS = ("int64", "string(1..20)", "bool = false", "date optional", "list(string)", "double", "uuid optional")
PARAMETERS = ("int64", "string", "uuid", "date")


@dataclass
class Shop:
    """A manifest as data. Types hold field notations; routes hold a handler and what it takes and returns."""

    types: dict[str, dict[str, str]] = field(default_factory=dict)
    routes: dict[str, dict[str, str]] = field(default_factory=dict)
    made: int = 0

    def text(self) -> str:
        lines = ["saki: 1", "service: {name: shop}", "types:" if self.types else ""]
        for name, fields in self.types.items():
            lines += [f"  {name}:", *(f"    {each}: {json.dumps(notation)}" for each, notation in fields.items())]
        lines += ["routes:" if self.routes else ""]
        for key, route in self.routes.items():
            lines.append(f"  {json.dumps(key)}: {{{', '.join(f'{name}: {json.dumps(value)}' for name, value in route.items())}}}")
        return "\n".join(line for line in lines if line) + "\n"

    def fresh(self) -> int:
        self.made += 1
        return self.made


def start() -> Shop:
    """Where every chain of edits begins."""
    shop = Shop({"Item": {"id": "int64 readonly", "name": "string(1..20)"}, "Order": {"item": "Item", "count": "int32(1..)"}})
    shop.routes = {
        "GET /items": {"handler": "list_items", "returns": "list(Item)"},
        "GET /items/{id:int64}": {"handler": "get_item", "returns": "Item"},
        "POST /orders": {"handler": "create_order", "body": "Order", "returns": "201 Order"},
        "DELETE /items/{id:int64}": {"handler": "delete_item", "returns": "204"},
    }
    return shop


def add_type(shop: Shop, dice: random.Random) -> None:
    number = shop.fresh()
    shop.types[f"Type{number}"] = {f"field_{at}": dice.choice(SCALARS) for at in range(dice.randint(1, 4))}


def add_route(shop: Shop, dice: random.Random) -> None:
    number = shop.fresh()
    route = {"handler": f"handle_{number}", "returns": dice.choice(["204", "text", *map(shape(dice), shop.types)])}
    method = dice.choice(["GET", "POST"])
    if method == "POST" and shop.types:
        route["body"] = dice.choice(list(shop.types))
    shop.routes[f"{method} /path{number}/{{key:{dice.choice(PARAMETERS)}}}"] = route


def shape(dice: random.Random) -> Any:
    return lambda name: dice.choice([name, f"list({name})", f"201 {name}"])


def rename_path(shop: Shop, dice: random.Random) -> None:
    key = dice.choice(list(shop.routes))
    number = shop.fresh()
    method, path = key.split(" ")
    tail = path[path.index("{") :] if "{" in path else ""
    shop.routes = {f"{method} /renamed{number}/{tail}".rstrip("/") if each == key else each: value for each, value in shop.routes.items()}


def rename_handler(shop: Shop, dice: random.Random) -> None:
    shop.routes[dice.choice(list(shop.routes))]["handler"] = f"renamed_{shop.fresh()}"


def remove_route(shop: Shop, dice: random.Random) -> None:
    if len(shop.routes) > 3:
        del shop.routes[dice.choice(list(shop.routes))]


def add_field(shop: Shop, dice: random.Random) -> None:
    if shop.types:
        shop.types[dice.choice(list(shop.types))][f"extra_{shop.fresh()}"] = "string optional"


def rename_type(shop: Shop, dice: random.Random) -> None:
    """Everywhere in the manifest; the author's sources keep the old name."""
    old, new = dice.choice(list(shop.types)), f"Renamed{shop.fresh()}"
    replaced = json.loads(json.dumps([shop.types, shop.routes]).replace(f'"{old}"', f'"{new}"').replace(f"({old})", f"({new})").replace(f" {old}", f" {new}"))
    shop.types, shop.routes = replaced


def remove_type(shop: Shop, dice: random.Random) -> None:
    if len(shop.types) > 2:
        del shop.types[dice.choice(list(shop.types))]


def change_parameter(shop: Shop, dice: random.Random) -> None:
    keys = [key for key in shop.routes if "{" in key]
    if keys:
        key = dice.choice(keys)
        head, name = key[: key.index("{")], key[key.index("{") + 1 :].split(":")[0].rstrip("}")
        type = dice.choice(PARAMETERS)
        shop.routes = {f"{head}{{{name}:{type}}}" if each == key else each: value for each, value in shop.routes.items()}


HARMLESS = (add_type, add_route, add_route, rename_path, rename_handler, remove_route, add_field)
HARMFUL = (rename_type, remove_type, change_parameter)


def edited(shop: Shop, dice: random.Random) -> Shop:
    """The manifest after one random edit; about one in six is of the kind that breaks something."""
    result = copy.deepcopy(shop)
    dice.choice(HARMFUL if dice.random() < 0.18 else HARMLESS)(result, dice)
    return result
