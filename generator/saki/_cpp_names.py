# SPDX-License-Identifier: Apache-2.0
"""From names in the manifest to C++ identifiers, and what keeps a name from becoming one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ._position import Span
from ._report import Report

KEYWORDS = frozenset(
    """alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept
    const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
    dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept
    not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof
    static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union
    unsigned using virtual void volatile wchar_t while xor xor_eq""".split()
)
MACROS = frozenset("NULL EOF TRUE FALSE assert errno linux unix stdin stdout stderr i386 INFINITY NAN BUFSIZ".split())
# Functions of the C library that headers declare outside any namespace; a namespace of that name would not compile.
GLOBALS = frozenset(
    """abort abs accept access acct alarm bind brk calloc ceil chmod chown clock clone close connect cos crypt daemon div dup encrypt
    err error exit exp fabs floor fork free gamma getenv hypot index insque isalpha j0 j1 jn kill labs link listen log logb longjmp lseek
    malloc mount nan nice open pause pipe poll pow printf profil putenv puts qsort raise rand random read realloc recv remove rename
    rint round scanf select send setenv shutdown signal sin sleep socket splice sqrt srand stat strdup swab symlink sync syscall
    sysinfo system tan tee time times trunc truncate umask uname unlink vfork wait warn write y0 y1 yn""".split()
)
RESERVED_TYPES = frozenset({"Settings"})  # what the generator declares beside the types


def is_taken(identifier: str) -> bool:
    """Whether C++ (or a macro of its headers) keeps this identifier for itself."""
    return identifier in KEYWORDS or identifier in MACROS


def is_taken_type(identifier: str) -> bool:
    return is_taken(identifier) or identifier in RESERVED_TYPES


def is_taken_namespace(identifier: str) -> bool:
    """Whether a namespace outside any other cannot have this name."""
    return is_taken(identifier) or identifier in GLOBALS or identifier in ("std", "saki")


def snake(name: str) -> str:
    """`createdAt`, `created-at`, `X-Created-At` → `created_at`, …; digits stay with the word before them."""
    spaced = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", lambda match: f"{match[1] or match[3]}_{match[2] or match[4]}", name)
    return re.sub(r"[^A-Za-z0-9]+", "_", spaced).strip("_").lower()


def pascal(name: str) -> str:
    """`in_progress`, `in-progress`, `IN_PROGRESS` → `InProgress`."""
    return "".join(
        word[:1].upper() + word[1:].lower() for word in re.findall(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+", name, re.ASCII)
    )


@dataclass(slots=True)
class Scope:
    """Names that must stay apart in C++, also where letter case does not count (files are named after some of them)."""

    what: str  # "types", "fields of Note"
    _taken: dict[str, tuple[str, Span]] = field(default_factory=dict)

    def add(self, name: str, identifier: str, span: Span, report: Report) -> bool:
        """Takes an identifier for `name`; reports the one it collides with and returns False."""
        other = self._taken.setdefault(identifier.casefold(), (name, span))
        if other[1] == span:
            return True
        first, where = other
        same_file = where.start.file == span.start.file
        place = f"line {where.start.line}" if same_file else str(where.start)
        if first == name:
            report.error("duplicate-name", span, f"'{name}' is declared a second time, first in {place}", "rename or remove one of the two")
        else:
            text = f"'{name}' and '{first}' ({place}) are the same name in C++: {identifier}"
            report.error("name-collision", span, text, f"rename one of the two; case and separators do not tell {self.what} apart")
        return False
