# SPDX-License-Identifier: Apache-2.0
"""Single mistakes: each changes a valid manifest's data in one place and names the code of the one error that follows."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
Mistake = Callable[[Data, random.Random], str]


def a_type(data: Data, dice: random.Random) -> Data:
    """The fields of a random declared type, never Page."""
    names = [name for name, value in data["types"].items() if isinstance(value, dict) and name != "Page"]
    fields: Data = data["types"][dice.choice(names)]
    return fields


def a_route(data: Data, dice: random.Random, *words: str) -> Data:
    keys = [key for key in data["routes"] if key.split()[0] in (words or ("GET", "POST", "PUT", "PATCH", "DELETE"))]
    route: Data = data["routes"][dice.choice(keys)]
    return route


def add_field(text: Any, code: str) -> Mistake:
    """A mistake in a field that is added to some type."""

    def mistake(data: Data, dice: random.Random) -> str:
        a_type(data, dice)["extra_field"] = text
        return code

    return mistake


def add_key(key: str, value: Any, code: str, *words: str) -> Mistake:
    """A mistake in a key that is added to some route."""

    def mistake(data: Data, dice: random.Random) -> str:
        a_route(data, dice, *words)[key] = value
        return code

    return mistake


def add_route(key: str, value: Any, code: str) -> Mistake:
    def mistake(data: Data, dice: random.Random) -> str:
        data["routes"][key] = value
        return code

    return mistake


def put(path: str, value: Any, code: str) -> Mistake:
    """A mistake at a fixed place, `a/b/c`; sections on the way are made."""

    def mistake(data: Data, dice: random.Random) -> str:
        *way, last = path.split("/")
        at = data
        for name in way:
            at = at.setdefault(name, {})
        at[last] = value
        return code

    return mistake


def drop_handler(data: Data, dice: random.Random) -> str:
    del a_route(data, dice)["handler"]
    return "missing-key"


def misspell_handler(data: Data, dice: random.Random) -> str:
    route = a_route(data, dice)
    route["handlr"] = route.pop("handler")
    return "unknown-key"


def share_handler(data: Data, dice: random.Random) -> str:
    first = data["routes"][dice.choice([key for key in data["routes"] if key.startswith("GET") and "{id" in key])]
    data["routes"]["POST /quite/another/{place}"] = {"handler": first["handler"]}
    return "handler-signature"


def twin_route(data: Data, dice: random.Random) -> str:
    key = dice.choice([key for key in data["routes"] if key.startswith("GET") and key.endswith("{id:int64}")])
    data["routes"][key.replace("{id:int64}", "{other:uint32}")] = {"handler": "twin_handler"}
    return "ambiguous-route"


def collide(data: Data, dice: random.Random) -> str:
    fields = a_type(data, dice)
    fields["someName"] = "string"
    fields["some_name"] = "string"
    return "name-collision"


def circle(data: Data, dice: random.Random) -> str:
    data["types"]["Chicken"] = {"egg": "Egg"}
    data["types"]["Egg"] = {"chicken": "Chicken"}
    return "recursive-type"


def rename_type(data: Data, dice: random.Random) -> str:
    """The declaration loses its name, every use keeps it: still one mistake."""
    data["types"]["Pagee"] = data["types"].pop("Page")
    uses = [route for route in data["routes"].values() if route.get("query") == "Page"]
    if not uses:
        a_route(data, dice, "GET")["query"] = "Page"
    return "unknown-type"


FIELDS = (
    add_field("strin", "unknown-type"),
    add_field("list(Wibble)", "unknown-type"),
    add_field("string optionl", "unknown-word"),
    add_field("string(1..2", "bad-notation"),
    add_field("string(5)", "bad-notation"),
    add_field("enum", "bad-notation"),
    add_field("list()", "bad-notation"),
    add_field("int32(9..1)", "min-above-max"),
    add_field("int32(1..3000000000)", "out-of-range"),
    add_field("bool(1..2)", "bad-constraint"),
    add_field("int32 = many", "bad-default"),
    add_field("enum(a|b) = c", "bad-default"),
    add_field("date = 2026-02-30", "bad-default"),
    add_field("string(..3) = abcd", "default-out-of-range"),
    add_field("int32(1..5) = 7", "default-out-of-range"),
    add_field("int64 optional = 5", "conflicting-words"),
    add_field("int64 readonly writeonly", "conflicting-words"),
    add_field("string secret = hunter2", "secret-in-clear"),
    add_field("Page-nothing", "unknown-field"),
    add_field("enum(a|A)", "name-collision"),
    add_field("enum(a|2)", "bad-name"),
    add_field({"type": "string", "pattern": "(a"}, "bad-pattern"),
    add_field({"type": "string", "pattern": "a(?=b)"}, "bad-pattern"),
    add_field({"type": "int32", "pattern": "a"}, "bad-constraint"),
    add_field({"type": "string", "mn": 1}, "unknown-key"),
    add_field({"type": "string", "min": "one"}, "wrong-kind"),
    add_field({"type": "string(1..2)", "max": 5}, "conflicting-keys"),
    add_field({"min": 1}, "missing-key"),
    add_field({"type": "string", "optional": "yes"}, "wrong-kind"),
    add_field(["string"], "wrong-kind"),
)
ROUTES = (
    drop_handler,
    misspell_handler,
    share_handler,
    twin_route,
    add_key("frobnicate", 1, "unknown-key"),
    add_key("receive", "text", "unknown-key"),
    add_key("timeout", "5min", "bad-duration"),
    add_key("max_body", "5mb", "bad-size"),
    add_key("limit", "5/x", "bad-rate"),
    add_key("hidden", "maybe", "wrong-kind"),
    add_key("auth", "stuff", "unknown-scheme"),
    add_key("auth", ["staff", "Bad"], "bad-name"),
    add_key("cors", "example.org", "bad-origin"),
    add_key("cors", {"origins": "*", "credentials": True}, "conflicting-keys"),
    add_key("concurrency", 0, "out-of-range"),
    add_key("errors", ["Takn"], "unknown-error"),
    add_key("errors", ["Taken", "gone"], "bad-name"),
    add_key("returns", "99 Page", "bad-status"),
    add_key("returns", "204 Page", "bad-status"),
    add_key("returns", {"204": "Page"}, "bad-status"),
    add_key("body", "Page", "body-not-allowed", "GET"),
    add_key("handler", "List_Notes", "bad-name"),
    add_key("handler", "switch", "cpp-keyword"),
    add_key("query", {"deep": "map(string)"}, "type-not-here"),
    add_key("query", "int64", "type-not-here"),
    add_key("query", {"q": "string readonly"}, "misplaced-word"),
    add_key("middleware", {"log": "it"}, "wrong-kind"),
    add_route("FETCH /x", {"handler": "fetch_x"}, "unknown-method"),
    add_route("HEAD /x", {"handler": "head_x"}, "unknown-method"),
    add_route("/x", {"handler": "fetch_x"}, "bad-route"),
    add_route("GET x", {"handler": "get_x"}, "bad-path"),
    add_route("GET /x/", {"handler": "get_x"}, "bad-path"),
    add_route("GET /x/{a...}/y", {"handler": "get_x"}, "bad-path"),
    add_route("GET /x/{a}/{a}", {"handler": "get_x"}, "duplicate-parameter"),
    add_route("GET /x/{a:Page}", {"handler": "get_x"}, "type-not-here"),
    add_route("GET /x/{a:wibble}", {"handler": "get_x"}, "unknown-type"),
    add_route("GET /x/{class}", {"handler": "get_x"}, "cpp-keyword"),
    add_route("REDIRECT /x/{a}", {"to": "/y"}, "unused-parameter"),
    add_route("REDIRECT /x/{a}", {"to": "/y/{a}/{b}"}, "unknown-parameter"),
    add_route("REDIRECT /x", {"to": "y"}, "bad-target"),
    add_route("STATIC /x", {"directory": "../up"}, "bad-file"),
    add_route("STATIC /x", {"directory": {"setting": "page_titel"}}, "unknown-setting"),
    add_route("STATIC /x", {"directory": {"setting": "page_size"}}, "type-not-here"),
    add_route("STATIC /x", {"directory": "a", "handler": "b"}, "unknown-key"),
    add_route("GET /x", "get_x", "wrong-kind"),
)
REST = (
    collide,
    circle,
    rename_type,
    put("saki", 2, "unsupported-format"),
    put("service/version", "1.x", "bad-version"),
    put("service/name", "My_Service", "bad-name"),
    put("service/namespace", "a::class", "cpp-keyword"),
    put("sevice", {"name": "x"}, "unknown-key"),
    put("types/note", {"id": "int64"}, "bad-name"),
    put("types/PAGE", {"id": "int64"}, "name-collision"),
    put("types/Alias", "int64", "type-not-here"),
    put("types/Taken", {"id": "int64"}, "duplicate-name"),
    put("types/Odd", ["a"], "wrong-kind"),
    put("types/Keyword", {"class": "string"}, "cpp-keyword"),
    put("types/Loop", {"again": "Loop"}, "recursive-type"),
    put("errors/Late", {"status": 200}, "out-of-range"),
    put("errors/Late", {"title": "No status"}, "missing-key"),
    put("errors/Late", {"status": 409, "fields": {"title": "string"}}, "bad-name"),
    put("errors/Late", {"status": 409, "retry_after": "soon"}, "bad-duration"),
    put("groups/odd", {"prefix": "odd"}, "bad-path"),
    put("groups/odd", {"groups": {"a": {"groups": {"b": {"prefix": "/b"}}}}}, "group-depth"),
    put("groups/odd", {"prefix": "/odd", "rutes": {}}, "unknown-key"),
    put("jobs/late", {"handler": "late", "cron": "99 * * * *"}, "bad-cron"),
    put("jobs/late", {"handler": "late", "cron": "0 0 30 2 *"}, "bad-cron"),
    put("jobs/late", {"handler": "late"}, "missing-key"),
    put("jobs/late", {"handler": "late", "every": "1h", "cron": "0 0 * * *"}, "conflicting-keys"),
    put("jobs/late", {"handler": "late", "every": "1h", "args": {"n": "int32"}}, "missing-default"),
    put("jobs/late", {"handler": "late", "every": "0s"}, "out-of-range"),
    put("settings/Title", "string", "bad-name"),
    put("settings/api", 'string secret = "x"', "secret-in-clear"),
    put("settings/odd", "Page", "type-not-here"),
    put("settings/odd", {"type": "int32", "reload": "never"}, "bad-value"),
    put("server/listen", "nowhere", "bad-address"),
    put("server/trusted_proxies", "10.1.2.3/8", "bad-network"),
    put("server/trusted_proxies", "proxy.example", "bad-network"),
    put("server/proxy_protocol", "yes please", "bad-address"),
    put("server/forwarded", "both", "bad-value"),
    put("server/workers", "many", "bad-value"),
    put("server/limits/body_byte", "1MiB", "unknown-key"),
    put("server/limits/field_count", 0, "out-of-range"),
    put("server/drain_timeout", "30", "bad-duration"),
    put("server/access_log/format", "combine", "bad-value"),
    put("server/hosts", [{"name": "a.example:80"}], "bad-host"),
    put("server/error_pages", {"200": "a.html"}, "bad-error"),
    put("server/rewrites", [{"match": "/a"}], "missing-key"),
    put("packages", ["wibble"], "package-missing"),
    put("packages", ["old"], "package-incompatible"),
    put("packages", ["sqlite", "sqlite"], "duplicate-name"),
    put("packages", [{"name": "sqlite", "config": {"password": "x"}}], "secret-in-clear"),
    put("packages", "sqlite", "wrong-kind"),
    put("include", "missing.yaml", "unreadable-file"),
    put("include", "/etc/passwd", "bad-file"),
)
MISTAKES: tuple[Mistake, ...] = (*FIELDS, *ROUTES, *REST)
STRUCTURAL = frozenset({"unknown-key", "missing-key", "wrong-kind", "bad-value", "unknown-method", "bad-route"})


# ---------------------------------------------------------------- mistakes in the file itself


def tear_summary(text: str) -> bytes:
    return text.replace("'A service: made, of dice'", "A service: made, of dice").encode()


IN_THE_FILE: tuple[tuple[Callable[[str], bytes], str], ...] = (
    (tear_summary, "torn-value"),
    (lambda text: (text + "saki: 1\n").encode(), "duplicate-key"),
    (lambda text: (text + "\tinclude: []\n").encode(), "tab-indent"),
    (lambda text: (text + "include: [\n").encode(), "yaml-syntax"),
    (lambda text: (text + "---\nsaki: 1\n").encode(), "yaml-feature"),
    (lambda text: text.replace("saki: 1", "saki: &one 1").encode(), "yaml-feature"),
    (lambda text: text.replace("\n", "\r\n").encode(), "carriage-return"),
    (lambda text: b"\xef\xbb\xbf" + text.encode(), "byte-order-mark"),
    (lambda text: text.encode() + b"# caf\xe9\n", "not-utf8"),
    (lambda text: text.encode() + b"# \x00\n", "control-character"),
)
