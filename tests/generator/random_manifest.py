# SPDX-License-Identifier: Apache-2.0
"""Makes random valid manifests: a tree of plain data first, then YAML in a random mixture of block and flow style.

Data: a dict is a map, a list a list, a str a scalar written as it stands (quoted where YAML would tear it), an int or bool itself.
"""

from __future__ import annotations

import random
import re
from typing import Any

Data = Any
NOUNS = "note user order room photo ticket invoice sensor recipe song".split()
FIELD_NAMES = "title body count price created_at dueDate owner city zip rating photo_url size colour weight".split()
SCALARS = (
    "bool",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "double",
    "string",
    "bytes",
    "timestamp",
    "date",
    "duration",
    "uuid",
    "email",
    "uri",
    "path",
    "json",
)
PLAIN = ("bool", "int32", "int64", "uint32", "double", "string", "date", "uuid", "timestamp", "duration", "email")
PATTERNS = ("^[a-z]+$", "[0-9]{3}", "^(a|b)*c?$", "\\d+\\.\\d", "^[^ ]{1,20}$")
DEFAULTS = {
    "bool": ("true", "false"),
    "int32": ("0", "-5", "12"),
    "int64": ("0", "9000000000"),
    "uint32": ("0", "7"),
    "double": ("0.5", "-1e3"),
    "string": ('""', "plain", '"two words"', '"a, b: c # d"', "no", "12:30"),
    "date": ("2026-11-20",),
    "duration": ("1h30m", "250ms"),
    "uuid": ("123e4567-e89b-12d3-a456-426614174000",),
    "timestamp": ("2026-11-20T12:00:00Z",),
    "email": ("a@example.org",),
}


class Maker:
    """One random manifest; `random` decides everything."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.types: list[str] = []
        self.handlers = 0

    def manifest(self) -> dict[str, Data]:
        nouns = self.dice.sample(NOUNS, self.dice.choice((1, 1, 2, 3)))
        types = {noun.capitalize(): self.struct(noun.capitalize()) for noun in nouns}
        types["Page"] = {"after": "int64 = 0", "limit": "int32(1..100) = 20"}
        made: dict[str, Data] = {
            "saki": 1,
            "service": {"name": "random-service", "version": "0.1.0", "summary": "A service: made, of dice"},
        }
        made["types"] = types
        if self.maybe():
            made["types"]["Shade"] = "enum(light|dark)"
        made["auth"] = {"staff": {"kind": "basic", "file": "users"}, "tokens": {"kind": "bearer", "keys": ["a.jwks"], "skew": "10s"}}
        made["errors"] = {"Taken": {"status": 409, "title": "It is taken"}, "Gone": {"status": 410}}
        made["routes"] = self.routes(nouns)
        if self.maybe():
            made["groups"] = {"admin": {"prefix": "/admin", "timeout": "5s", "routes": {"GET /stats": {"handler": self.handler("stats")}}}}
        if self.maybe():
            made["jobs"] = self.jobs()
        made["settings"] = {"page_title": 'string = "Home"', "page_size": "int32(1..100) = 20", "mode": "enum(a|b) = a"}
        if self.maybe():
            made["server"] = {"listen": "127.0.0.1:8080", "workers": "auto", "limits": {"body_bytes": "16MiB"}, "timeouts": {"head": "10s"}}
        return made

    # ---- types

    def struct(self, name: str) -> dict[str, Data]:
        fields: dict[str, Data] = {"id": "int64 readonly"}
        for field in self.dice.sample(FIELD_NAMES, self.dice.randint(2, 6)):
            fields[field] = self.field(name)
        self.types.append(name)
        return fields

    def field(self, owner: str) -> Data:
        kind = self.dice.choice(("scalar", "scalar", "scalar", "default", "enum", "list", "map", "type", "long", "long", "self"))
        if kind == "default":
            scalar = self.dice.choice(tuple(DEFAULTS))
            return f"{scalar} = {self.dice.choice(DEFAULTS[scalar])}"
        if kind == "enum":
            return self.dice.choice(("enum(open|done) = open", "enum(small|medium|large)", "enum(in-progress|done) optional"))
        if kind == "list":
            return self.dice.choice(
                (
                    "list(string(1..30))(..16)",
                    "list(int64)",
                    "list(string) = []",
                    'list(string) = ["a", "b"]',
                    "list(list(double)) optional",
                )
            )
        if kind == "map":
            return "map(string)(..8)"
        if kind == "type" and self.types:
            return self.dice.choice(("{} optional", "list({})", "{}-id", "patch({}) optional", "map({})")).format(
                self.dice.choice(self.types)
            )
        if kind == "self":
            return self.dice.choice((f"{owner} optional", f"list({owner})"))
        return self.long_field() if kind == "long" else self.scalar() + self.words()

    def scalar(self) -> str:
        return self.dice.choice(
            (*SCALARS, "string(1..200)", "string(..50)", "int32(1..5)", "double(-1.5..2.5)", "bytes(..1024)", "uint64(10..)")
        )

    def words(self) -> str:
        return self.dice.choice(("", "", " optional", " readonly", " writeonly", " secret", " optional readonly"))

    def long_field(self) -> dict[str, Data]:
        made: dict[str, Data] = self.dice.choice(
            (
                {"type": "string", "min": 1, "max": 200},
                {"type": "string", "pattern": self.dice.choice(PATTERNS)},
                {"type": "int32", "min": 1, "max": 9, "default": 5},
                {"type": "list(string)", "max": 4},
                {"type": "enum(red|green)", "default": "red"},
                {"type": "double", "optional": True, "description": "A number: any"},
            )
        )
        return {**made, **({"deprecated": True} if self.maybe(0.2) else {})}

    # ---- routes and jobs

    def routes(self, nouns: list[str]) -> dict[str, Data]:
        made: dict[str, Data] = {}
        for noun in nouns:
            made.update(self.resource(noun))
        if self.maybe():
            made["WS /live"] = {"handler": self.handler("live"), "receive": "text", "send": nouns[0].capitalize(), **self.socket()}
        if self.maybe():
            made["SSE /events"] = {"handler": self.handler("events"), "send": "json"}
        if self.maybe():
            made["REDIRECT /old/{id}"] = {"to": "/new/{id}"}
        if self.maybe():
            made["GET /files/{path...}"] = {"handler": self.handler("files"), "returns": "stream"}
        if self.maybe():
            made["STATIC /"] = {"directory": "public", "index": "index.html", "cache": "1h"}
        return made

    def socket(self) -> dict[str, Data]:
        """Some of what a WS route may say of its sockets."""
        whole: dict[str, Data] = {
            "origins": ["https://example.org", "http://localhost:8443"],
            "protocols": ["chat.v2", "chat.v1"],
            "invalid": "error-frame",
            "limits": {"message": "64KiB", "full": "drop-oldest"},
            "deflate": self.dice.choice([False, {"context": True, "window": 12}]),
        }
        return {name: value for name, value in whole.items() if self.maybe()}

    def resource(self, noun: str) -> dict[str, Data]:
        type_name = noun.capitalize()
        made: dict[str, Data] = {
            f"GET /{noun}s": {"handler": self.handler("list_" + noun), "query": self.query(), "returns": f"list({type_name})"}
        }
        made[f"POST /{noun}s"] = {
            "handler": self.handler("create_" + noun),
            "body": type_name,
            "returns": self.returns(type_name),
            "errors": ["Taken"],
        }
        made[f"GET /{noun}s/{{id:int64}}"] = {"handler": self.handler("get_" + noun), "returns": type_name, **self.policies()}
        if self.maybe():
            made[f"PATCH /{noun}s/{{id:int64}}"] = {
                "handler": self.handler("change_" + noun),
                "body": f"patch({type_name})-id",
                "returns": type_name,
            }
        if self.maybe():
            made[f"DELETE /{noun}s/{{id:int64}}"] = {"handler": self.handler("delete_" + noun), "returns": "204", "errors": "Gone"}
        if self.maybe():
            made[f"PUT /{noun}s/{{name}}/photo"] = {
                "handler": self.handler("put_" + noun),
                "body": "bytes",
                "max_body": "4MiB",
                "headers": {"X-Trace": "string optional"},
            }
        return made

    def query(self) -> Data:
        inline = {"after": "int64 = 0", "tags": "list(string)(..5) = []", "order": "enum(up|down) = up"}
        return self.dice.choice(("Page", inline, {"q": f"{self.dice.choice(PLAIN)} optional"}))

    def returns(self, type_name: str) -> Data:
        return self.dice.choice((f"201 {type_name}", type_name, {"201": type_name, "202": "text"}, "text"))

    def policies(self) -> dict[str, Data]:
        known: dict[str, Data] = {
            "timeout": "30s",
            "limit": "100/s",
            "cache": "no-store",
            "cors": "https://example.org",
            "auth": {"scheme": ["staff", "tokens"], "roles": ["admin"]},
            "concurrency": 8,
            "tags": ["one", "two: three"],
            "deprecated": True,
            "middleware": ["log_it"],
        }
        return {name: known[name] for name in self.dice.sample(tuple(known), self.dice.randint(0, 3))}

    def jobs(self) -> dict[str, Data]:
        return {
            "purge": {"handler": self.handler("purge"), "every": "1h", "args": {"days": "int32 = 30"}},
            "report": {"handler": self.handler("report"), "cron": "30 3 * * mon-fri", "retry": 3, "backoff": "10s"},
        }

    def handler(self, name: str) -> str:
        self.handlers += 1
        return f"{name}_{self.handlers}"

    def maybe(self, chance: float = 0.5) -> bool:
        return self.dice.random() < chance


# ---------------------------------------------------------------- spelling


def write(data: dict[str, Data], dice: random.Random) -> str:
    """Spells a manifest; the top level is always block style."""
    return "".join(entry(key, value, 0, dice) for key, value in data.items())


def entry(key: str, value: Data, depth: int, dice: random.Random) -> str:
    pad = "  " * depth
    if isinstance(value, dict) and value and dice.random() < (0.9 if depth == 0 else 0.4):
        return f"{pad}{spell(key)}:\n" + "".join(entry(inner, each, depth + 1, dice) for inner, each in value.items())
    if isinstance(value, list) and value and dice.random() < 0.4:
        return f"{pad}{spell(key)}:\n" + "".join(f"{pad}  - {flow(item, in_flow=False)}\n" for item in value)
    comment = "  # said aside" if dice.random() < 0.1 else ""
    return f"{pad}{spell(key)}: {flow(value, in_flow=False)}{comment}\n"


def flow(value: Data, *, in_flow: bool = True) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spell(key, in_flow=True)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else spell(value, in_flow=in_flow)


def spell(text: str, *, in_flow: bool = False) -> str:
    """A scalar, quoted where it would not survive plain."""
    torn = text == "" or text[0] in "\"'[]{}>|*&!%@`#,-?" or ": " in text or " #" in text or text.endswith(":")
    torn = torn or (in_flow and re.search(r"[,\[\]{}]", text) is not None)
    return "'" + text.replace("'", "''") + "'" if torn else text
