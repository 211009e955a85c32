# SPDX-License-Identifier: Apache-2.0
"""The grammar of package.yaml: what a package says of itself. Types, errors and routes are written as a manifest writes them."""

from __future__ import annotations

import re

from .._fault import Fault
from . import formats as f
from .route_text import METHODS, RouteKey, parse_route_key
from .shapes import Flag, Format, Key, Keys, Kinds, Line, Many, Routes, Table, Whole
from .table import ABOUT, ERROR, ERRORS, PARAMETERS, RETURNS, SETTING, TYPE
from .versions import RANGE

FIRST, USUAL, LAST = 0, 500, 1000  # bounds of `order`


def parse_debian(text: str) -> str:
    """The name of a Debian package, as Debian's policy has it (5.6.1)."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", text, re.ASCII) or len(text) > 128:
        raise Fault("bad-name", f"'{text}' is no name of a Debian package", hint="for example libcmark-dev")
    return text


def parse_target(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][\w.+-]*(::[A-Za-z_][\w.+-]*)*", text, re.ASCII):
        raise Fault("bad-name", f"'{text}' is no CMake target", hint="for example saki::greeting")
    return text


def parse_header(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_][\w.+-]*(/[A-Za-z0-9_][\w.+-]*)*", text, re.ASCII):
        raise Fault("bad-file", f"'{text}' is no header below include/", hint="for example saki/greeting.h")
    return text


def parse_class(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]\w*(::[A-Za-z_]\w*)*", text, re.ASCII):
        raise Fault("bad-name", f"'{text}' is no C++ class", hint="for example acme::Greeting")
    return text


def parse_package_route(text: str) -> RouteKey:
    """`METHOD /path`: a package serves its routes itself, so they are of no other kind."""
    key = parse_route_key(text)
    if key.word.text not in METHODS:
        raise Fault("bad-route", f"a package declares routes of a method, and '{key.word.text}' is none", length=key.word.length, hint="write it in the service's manifest")
    return key


DEBIAN = Format("Debian package", parse_debian, "^[a-z0-9][a-z0-9+.-]+$", "a name as apt knows it", "libcmark-dev")
TARGET = Format("target", parse_target, "^[A-Za-z_].*$", "a CMake target", "saki::greeting")
HEADER = Format("header", parse_header, "^[A-Za-z0-9_].*$", "a header below the package's include/", "saki/greeting.h")
CLASS = Format("class", parse_class, "^[A-Za-z_].*$", "a C++ class with its namespaces", "acme::Greeting")
ROUTE_KEY = Format("route", parse_package_route, f"^({'|'.join(METHODS)}) +/.*$", "`METHOD /path`", "GET /greeting/{name}")

DEBIAN_NAMES = Many(Line(DEBIAN), single=True)
DEBIAN_PACKAGES = Kinds(
    text=Line(DEBIAN),
    many=Many(Line(DEBIAN)),
    table=Keys(
        "debian",
        (
            Key("build", DEBIAN_NAMES, "To compile it: -dev packages."),
            Key("run", DEBIAN_NAMES, "To run a service that has it."),
        ),
    ),
)
ROUTE = Keys(
    "package route",
    (
        *ABOUT,
        *PARAMETERS,
        Key("body", Line(f.BODY), "What a request carries."),
        Key("returns", RETURNS, "What is answered; several statuses stand in a map."),
        ERRORS,
        Key("hidden", Flag(), "Left out of the API's documentation."),
        Key("deprecated", Flag(), "Marked so in the API's documentation."),
    ),
    "A route that the package's own code adds, in Package::install.",
)
PACKAGE_FILE = Keys(
    "package file",
    (
        Key("saki", Whole(1, 1_000_000), "The version of this format: 1.", required=True),
        Key("name", Line(f.PACKAGE_NAME), "The name of its folder, and of its section in config.yaml.", required=True),
        Key("version", Line(f.VERSION), "Its own version.", required=True),
        Key("summary", Line(), "One line."),
        Key("license", Line(), "An SPDX expression."),
        Key("sdk", Line(RANGE), "The versions of Saki it works with; by default any."),
        Key("needs", Table("need", f.PACKAGE_NAME, Line(RANGE)), "Other packages, each with the versions that fit. They start before it."),
        Key("order", Whole(FIRST, LAST), f"Of packages that do not need each other the lowest starts first; by default {USUAL}."),
        Key("debian", DEBIAN_PACKAGES, "The Debian packages it needs: to build, or a map."),
        Key("target", Line(TARGET), "The CMake target a service links; by default saki::NAME."),
        Key("header", Line(HEADER), "The header an author includes.", required=True),
        Key("type", Line(CLASS), "The C++ class that request.use<T>() takes.", required=True),
        Key("settings", Table("setting", f.SETTING_NAME, SETTING), "Its typed section of config.yaml."),
        Key("types", Table("type", f.TYPE_NAME, TYPE), "Types that a service with it has."),
        Key("errors", Table("error", f.ERROR_NAME, ERROR), "Errors that a service with it has."),
        Key("routes", Routes(ROUTE_KEY, (("", ROUTE),)), "The routes it adds, for the API's documentation and for finding collisions."),
    ),
    "package.yaml: what a package is.",
)
