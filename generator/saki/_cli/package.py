# SPDX-License-Identifier: Apache-2.0
"""`saki package`: makes packages, brings them into a project, takes them out, tells what there is."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from .._compile.package_file import FILE, PackageFile, read_package
from .._edit import Insertion, add_item, scalar
from .._edit_removal import has_item, remove_item
from .._errors import InputError, ManifestRefused
from .._lock import Pin, read_lock
from .._machine import lacking_debian
from .._packages.fetch import fetch, read_source
from .._packages.pins import put, refuse_changed, scratch_of, take_out
from .._packages.scaffold import plan_new_package
from .._packages.shelf import FOLDER, names_in, sdk_packages
from .._packages.standing import look_around
from .._packages.tree import read_tree
from .._project import find_project
from .._render import render_text
from .._report import Report
from .._suggest import did_you_mean
from .._write import create_project, write_file
from ._group import SakiCommand, SakiGroup
from ._manifest import check, complete, edit, read, tell_insertion
from ._options import json_option, manifest_path, print_json, shown
from ._package_page import as_data, listing, page

EXAMPLES = (
    ("saki package list", "what there is, and what this project uses"),
    ("saki package add markdown", "one that comes with Saki"),
    ("saki package add ../greeting", "a folder; an archive (.tar.gz, .zip) likewise"),
    ("saki package add git+https://example.org/greeting#v0.2.0", "a git repository, at a tag"),
    ("saki package remove greeting", "out of manifest, lock and packages/"),
    ("saki package info greeting", "what it needs and brings"),
    ("saki package new greeting", "make one, in the folder greeting"),
)

NAME = re.compile(r"[a-z][a-z0-9-]*")


@click.group(cls=SakiGroup, examples=EXAMPLES, help="Packages: make one, bring it into a service, see what there is.")
def command() -> None:
    """The group of what can be done with packages."""


@command.command("new", cls=SakiCommand, examples=EXAMPLES[6:], help="Make a new package in the folder NAME.", short_help="Make a new package.")
@click.argument("name")
@json_option
def new(name: str, as_json: bool) -> None:
    """Plans every file, then makes the folder in one step."""
    target = Path(name)
    if target.exists() or target.is_symlink():
        raise InputError(f"{name} exists already", hint="choose another name, or remove it first")
    files = plan_new_package(target.name)
    create_project(target, files)
    if as_json:
        print_json({"folder": str(target.resolve()), "files": [each.path for each in files]})
        return
    print(f"Made {name}: {len(files)} files. Next:\n\n    cd {name}\n    saki test\n\nA service takes it with: saki package add {target.resolve()}")


@command.command("list", cls=SakiCommand, examples=EXAMPLES[:1], help="Name the packages there are, and which of them this project uses.", short_help="Name the packages there are.")
@json_option
def list_(as_json: bool) -> None:
    """One line for each."""
    found = look_around(find_project(Path.cwd()))
    if as_json:
        print_json({"packages": [each.as_data() for each in found]})
    else:
        sys.stdout.write(listing(found))


@command.command("info", cls=SakiCommand, examples=EXAMPLES[5:6], help="Check a package, and tell what it needs and brings: by NAME, or the FOLDER it lies in.", short_help="Tell about one package.")
@click.argument("name", metavar="NAME|FOLDER")
@json_option
def info(name: str, as_json: bool) -> None:
    """Reads its package.yaml."""
    folder = folder_of(name)
    found = checked(folder, shown(folder / FILE))
    if as_json:
        print_json(as_data(found.package, found.section))
    else:
        sys.stdout.write(page(found.package, found.section))


@command.command("add", cls=SakiCommand, examples=EXAMPLES[1:4], help="Bring in a package that comes with Saki, or from SOURCE: a folder, an archive, a git URL. Adding it again takes what is there now.", short_help="Bring in a package.")
@click.argument("source")
@json_option
def add(source: str, as_json: bool) -> None:
    """The same as `saki add package`."""
    add_package(source, as_json)


@command.command("remove", cls=SakiCommand, examples=EXAMPLES[4:5], help="Take a package out of the manifest, the lock and packages/.", short_help="Take a package out.")
@click.argument("name")
@click.option("--force", is_flag=True, help="Also when its copy in packages/ was changed by hand.")
@json_option
def remove(name: str, force: bool, as_json: bool) -> None:
    """Checks the manifest without it first. One that another package needs stays, and only is no longer named."""
    path = manifest_path(None)
    source = read(path)
    lock = read_lock(path.parent)
    pin = lock.packages.get(name) if lock else None
    text = remove_item(source, "packages", name).apply(source) if has_item(source, "packages", name) or not (path.parent / FOLDER / name).is_dir() else source
    result = check(path, text)
    assert result.manifest is not None
    needed = any(each.name == name for each in result.manifest.packages)
    if not needed and not force:
        refuse_changed(path.parent, name, pin)
    write_file(path, text)
    deleted = not needed and take_out(path.parent, name)
    complete(path)
    if as_json:
        print_json({"manifest": shown(path), "removed": name, "deleted": deleted, "needed": needed})
        return
    print(f"{shown(path)} does not name {name} any more" + (f"; {FOLDER}/{name} is deleted" if deleted else "; it stays, for another package needs it" if needed else ""))


def add_package(text: str, as_json: bool) -> None:
    """Brings a package in, from wherever it is. A mere name is one of those that lie here already, or an error that says so."""
    if text in names_in(sdk_packages()) or (NAME.fullmatch(text) and not os.path.exists(text)):
        edit(lambda source: add_item(source, "packages", scalar(text, flow=True)), as_json)
        if not as_json:
            tell_debian(folder_of(text))
        return
    bring(text, as_json)


def bring(text: str, as_json: bool) -> None:
    """Fetches, checks, places, pins and names a package; or changes nothing."""
    path = manifest_path(None)
    project = path.parent
    source = read_source(text, project)
    with scratch_of(project) as scratch:
        stays = source.path is not None and source.path.is_dir() and source.path.resolve().parent == (project / FOLDER).resolve()
        fetched = fetch(source, scratch)
        package = checked(fetched.folder, f"{text.rstrip('/')}/{FILE}").package
        if package.name in names_in(sdk_packages()):
            raise InputError(f"a package '{package.name}' comes with Saki", hint=f"`saki package add {package.name}` takes that; call this one otherwise in its {FILE}")
        lock = read_lock(project)
        old = lock.packages.get(package.name, Pin("")) if lock else Pin("")
        pin = Pin(package.version, old.source if stays else source.text, old.commit if stays else fetched.commit, read_tree(fetched.folder).hash)
        manifest = read(path)
        insertion = None if has_item(manifest, "packages", package.name) else add_item(manifest, "packages", scalar(package.name, flow=True))
        after = insertion.apply(manifest) if insertion else manifest
        with put(project, None if stays else fetched.folder, pin, package.name, scratch):
            check(path, after)
        write_file(path, after)
    made = complete(path)
    tell(path, manifest, insertion, package.name, pin, made, as_json)


def tell(path: Path, manifest: str, insertion: Insertion | None, name: str, pin: Pin, made: list[str], as_json: bool) -> None:
    """Says what was done."""
    if as_json:
        inserted = insertion.text.strip("\r\n") if insertion else ""
        print_json({"manifest": shown(path), "inserted": inserted, "made": made, "package": name, "pin": pin.as_data()})
        return
    commit = f" at {pin.commit[:12]}" if pin.commit else ""
    print(f"{FOLDER}/{name}: {name} {pin.version} from {pin.source}{commit}, pinned as {pin.hash[:19]}…")
    if insertion:
        tell_insertion(path, manifest, insertion)
    for each in made:
        print(f"made {each}")
    tell_debian(path.parent / FOLDER / name)


def tell_debian(folder: Path) -> None:
    """Says what is still to be installed on this machine."""
    missing = lacking_debian(checked(folder, str(folder / FILE)).package.debian_build)
    if missing:
        print(f"it is built on what this machine lacks: apt-get install --no-install-recommends {' '.join(missing)}")


def checked(folder: Path, label: str) -> PackageFile:
    """A package that was read without a mistake; raises ManifestRefused with all of them."""
    report = Report()
    found = read_package(folder, label, report)
    if found is None:
        raise ManifestRefused(render_text(report.found.errors), tuple(report.found.errors))
    return found


def folder_of(name: str) -> Path:
    """The folder of a package that is named, or is one."""
    project = find_project(Path.cwd())
    places = ([project / FOLDER / name] if project else []) + [sdk_packages() / name, Path(name)]
    found = next((each for each in places if (each / FILE).is_file()), None)
    if found is None:
        known = sorted({*(names_in(project / FOLDER) if project else ()), *names_in(sdk_packages())})
        raise InputError(f"there is no package {name}{did_you_mean(name, known)}", hint="`saki package list` names those there are")
    return found
