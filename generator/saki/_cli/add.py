# SPDX-License-Identifier: Apache-2.0
"""`saki add`: puts a route, type, package or setting into the manifest; every other byte of it stays."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import click

from .._author import plan_author
from .._edit import Insertion, add_entry, add_item, flow_map, scalar
from .._errors import Exit, InputError, Reported, SetupError, UsageError
from .._load import load
from .._lock import read_lock
from .._render import render_text
from .._sdk import find_sdk
from .._write import write_file
from ._group import SakiCommand, SakiGroup
from ._options import json_option, manifest_path, print_json, shown

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


@command.command("package", cls=SakiCommand, examples=EXAMPLES[5:6], help="Add the package NAME.", short_help="Add a package.")
@click.argument("name")
@json_option
def package(name: str, as_json: bool) -> None:
    """Adds to `packages`."""
    edit(lambda source: add_item(source, "packages", scalar(name, flow=True)), as_json)


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


def edit(make, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    """Makes the insertion, checks what comes out, writes it, adds what the project then lacks."""
    path = manifest_path(None)
    source = read(path)
    insertion: Insertion = make(source)
    text = insertion.apply(source)
    check(path, text)
    write_file(path, text)
    plan = plan_author(path.parent, shown(path), find_sdk(path.parent, read_lock(path.parent)), pin=False)
    made = [each for each in plan.write() if not each.startswith(".saki/")]
    if as_json:
        print_json({"manifest": shown(path), "inserted": insertion.text.strip("\r\n"), "made": made})
        return
    line = source.count("\n", 0, insertion.at) + 1 + len(insertion.text) - len(insertion.text.lstrip("\r\n"))
    print(f"{shown(path)}:{line}")
    print("".join(f"+{each}\n" for each in insertion.text.strip("\r\n").splitlines()), end="")
    for each in made:
        print(f"made {each}")


def read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)} is not UTF-8", hint="`saki check` shows where") from error


def check(path: Path, text: str) -> None:
    """Loads the new text from a file beside the manifest, where its includes are found; errors are printed and end the command."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".service.", suffix=".yaml")
    except OSError as error:
        raise SetupError(f"cannot write in {path.parent}: {(error.strerror or str(error)).lower()}") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        result = load(name, name=shown(path))
    finally:
        os.unlink(name)
    if result.manifest is None:
        sys.stderr.write(render_text(result.diagnostics))
        print(f"saki: {shown(path)} stays as it is: with this addition it would not be valid, see above", file=sys.stderr)
        raise Reported(Exit.INPUT)
