# SPDX-License-Identifier: Apache-2.0
"""`saki passwd`: who may come in by a password or a key, in the files that the schemes of `auth` read."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path

import click

from .. import _passwords as passwords
from .._errors import InputError, Reported
from .._passwords import Credential
from ._group import SakiCommand, SakiGroup
from ._options import json_option, print_json

EXAMPLES = (
    ("saki passwd add data/users ada --role editor", "asks for the password, twice"),
    ("saki passwd add data/users ada < password.txt", "takes the first line"),
    ("saki passwd key data/keys build", "makes a key and prints it, this once"),
    ("saki passwd remove data/users ada", "ada is refused two seconds later"),
)
FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
NAME = click.argument("name")
ROLES = click.option("--role", "roles", multiple=True, metavar="ROLE", help="A role that it has; several times for several. Without, those it had stay.")
LONGEST = 4096


@click.group(cls=SakiGroup, examples=EXAMPLES, help="Say who may come in by a password or a key.")
def command() -> None:
    """The group of what can be done with such files."""


@command.command(
    "add",
    cls=SakiCommand,
    examples=EXAMPLES[:2],
    help="Add the user NAME to FILE, which is made if missing, or give it another password. A service that runs reads it within two seconds.",
    short_help="Add a user, or change a password.",
)
@FILE
@NAME
@ROLES
def add(file: Path, name: str, roles: tuple[str, ...]) -> None:
    """Asks for the password and writes the line."""
    passwords.check_name(name)
    passwords.check_roles(roles)
    made = Credential(name, passwords.hash_password(ask(twice=True)), roles)
    known = passwords.put(file, made, keep_roles=not roles)
    print(f"{'changed' if known else 'added'} {name} in {file}")


@command.command("remove", cls=SakiCommand, examples=EXAMPLES[3:], help="Take the user or key NAME out of FILE.", short_help="Take a user or key out.")
@FILE
@NAME
def remove(file: Path, name: str) -> None:
    """Writes the file without that line."""
    if not passwords.remove(file, name):
        raise InputError(f"{file} has nobody called '{name}'")
    print(f"removed {name} from {file}")


@command.command("verify", cls=SakiCommand, examples=EXAMPLES[1:2], help="Tell by the exit status whether a password is that of NAME: 0, or 1.", short_help="Try a password.")
@FILE
@NAME
def verify(file: Path, name: str) -> None:
    """Asks for the password and compares it."""
    known = next((each for each in passwords.credentials(passwords.read(file)) if each.name == name), None)
    good = passwords.is_password(ask(twice=False), known.kept if known is not None else "")
    print("the password is right" if good else "wrong name or password")
    if not good:
        raise Reported


@command.command("list", cls=SakiCommand, examples=(("saki passwd list data/users", "names and roles"),), help="Print the names in FILE with their roles.", short_help="Print names and roles.")
@FILE
@json_option
def list_all(file: Path, as_json: bool) -> None:
    """Prints one line for each, and nothing that is kept of its secret."""
    if not file.exists():
        raise InputError(f"there is no file {file}")
    found = passwords.credentials(passwords.read(file))
    if as_json:
        print_json({"ok": True, "users": [{"name": each.name, "roles": list(each.roles)} for each in found]})
    for each in () if as_json else found:
        print(f"{each.name}  {', '.join(each.roles)}".rstrip())


@command.command(
    "key",
    cls=SakiCommand,
    examples=EXAMPLES[2:3],
    help="Make a key for NAME, print it, and keep its digest in FILE: nobody can read it there. One that NAME had is no longer good.",
    short_help="Make a key for a program.",
)
@FILE
@NAME
@ROLES
@json_option
def key(file: Path, name: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Makes it and writes the line."""
    passwords.check_name(name)
    passwords.check_roles(roles)
    made, kept = passwords.make_key()
    passwords.put(file, Credential(name, kept, roles), keep_roles=not roles)
    if as_json:
        print_json({"ok": True, "name": name, "key": made})
    else:
        print(made)


def ask(*, twice: bool) -> str:
    """The password: from the terminal without showing it, else the first line that comes."""
    if sys.stdin.isatty():
        password = getpass("Password: ")
        if twice and getpass("Again: ") != password:
            raise InputError("the two are not the same")
    else:
        password = sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    if not password or len(password) > LONGEST:
        raise InputError("the password is empty or too long", hint=f"1 to {LONGEST} characters, in the first line")
    return password
