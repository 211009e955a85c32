# SPDX-License-Identifier: Apache-2.0
"""A manifest that is edited again and again: its types and routes as plain data, its text, and what C++ each handler then needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CPP = {
    "string": "std::string",
    "int64": "std::int64_t",
    "int32": "std::int32_t",
    "bool": "bool",
    "double": "double",
    "uuid": "saki::Uuid",
    "list(string)": "std::vector<std::string>",
    "string optional": "std::optional<std::string>",
}
QUERY = "Page"  # the type of queries: a request may leave out each of its fields


def cpp(kind: str) -> str:
    """The C++ type of a field as the manifest spells it, constraint and default left out."""
    plain = re.sub(r" = .*| readonly|\(\d*\.\.\d*\)", "", kind)
    return CPP[plain]


@dataclass(slots=True)
class Route:
    method: str
    path: str
    handler: str
    returns: str  # `Item`, `list(Item)`, `text` or nothing, which is 204
    status: int = 200
    body: str = ""
    query: bool = False

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def value(self) -> str:
        pairs = [("handler", self.handler), ("query", QUERY if self.query else ""), ("body", self.body)]
        shown = "204" if not self.returns else f"{self.status} {self.returns}" if self.status != 200 else self.returns
        return "{" + ", ".join(f"{key}: {value}" for key, value in (*pairs, ("returns", shown)) if value) + "}"

    @property
    def answered(self) -> int:
        return self.status if self.returns else 204

    @property
    def returned_type(self) -> str:
        """The declared type in what is returned, if there is one."""
        found = re.search(r"[A-Z]\w*", self.returns)
        return found.group() if found else ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The path's parameters: name and type."""
        return re.findall(r"\{(\w+):(\w+)\}", self.path)

    def signature(self) -> tuple[str, ...]:
        """What its handler gives, then the types of the parameters behind the request."""
        given = {"": "void", "text": "std::string"}.get(self.returns, self.returned_type)
        given = f"std::vector<{given}>" if self.returns.startswith("list") else given
        path = (CPP[type] for _, type in self.parts)
        return (given, *path, *([QUERY] if self.query else []), *([self.body] if self.body else []))


@dataclass(slots=True)
class EditedManifest:
    types: dict[str, dict[str, str]]
    routes: list[Route]
    remark: str = "It began as a small shop."
    counter: int = field(default=0)

    def text(self) -> str:
        lines = ["saki: 1", f"# {self.remark}", "service: {name: shop, version: 0.1.0}", "", "types:"]
        for name, fields in self.types.items():
            lines += [f"  {name}:", *(f"    {key}: {kind}" for key, kind in fields.items())]
        lines += ["", "routes:", *(f"  {each.key}: {each.value}" for each in self.routes)]
        return "\n".join(lines) + "\n"

    def fresh(self, stem: str) -> str:
        """A name that was never used."""
        self.counter += 1
        return f"{stem}{self.counter}"

    def named_types(self) -> set[str]:
        """The types that routes name."""
        named = {name for route in self.routes for name in (route.returned_type, route.body)} - {""}
        return named | ({QUERY} if any(route.query for route in self.routes) else set())


def beginning() -> EditedManifest:
    """The manifest of `saki new --template rest`, with a query and a second type."""
    item = {"id": "int64 readonly", "name": "string(1..100)", "done": "bool = false"}
    routes = [
        Route("GET", "/items", "list_items", "list(Item)", query=True),
        Route("POST", "/items", "create_item", "Item", 201, "Item"),
        Route("GET", "/items/{id:int64}", "get_item", "Item"),
        Route("DELETE", "/items/{id:int64}", "delete_item", ""),
    ]
    return EditedManifest({"Item": item, "Label": {"text": "string"}, QUERY: {"limit": "int32(1..100) = 20"}}, routes)
