# SPDX-License-Identifier: Apache-2.0
"""Makes the schemes by which callers prove who they are, and what a route asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from .._grammar.walk import Got, Rows, Section
from .._model import Auth, Scheme
from .._position import Span
from .._report import Report
from .._suggest import did_you_mean
from .type_table import Use, note_use

NONE = "none"
OF_KIND = {
    "basic": ("file", "hashing_threads", "hashing_queue", "remember", "remembered"),
    "bearer": ("keys", "algorithms", "issuer", "audience", "type", "skew", "needs_expiry", "roles_claim", "token_bytes", "claims_depth"),
    "key": ("file", "header", "query"),
    "cookie": ("cookie", "lifetime"),
    "certificate": (),
    "session": (),
}
NEEDS = {"cookie": {"cookies"}, "session": {"session"}}  # the packages of the SDK, by kind
OF_ALL = ("kind", "realm")


def needed_by(schemes: tuple[Scheme, ...]) -> frozenset[str]:
    """The packages of the SDK that some scheme needs."""
    return frozenset(name for each in schemes for name in NEEDS.get(each.kind, ()))


def build_schemes(rows: Rows, report: Report) -> tuple[Scheme, ...]:
    """The good ones; what is wrong with the others is reported."""
    found = []
    for row in rows.rows:
        if row.name == NONE:
            report.error("bad-name", row.key.span, "'none' says that a route asks nobody, no scheme can have that name", "rename the scheme")
        elif row.name is not None and row.value is not None and row.value.value.value("kind") is not None:
            found.append(build_scheme(row.name, row.value.value, report))
    return tuple(found)


def build_scheme(name: str, section: Section, report: Report) -> Scheme:
    kind = section.value("kind")
    for key, got in section.values.items():
        if key not in OF_ALL and key not in OF_KIND[kind]:
            text = f"'{key}' means nothing for the scheme '{name}', which is of kind {kind}"
            report.error("conflicting-keys", key_span(section, key, got), text, f"its kind has {', '.join(OF_KIND[kind]) or 'no key of its own'}")
    return Scheme(name, kind, section.value("header", "X-Api-Key"), section.value("cookie", "__Host-identity"))


def key_span(section: Section, name: str, got: Got) -> Span:
    return next((entry.key.span for entry in section.node.entries if entry.key.value == name), got.span)


def build_auth(got: Got | None, known: Set[str], unknown: dict[str, Use]) -> Auth | None:
    """What a route or its group asks; `none` takes back what a group asks. Schemes that nobody declares go to `unknown`."""
    if got is None:
        return None
    section = got.value if isinstance(got.value, Section) else None
    named = section.get("scheme") if section else got
    if named is None or named.value == NONE:
        return Auth((), (), False, got.node.start)
    each = named.value if isinstance(named.value, tuple) else (named,)
    schemes = tuple(known_schemes(each, known, unknown))
    roles = section.get("roles") if section else None
    named_roles = tuple(item.value for item in roles.value) if roles else ()
    return Auth(schemes, named_roles, bool(section and section.value("optional", False)), got.node.start)


def known_schemes(named: Iterable[Got], known: Set[str], unknown: dict[str, Use]) -> Iterator[str]:
    for got in named:
        if got.value in known:
            yield got.value
        else:
            note_use(unknown, got.value, got.span, f"unknown scheme '{got.value}'{did_you_mean(got.value, sorted(known))}")
