# SPDX-License-Identifier: Apache-2.0
"""The packages that are part of the SDK: a service has one once the manifest has its section, or uses what it does, and needs no folder for it.

Each is a line in BUILT_IN; what its section may say is in the grammar. They come after the packages that the manifest names, in the order here,
for a package uses what those before it offer, and stands around what those after it do.
"""

from __future__ import annotations

from .._grammar.walk import Got, Rows, Section
from .._model import BuiltIn, PackageRef, SectionDefault
from .._report import Report
from .._suggest import did_you_mean
from .rest import flatten, plain

BUILT_IN = (
    ("security_headers", "saki/security_headers.h", "saki::SecurityHeaders"),
    ("database", "saki/database.h", "saki::Database"),
    ("store", "saki/store.h", "saki::Store"),
    ("session", "saki/sessions.h", "saki::Sessions"),
    ("cookies", "saki/sealed_cookies.h", "saki::SealedCookies"),
    ("auth", "saki/auth.h", "saki::Auth"),
    ("access", "saki/access.h", "saki::Access"),
    ("cors", "saki/cors.h", "saki::Cors"),
    ("limits", "saki/limits.h", "saki::Limits"),
)
WITHOUT_SECTION = ("cors",)  # What the manifest says under that name is no configuration.
IN_STORE = ("session",)  # Kept in the store unless they say what else keeps them: it comes along where the manifest has no section of it.
OWN = {"store": ("memory",), "database": ("auto",)}  # What a section may name that is no package.
KEEPERS = {"store": ("sqlite", "redis"), "session": ("sqlite", "redis"), "database": ("sqlite", "mysql")}  # Packages that come with Saki and can.


def build_built_in(section: Section, packages: tuple[PackageRef, ...], used: frozenset[str], report: Report) -> tuple[BuiltIn, ...]:
    """Those that the manifest has a section of, and those that something in it uses."""
    found = []
    if any(is_in_store(section.get(name)) or (name in used and not section.has(name)) for name in IN_STORE):
        used |= {"store"}
    for name, header, cpp in BUILT_IN:
        got = None if name in WITHOUT_SECTION else section.get(name)
        if got is not None:
            check_backend(name, got, packages, report)
            found.append(BuiltIn(name, header, cpp, defaults_of(got), got.node.start))
        elif name in used:
            found.append(BuiltIn(name, header, cpp, (), section.node.start))
    return tuple(found)


def defaults_of(got: Got) -> tuple[SectionDefault, ...]:
    """What a section says; one that is a single word says what keeps it."""
    if got.value is None:
        return ()
    if isinstance(got.value, Section):
        return tuple(flatten(got.value, ""))
    if isinstance(got.value, Rows):
        return tuple(SectionDefault(row.key.value, plain(row.value), row.key.start) for row in got.value.rows if row.value is not None)
    return (SectionDefault("backend", got.value, got.node.start),)


def backend_of(got: Got) -> Got | None:
    """What a section says of what keeps it: in its short form, or by its key."""
    if isinstance(got.value, Rows):
        return None
    return got.value.get("backend") if isinstance(got.value, Section) else got


def is_in_store(got: Got | None) -> bool:
    """Whether there is such a section, and nothing in it says what else keeps it."""
    said = backend_of(got) if got is not None else None
    return got is not None and (said is None or said.value is None)


def store_keeps(section: Section) -> bool:
    """Whether what the manifest says of the store keeps what it is given. A package that keeps it tells of itself when the service starts."""
    got = section.get("store")
    if got is None:
        return section.has("store")  # What it says is a mistake, which was told.
    said = backend_of(got)
    if said is not None and said.value not in (None, "memory"):
        return True
    memory = got.value.value("memory") if isinstance(got.value, Section) else None
    return memory is not None and bool(memory.value("folder")) and memory.value("eviction") == "refuse"


def check_backend(name: str, got: Got, packages: tuple[PackageRef, ...], report: Report) -> None:
    """What keeps the data is a package that the service has, or one of the section's own words."""
    said = backend_of(got)
    own = OWN.get(name, ())
    known = (*own, *(each.name for each in packages))
    if said is None or said.value is None or said.value in known:
        return
    possible = tuple(dict.fromkeys((*known, *KEEPERS.get(name, ()))))
    text = f"no package of this service is called '{said.value}'{did_you_mean(said.value, possible)}"
    report.error("package-missing", said.span, text, backend_hint(name, said.value, (*own, *KEEPERS.get(name, ()))))


def backend_hint(name: str, said: str, possible: tuple[str, ...]) -> str:
    if said in possible:
        return f"add it: packages: [{said}]"
    if name in IN_STORE and said in OWN["store"]:
        return "leave it out: then they are in the service's store, which is in memory unless `store` says otherwise"
    return f"it is one of {', '.join(possible)}, or a package of your own that can"
