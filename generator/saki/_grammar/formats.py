# SPDX-License-Identifier: Apache-2.0
"""The texts with a grammar of their own: names, paths, addresses, amounts. Each is one `Format`."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from .._cpp_names import is_taken, is_taken_namespace, is_taken_type, snake
from .._fault import Fault
from .._units import parse_duration, parse_rate, parse_size
from .cron import parse_cron
from .networks import parse_network
from .notation import parse_field, parse_type
from .pattern import parse_pattern
from .route_text import KINDS, METHODS, parse_body, parse_content, parse_path, parse_returns, parse_route_key, parse_status
from .shapes import Format

RESERVED_SERVICES = frozenset("all clean help install main package saki std test uninstall handlers".split())
RESERVED_HANDLERS = frozenset({"handlers", "main"})
MAX_NAME = 64
TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"


def name_format(name: str, pattern: str, meaning: str, example: str, taken: Callable[[str], bool] = lambda _: False) -> Format:
    """A kind of name: what it matches, and which of those C++ or the build keeps for itself."""
    compiled = re.compile(pattern, re.ASCII)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            raise Fault("bad-name", f"'{text}' is no {name}", hint=f"{meaning}, for example {example}")
        if len(text) > MAX_NAME:
            raise Fault("bad-name", f"this {name} is longer than {MAX_NAME} characters")
        if taken(text):
            raise Fault(
                "cpp-keyword",
                f"'{text}' cannot be a {name}: C++ or the build keeps that word",
                hint=f"find another word, for example {example}",
            )
        return text

    return Format(name, parse, f"^{pattern}$", meaning, example)


def parse_field_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", text, re.ASCII) or "__" in text or len(text) > MAX_NAME:
        raise Fault("bad-name", f"'{text}' is no field name", hint="letters, digits and single '_', a letter first, for example created_at")
    if is_taken(snake(text)) or is_taken(text):
        raise Fault(
            "cpp-keyword", f"'{text}' cannot name a field: C++ keeps that word", hint=f"find another name, for example {text.lower()}_value"
        )
    return text


def parse_namespace(text: str) -> str:
    at = 0
    for part in text.split("::"):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", part, re.ASCII) or "__" in part:
            raise Fault("bad-name", f"'{text}' is no namespace", hint="snake_case names joined by ::, for example acme::notes")
        if is_taken(part) if at else is_taken_namespace(part):
            raise Fault("cpp-keyword", f"'{part}' cannot name a namespace: it is taken", offset=at, length=len(part))
        at += len(part) + 2
    return text


def parse_version(text: str) -> str:
    if not re.fullmatch(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}(-[0-9A-Za-z.-]+)?", text, re.ASCII):
        raise Fault("bad-version", f"'{text}' is no version", hint="a version reads MAJOR.MINOR.PATCH, for example 0.1.0")
    return text


def parse_relative(text: str) -> str:
    """A path below the project's folder."""
    if not text or text.startswith("/") or text.startswith("~") or "\\" in text:
        raise Fault("bad-file", f"'{text}' is no path below the project", hint="write it relative to the manifest, with '/'")
    if ".." in text.split("/"):
        raise Fault("bad-file", f"'{text}' leads out of the project", hint="move the files into the project")
    return text


def parse_origin(text: str) -> str:
    """An origin as browsers serialise it, `*` for its first label, or `*` alone for every one."""
    if text == "*":
        return text
    label = "[a-z0-9_-]{1,63}"
    host = rf"(\*(\.{label}){{2,}}|{label}(\.{label})*|\[[0-9a-f:.]+\])"
    if re.fullmatch(rf"https?://{host}(:[1-9][0-9]{{0,4}})?", text.lower(), re.ASCII) is None:
        raise Fault("bad-origin", f"'{text}' is no origin", hint="an origin reads https://example.org, https://*.example.org or *, without a path")
    if text != text.lower():
        raise Fault("bad-origin", f"'{text}' is not in lower case, as browsers send it", hint=f"write {text.lower()}")
    usual = ":443" if text.startswith("https:") else ":80"
    if text.endswith(usual):
        raise Fault("bad-origin", f"'{text}' names the usual port, which browsers leave out", hint=f"write {text.removesuffix(usual)}")
    return text


def parse_site(text: str) -> str:
    """An origin that stands for itself alone, or `*`."""
    if text != "*" and "*" in text:
        raise Fault("bad-origin", f"'{text}' stands for several sites", hint="name each of them, or write *")
    return parse_origin(text)


def parse_listen(text: str) -> str:
    """`HOST:PORT`, `[V6]:PORT` or `unix:/PATH`."""
    address = text.removeprefix("tls://")
    hint = "write 127.0.0.1:8080, [::1]:8080 or unix:/run/notes.sock"
    if address.startswith("unix:"):
        if not address.startswith("unix:/") or len(address) > 112:
            raise Fault("bad-address", f"'{text}' is no path of a socket", hint=hint)
        return text
    host, colon, port = address.rpartition(":")
    if not colon or not host:
        raise Fault("bad-address", f"'{text}' is no address to listen on", hint=hint)
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII) or int(port) > 65535:
        raise Fault("bad-address", f"'{port}' is no port, 0 to 65535", offset=text.rindex(":") + 1, length=max(1, len(port)), hint=hint)
    try:
        IPv6Address(host[1:-1]) if host.startswith("[") and host.endswith("]") else check_host(host)
    except AddressValueError:
        raise Fault("bad-address", f"'{host}' is no numeric address", offset=text.index(host), length=len(host), hint=hint) from None
    return text


def parse_proxied(text: str) -> str:
    """`off`, `required`, or one of the addresses to listen on."""
    return text if text in ("off", "required") else parse_listen(text)


def parse_redirected(text: str) -> str:
    """`all`, or one of the addresses to listen on that are not for TLS."""
    if text.startswith("tls://"):
        raise Fault("bad-address", f"who comes to '{text}' comes by https already", hint="name an address without tls://, or write all")
    return text if text == "all" else parse_listen(text)


def check_host(host: str) -> None:
    """Accepts `*` or an IPv4 address. Names would have to be looked up, and may mean several addresses."""
    if host != "*":
        IPv4Address(host)


def parse_workers(text: str) -> int:
    if text == "auto":
        return 0
    if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or int(text) > 1024:
        raise Fault("bad-value", f"'{text}' is no number of workers", hint="write auto, or a number from 0 to 1024 (0: one for each core)")
    return int(text)


def parse_host_name(text: str) -> str:
    """A name that requests give their host: without a port, `*.` in place of the first label at most."""
    name = text.removeprefix("*.").removesuffix(".")
    label = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
    is_name = len(name) <= 253 and re.fullmatch(rf"{label}(\.{label})*", name, re.ASCII)
    if not is_name and not is_bracketed(text):
        hint = "write example.org, *.example.org or an address; international names as xn--..., and no port"
        raise Fault("bad-host", f"'{text}' is no name of a host", hint=hint)
    return text


def is_bracketed(text: str) -> bool:
    """Whether it is an IPv6 address as a URI has it."""
    try:
        return text.startswith("[") and text.endswith("]") and "%" not in text and bool(IPv6Address(text[1:-1]).packed)
    except AddressValueError:
        return False


def parse_errors(text: str) -> str:
    if not re.fullmatch(r"[45]([0-9]{2}|xx)", text, re.ASCII):
        raise Fault("bad-error", f"'{text}' is no error", hint="write a status as 404, or a class: 4xx or 5xx")
    return text


def parse_target(text: str) -> str:
    """Where a redirect leads: a path or a URI, in which `{name}` stands for a parameter."""
    if not re.fullmatch(r"(/|https?://)[^\s<>\"\\^`|]*", text):
        raise Fault("bad-target", f"'{text}' is no place to redirect to", hint="write a path such as /new/{id}, or a URI with https://")
    if text.startswith("//"):
        raise Fault("bad-target", "a target with '//' in front leads to another host", hint="write one '/', or the URI with https://")
    return text


def parse_limit_rate(text: str) -> tuple[int, int] | None:
    """A rate, or None for `none`."""
    return None if text == "none" else parse_rate(text)


def parse_sites(text: str) -> str | None:
    """An origin, or None for `none`."""
    return None if text == "none" else parse_origin(text)


def parse_most(text: str) -> int | None:
    """A number of requests at once, or None for `none`."""
    if text == "none":
        return None
    if not re.fullmatch(r"[0-9]{1,7}", text, re.ASCII) or not 1 <= int(text) <= 1_000_000:
        raise Fault("out-of-range", f"'{text}' is no number of requests at once", hint="write 1 to 1000000, or none")
    return int(text)


def parse_cache_time(text: str) -> int | None:
    """A duration, or None for `no-store`."""
    return None if text == "no-store" else parse_duration(text)


NOTATION_START = r"^\s*[A-Za-z_][A-Za-z0-9_]*\s*(\(|-|=|\s|$)"
SERVICE_NAME = name_format(
    "service name",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    "kebab-case",
    "notes-archive",
    lambda text: text in RESERVED_SERVICES or is_taken(snake(text)),
)
TYPE_NAME = name_format("type name", r"[A-Z][A-Za-z0-9]*", "PascalCase, letters and digits", "Note", is_taken_type)
ERROR_NAME = name_format("error name", r"[A-Z][A-Za-z0-9]*", "PascalCase, letters and digits", "TitleTaken", is_taken_type)
HANDLER = name_format(
    "handler name", r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "snake_case", "list_notes", lambda text: is_taken(text) or text in RESERVED_HANDLERS
)
MIDDLEWARE = name_format("middleware name", r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "snake_case", "require_key", is_taken)
SETTING_NAME = name_format("setting name", r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "snake_case", "page_title", is_taken)
LABEL = name_format("name", r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "lower case, words joined by '_' or '-'", "purge_old")
PACKAGE_NAME = name_format("package name", r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "kebab-case", "sqlite")
ROLE = name_format("role", r"[A-Za-z][A-Za-z0-9_-]*", "letters, digits, '_' and '-'", "admin")
PARAMETER_NAME = name_format(
    "parameter name",
    r"[A-Za-z][A-Za-z0-9_-]*",
    "letters, digits, '_' and '-', a letter first",
    "page_size",
    lambda text: is_taken(snake(text)) or is_taken(text),
)
HEADER_NAME = name_format(
    "header name", r"[A-Za-z][A-Za-z0-9_-]*", "letters, digits and '-'", "X-Request-Id", lambda text: is_taken(snake(text))
)
FIELD_NAME = Format("field name", parse_field_name, "^[A-Za-z][A-Za-z0-9_]*$", "letters, digits and '_'; as in JSON", "created_at")
HTTP_TOKEN = name_format("header name", TOKEN, "an HTTP token", "X-Total-Count")
SUBPROTOCOL = name_format("subprotocol", TOKEN, "an HTTP token", "chat.v1")
HTTP_METHOD = name_format("method", "|".join(METHODS), "one of " + ", ".join(METHODS), "GET")
NAMESPACE = Format("namespace", parse_namespace, r"^[a-z][a-z0-9_]*(::[a-z][a-z0-9_]*)*$", "snake_case names joined by ::", "acme::notes")
VERSION = Format("version", parse_version, r"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$", "MAJOR.MINOR.PATCH", "0.1.0")
FIELD = Format(
    "field",
    parse_field,
    NOTATION_START,
    "`TYPE[(constraint)] [optional] [readonly|writeonly|secret] [= default]`",
    "string(1..200) optional",
)
TYPE = Format("type", parse_type, NOTATION_START, "a type, see Types", "list(Note)")
BODY = Format("body", parse_body, NOTATION_START, "a type, `text`, `bytes`, `stream`, `form` or `form(TYPE)`", "Note")
CONTENT = Format("content", parse_content, NOTATION_START, "a type, `text`, `bytes` or `stream`", "Note")
RETURNS = Format(
    "returns", parse_returns, r"^\s*([1-5][0-9][0-9]|[A-Za-z_]).*$", "`T`, `STATUS T`, `STATUS`, `text`, `bytes` or `stream`", "201 Note"
)
STATUS = Format("status", parse_status, "^[2-5][0-9][0-9]$", "200 to 599", "201")
ROUTE_KEY = Format("route", parse_route_key, f"^({'|'.join(METHODS + KINDS)}) +/.*$", "`METHOD /path`", "GET /notes/{id:int64}")
PATH = Format("path", parse_path, "^/.*$", "segments that are a literal, `{name}`, `{name:TYPE}` or, last, `{name...}`", "/admin")
DURATION = Format(
    "duration", parse_duration, "^([0-9]+(d|h|m|s|ms|us))+$", "`1h30m`, `250ms`: units d h m s ms us, the largest first", "30s"
)
CACHE_TIME = Format("cache time", parse_cache_time, "^(no-store|([0-9]+(d|h|m|s|ms|us))+)$", "a duration, or `no-store`", "1h")
SIZE = Format("size", parse_size, "^[0-9]+(B|KiB|MiB|GiB|TiB)?$", "bytes, or with a unit: B KiB MiB GiB TiB", "16MiB")
RATE = Format("rate", parse_rate, "^[0-9]+/[smhd]$", "`COUNT/UNIT`: units s m h d", "100/s")
LIMIT_RATE = Format("limit rate", parse_limit_rate, "^(none|[0-9]+/[smhd])$", "a rate, or `none` for no limit, also of what is around", "100/s")
MOST_AT_ONCE = Format("most at once", parse_most, "^(none|[0-9]+)$", "1 to 1000000, or `none` for no bound, also of what is around", "20")
SITES = Format(
    "sites", parse_sites, r"^(none|\*|https?://[^/]+)$", "an origin, or `none` for no site, whatever is around says", "https://example.org"
)
CRON = Format(
    "cron expression", parse_cron, r"^\s*\S+(\s+\S+){4}\s*$", "minute hour day-of-month month day-of-week, UTC", "30 3 * * mon-fri"
)
PATTERN = Format("pattern", parse_pattern, "^[\\s\\S]+$", "a regular expression, see Patterns", "^[a-z]+$")
RELATIVE = Format("file", parse_relative, r"^[^/~].*$", "a path relative to the manifest, not out of the project", "types.yaml")
SITE = Format("site", parse_site, r"^(\*|https?://[^/*]+)$", "`https://example.org`, as browsers name it, or `*` for any", "https://example.org")
ORIGIN = Format("origin", parse_origin, r"^(\*|https?://[^/]+)$", "`https://example.org`, `https://*.example.org` for one label more, or `*` for any", "https://example.org")
LISTEN = Format("address", parse_listen, "^.*:.*$", "`HOST:PORT`, `[V6]:PORT` or `unix:/PATH`, for TLS with `tls://` in front", "127.0.0.1:8080")
PROXIED = Format("proxied", parse_proxied, "^(off|required|.*:.*)$", "`off`, `required` for every address, or an address of `listen`", "required")
REDIRECTED = Format("redirected", parse_redirected, "^(all|.*:.*)$", "`all`, or an address of `listen` that is not for TLS", "127.0.0.1:8080")
NETWORK = Format("network", parse_network, "^[0-9a-fA-F:.]+(/[0-9]+)?$|^unix:$", "`ADDRESS/PREFIX`, an address, or `unix:`", "10.0.0.0/8")
WORKERS = Format("workers", parse_workers, "^(auto|[0-9]+)$", "`auto` or 0 (one for each core), else a number up to 1024", "auto")
HOST = Format("host", parse_host_name, "^[^:/]+$|^\\[.*\\]$", "a name without port; `*.` stands for one label", "example.org")
ERRORS = Format("errors", parse_errors, "^[45]([0-9]{2}|xx)$", "a status, or a class of them", "404")
FILE_PATTERN = Format("file pattern", str, "^.+$", "`*` stands for any bytes, `?` for one", "*.css")
TARGET = Format(
    "target", parse_target, "^(/|https?://).*$", "a path or URI; `{name}` stands for a parameter of the route's path", "/notes/{id}"
)
