# SPDX-License-Identifier: Apache-2.0
"""Finds the packages that a manifest names, and those that these need, and puts them in the order in which they start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .. import __version__
from .._errors import InputError
from .._grammar.walk import Got, Section
from .._model import Need, Package, PackageRef
from .._packages.shelf import Place, Shelf
from .._packages.tree import read_tree
from .._position import Span
from .._report import Report
from .._suggest import did_you_mean
from .._yaml.source import MAX_BYTES
from .package_file import PackageFile, read_package
from .package_options import read_options

DEEPEST = 50  # packages that need each other, one after the other


@dataclass(slots=True)
class Packages:
    """What was found. `refs` is in the order of starting: what is needed comes before what needs it."""

    refs: tuple[PackageRef, ...] = ()
    sections: tuple[Section, ...] = ()  # their files, for types, errors and routes
    owners: dict[str, str] = field(default_factory=dict)  # from such a file to the package's name
    broken: bool = False  # one of them could not be used, and declares types or errors that are unknown now


def build_packages(got: Got | None, shelf: Shelf, report: Report, files: list[str]) -> Packages:
    """The packages a manifest names, each looked up, and what they need."""
    finder = Finder(shelf, report, files)
    wanted = [each for each in map(finder.name, got.value if got is not None else ()) if each is not None]
    return finder.finish(wanted)


def build_needs(file: PackageFile, shelf: Shelf, report: Report, files: list[str]) -> tuple[Package, ...]:
    """What a package needs, directly or not, in the order of starting."""
    finder = Finder(shelf, report, files)
    finder.found[file.package.name] = file
    finder.visit(file.package.name, ())
    good = [finder.found[name] for name in finder.order[:-1]]
    return tuple(each.package for each in good if each is not None)


class Finder:
    """Looks up packages by name, each once."""

    def __init__(self, shelf: Shelf, report: Report, files: list[str]) -> None:
        self.shelf = shelf
        self.report = report
        self.files = files
        self.found: dict[str, PackageFile | None] = {}
        self.named: dict[str, PackageRef] = {}
        self.order: list[str] = []
        self.broken = False

    def name(self, item: Got) -> str | None:
        """One entry of the manifest; None for one that was reported."""
        section = item.value if isinstance(item.value, Section) else None
        name_got = section.get("name") if section else item
        if name_got is None:
            return None
        name: str = name_got.value
        span = name_got.span
        if name in self.named:
            text = f"the package '{name}' is named a second time, first in line {self.named[name].position.line}"
            self.report.error("duplicate-name", span, text, "remove one of the two")
            return None
        optional = bool(section and section.value("optional", False))
        found = self.look_up(name, span)
        if found is None and name not in self.found and not optional:
            self.missing(name, span)
        package = found.package if found else None
        self.named[name] = PackageRef(name, optional, read_options(section, package, self.report), package, span.start)
        return name

    def look_up(self, name: str, span: Span) -> PackageFile | None:
        """Reads a package, once; None when there is none, or when it was reported at `span`."""
        if name in self.found:
            return self.found[name]
        place = self.shelf.find(name)
        if place is None:
            return None
        self.files.append(place.label)
        found = read_package(place.folder, place.label, self.report, span)
        self.found[name] = found if found is not None and self.fits(found.package, name, place, span) else None
        self.broken = self.broken or (self.found[name] is None and declares(place))
        return self.found[name]

    def fits(self, package: Package, name: str, place: Place, span: Span) -> bool:
        """Whether a package can be used here."""
        if package.name != name:
            text = f"the package '{name}' cannot be used: its package.yaml calls it '{package.name}'"
            self.report.error("package-incompatible", span, text, f"the folder of a package has its name: {package.name}")
            return False
        if not package.sdk.admits(__version__):
            text = f"the package '{name}' {package.version} is made for Saki {package.sdk.text}, and this is {__version__}"
            self.report.error("package-incompatible", span, text, "add a version of the package that is made for this Saki: `saki package add SOURCE`")
            return False
        return not place.pinned or self.is_pinned(name, place, span)

    def is_pinned(self, name: str, place: Place, span: Span) -> bool:
        """Holds a project's own copy against the lock."""
        pin = self.shelf.pins.get(name)
        hint = f"`saki package add {self.shelf.label}/{name}` takes it as it is now"
        if pin is None or not pin.hash:
            self.report.error("package-unpinned", span, f"the package '{name}' lies in {self.shelf.label}, and .saki/lock.json does not pin it", hint)
            return False
        try:
            tree = read_tree(place.folder)
        except InputError as error:
            self.report.error("package-changed", span, f"the package '{name}' is not what it was when it was added: {error.text}", error.hint)
            return False
        self.files += [str(place.label).removesuffix("package.yaml") + each for each in tree.files if each != "package.yaml"]
        if tree.hash != pin.hash:
            again = f"`saki package add {pin.source}` brings back what was added; {hint}" if pin.source else hint
            self.report.error("package-changed", span, f"the package '{name}' is not what it was when it was added", again)
            return False
        return True

    def missing(self, name: str, span: Span) -> None:
        known = self.shelf.names
        text = f"the package '{name}' is not installed{did_you_mean(name, known)}"
        pin = self.shelf.pins.get(name)
        if pin is not None and pin.source:
            hint = f"`saki package add {pin.source}` brings it back"
        else:
            hint = f"installed are {', '.join(known) or 'none'}; `saki package add SOURCE` adds another; or write {{name: {name}, optional: true}}"
        self.report.error("package-missing", span, text, hint)

    # ---- what packages need

    def finish(self, wanted: Iterable[str]) -> Packages:
        for name in self.by_order(wanted):
            self.visit(name, ())
        good = [self.found[name] for name in self.order]
        files = [each for each in good if each is not None]
        refs = [self.named.get(each.package.name) or self.needed(each.package) for each in files]
        absent = [each for each in self.named.values() if each.package is None]
        return Packages(
            refs=(*refs, *absent),
            sections=tuple(each.section for each in files),
            owners={each.section.where.start.file: each.package.name for each in files},
            broken=self.broken,
        )

    def visit(self, name: str, above: tuple[str, ...]) -> None:
        """Puts a package behind all that it needs."""
        file = self.found.get(name)
        if file is None or name in self.order:
            return
        good = [each for each in file.package.needs if self.can_follow(each, file.package, (*above, name))]
        for each in self.by_order(need.name for need in good):
            self.visit(each, (*above, name))
        self.order.append(name)

    def can_follow(self, need: Need, package: Package, above: tuple[str, ...]) -> bool:
        """Whether what a package needs is there and fits; else it is reported, at the place where it is needed."""
        if need.name in above:
            circle = " needs ".join((*above[above.index(need.name) :], need.name))
            self.report.error("package-cycle", need.span, f"packages need each other in a circle: {circle}", f"take '{need.name}' out of `needs`, or part what both need")
            return False
        if len(above) > DEEPEST:
            self.report.error("package-incompatible", need.span, f"packages need each other more than {DEEPEST} deep", "let them need less of each other")
            return False
        found = self.look_up(need.name, need.span)
        if found is None:
            if need.name not in self.found:
                text = f"'{package.name}' needs the package '{need.name}', which is not installed{did_you_mean(need.name, self.shelf.names)}"
                self.report.error("package-missing", need.span, text, f"add it first: `saki package add SOURCE`, for a '{need.name}' {need.range.text}")
            return False
        if not need.range.admits(found.package.version):
            text = f"'{package.name}' needs '{need.name}' {need.range.text}, and {found.package.version} is installed"
            self.report.error("package-incompatible", need.span, text, f"add a version of '{need.name}' that fits, or another version of '{package.name}'")
            return False
        return True

    def by_order(self, names: Iterable[str]) -> list[str]:
        """By their `order`; else as they are named."""
        ranks = {name: file.package.order for name, file in self.found.items() if file is not None}
        return sorted(names, key=lambda name: ranks.get(name, 0))

    def needed(self, package: Package) -> PackageRef:
        """One that the manifest does not name itself."""
        position = next(iter(self.named.values())).position
        return PackageRef(package.name, False, (), package, position)


def declares(place: Place) -> bool:
    """Whether the file of a package that cannot be used looks as if it had types or errors: a name of them is no mistake of its own."""
    try:
        text = (place.folder / "package.yaml").read_bytes()[:MAX_BYTES]
    except OSError:
        return False
    return re.search(rb"^(types|errors)[ \t]*:", text, re.MULTILINE) is not None
