# SPDX-License-Identifier: Apache-2.0
"""`saki add`: puts a route, type, package or setting into the manifest; every other byte of it stays."""

from __future__ import annotations

import re

import click

from .._edit import add_entry, flow_map, scalar
from .._errors import InputError, UsageError
from ._group import SakiCommand, SakiGroup
from ._manifest import edit
from ._options import json_option
from .package import add_package

EXAMPLES = (
    ("saki add route GET /notes list_notes --returns 'list(Note)'", "a route and the stub of its handler"),
    ("saki add route WS /live live --receive Note --send Note", "a route of WebSockets"),
    ("saki add route STATIC / public", "the files of a folder"),
    ("saki add route REDIRECT /old /notes", "a redirect"),
    ("saki add type Note 'title: string(1..200)' 'done: bool = false'", "a type"),
    ("saki add package sqlite", "a package"),
    ("saki add setting page_title 'string = \"Notes\"'", "a setting of the service"),
)
LEADS_TO = {"STATIC": ("directory", "public"), "REDIRECT": ("to", "/new"), "HEALTH": ("tells", "ready")}  # with an example; all others lead to a handler
ROUTE_HELP = "Add the route METHOD PATH with its HANDLER, and a stub for it; STATIC routes lead to a FOLDER, REDIRECT routes to a TARGET, HEALTH routes to live, ready or measures."


@click.group(cls=SakiGroup, examples=EXAMPLES, help="Add to the manifest. The result is checked first; an invalid one is not written.")
def command() -> None:
    """The group of what can be added."""


@command.command("route", cls=SakiCommand, examples=EXAMPLES[:4], help=ROUTE_HELP, short_help="Add a route, and a stub for its handler.")
@click.argument("method")
@click.argument("path")
@click.argument("handler", metavar="[HANDLER|FOLDER|TARGET]", required=False)
@click.option("--query", help="A type for the query.")
@click.option("--body", help="A type, or text, bytes, stream.")
@click.option("--returns", help="What it answers: T, STATUS T, STATUS, text, stream.")
@click.option("--receive", help="Of WS: a type, text, bytes.")
@click.option("--send", help="Likewise, and of SSE.")
@click.option("--summary", help="One line.")
@json_option
def route(method: str, path: str, handler: str | None, as_json: bool, **given: str | None) -> None:
    """Adds to `routes`."""
    method = method.upper()
    pairs = [leads_to(method, path, handler)]
    pairs += [(key, scalar(value, flow=True)) for key, value in given.items() if value is not None]
    edit(lambda source: add_entry(source, "routes", scalar(f"{method} {path}", flow=False), flow_map(pairs)), as_json)


@command.command("type", cls=SakiCommand, examples=EXAMPLES[4:5], help="Add the type NAME with FIELDS, each `name: notation`, or with --enum.", short_help="Add a type.")
@click.argument("name")
@click.argument("fields", nargs=-1)
@click.option("--enum", "values", help="Make it an enumeration: open|done")
@json_option
def type_(name: str, fields: tuple[str, ...], values: str | None, as_json: bool) -> None:
    """Adds to `types`."""
    if bool(fields) == bool(values):
        raise InputError("a type has fields, or is an enumeration", hint=f"saki add type {name} 'title: string', or saki add type {name} --enum 'open|done'")
    value = f"enum({values})" if values else "".join(f"\n  {field_line(each)}" for each in fields)
    edit(lambda source: add_entry(source, "types", name, value), as_json)


@command.command("package", cls=SakiCommand, examples=EXAMPLES[5:6], help="Add a package, as `saki package add` does.", short_help="Add a package.")
@click.argument("source")
@json_option
def package(source: str, as_json: bool) -> None:
    """The same as `saki package add`."""
    add_package(source, as_json)


@command.command("setting", cls=SakiCommand, examples=EXAMPLES[6:], help="Add the setting NAME with its NOTATION.", short_help="Add a setting.")
@click.argument("name")
@click.argument("notation")
@json_option
def setting(name: str, notation: str, as_json: bool) -> None:
    """Adds to `settings`."""
    edit(lambda source: add_entry(source, "settings", name, scalar(notation, flow=False)), as_json)


def field_line(field: str) -> str:
    """`name: notation` as a line of YAML."""
    name, colon, notation = field.partition(":")
    if not colon or not notation.strip():
        raise InputError(f"'{field}' is no field", hint="a field is a name, a colon and its type: 'title: string(1..200)'")
    return f"{name.strip()}: {scalar(notation.strip(), flow=False)}"


def leads_to(method: str, path: str, given: str | None) -> tuple[str, str]:
    """The key that says what answers the route, and its value: a handler's name can be made up, a folder or target cannot."""
    if method not in LEADS_TO:
        return "handler", scalar(given or handler_name(method, path), flow=True)
    key, example = LEADS_TO[method]
    if given is None:
        raise UsageError(f"a {method} route needs to know where it leads", hint=f"saki add route {method} {path} {example}")
    return key, scalar(given, flow=True)


def handler_name(method: str, path: str) -> str:
    """A name from method and path: GET /notes/{id} is get_notes_by_id."""
    words = [method.lower()]
    for segment in path.strip("/").split("/"):
        parameter = re.fullmatch(r"\{([A-Za-z_]\w*)[^}]*\}", segment)
        words += ["by", parameter[1]] if parameter else re.findall(r"[A-Za-z0-9]+", segment)
    return "_".join(word.lower() for word in words) if len(words) > 1 else f"{words[0]}_index"
