# SPDX-License-Identifier: Apache-2.0
"""Resolves what the manifest writes as types into the model's types: built-in, declared, derived, enums met on the way.

Declared structs are resolved when all names are known, derived ones (`Note-id`, `patch(Note)`) when all declared ones are.
A type that cannot be resolved has been reported and is None from there on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .._cpp_names import Scope, is_taken, pascal
from .._grammar.notation import TypeExpr, Word
from .._position import Position, Span
from .._report import Report
from .._suggest import did_you_mean, nearest
from .._types import EnumDecl, EnumType, Enumerator, Field, FieldType, ListType, MapType, Origin, Scalar, ScalarType, Struct, StructType
from .._yaml.nodes import Text
from .bounds import read_bounds

BUILT_IN = {scalar.value: scalar for scalar in Scalar}
CALLS = ("list", "map", "enum", "patch")
ALIASES = {
    **dict.fromkeys(("str", "text", "varchar", "char"), "string"),
    **dict.fromkeys(("int", "integer", "long", "number"), "int64"),
    **dict.fromkeys(("float", "real", "decimal"), "double"),
    **dict.fromkeys(("boolean",), "bool"),
    **dict.fromkeys(("datetime", "time"), "timestamp"),
    **dict.fromkeys(("array", "vector"), "list(…)"),
    **dict.fromkeys(("object", "dict", "any"), "json"),
    **dict.fromkeys(("url",), "uri"),
    **dict.fromkeys(("blob", "binary"), "bytes"),
    **dict.fromkeys(("guid",), "uuid"),
}


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived type that is waiting for its base's fields."""

    name: str
    cpp: str
    base: str  # C++ name of a struct
    without: tuple[str, ...]
    patch: bool
    position: Position


@dataclass(slots=True)
class Use:
    """Where an unknown name is used first, and how often."""

    span: Span
    text: str
    count: int = 1


class TypeTable:
    """All types of one manifest. `names` are the declared ones, each a struct, an enum, or None when it was reported."""

    def __init__(self, report: Report, *, trusted: bool = True) -> None:
        self.report = report
        self.trusted = trusted  # False: some declarations could not be read, so an unknown name may be one of them
        self.scope = Scope("types")
        self.declared: set[str] = set()
        self.enums: dict[str, EnumDecl] = {}
        self.structs: dict[str, Struct] = {}
        self.field_names: dict[str, tuple[str, ...] | None] = {}  # of every struct that is declared or derived; None: reported
        self.derivations: dict[str, Derivation] = {}
        self.unknown: dict[str, Use] = {}
        self.used: set[str] = set()
        self.owners: set[str] = set()  # of handlers: what their enums and inline structs are named after
        self.reusing = False  # whether the handler at hand was met before, so that its enums may be spelt again

    def begin_handler(self, owner: str) -> None:
        """Says whose enums come next. Two uses of one handler may spell the same enum; that they do is asked with the handler."""
        self.reusing = owner in self.owners
        self.owners.add(owner)

    # ---- types

    def resolve(self, expr: TypeExpr, node: Text, owner: str) -> FieldType | None:
        """The type an expression stands for. `owner` names the enums it declares on the way (`NoteState`)."""
        if expr.name.text == "patch" or expr.without:
            cpp = self.derive(expr, node)
            return StructType(cpp) if cpp else None
        if expr.name.text in ("list", "map"):
            return self.collection(expr, node, owner)
        if expr.name.text == "enum":
            return self.enum(expr, node, owner)
        if expr.name.text in BUILT_IN:
            return self.scalar(BUILT_IN[expr.name.text], expr, node)
        return self.named(expr, node)

    def collection(self, expr: TypeExpr, node: Text, owner: str) -> FieldType | None:
        assert expr.argument is not None
        item = self.resolve(expr.argument, node, owner)
        bounds = read_bounds(expr, None, node, self.report)
        if item is None or bounds is None:
            return None
        low, high = (None if bound is None else int(bound) for bound in bounds)
        return ListType(item, low, high) if expr.name.text == "list" else MapType(item, low, high)

    def scalar(self, scalar: Scalar, expr: TypeExpr, node: Text) -> FieldType | None:
        bounds = read_bounds(expr, scalar, node, self.report)
        return ScalarType(scalar, *bounds) if bounds is not None else None

    def named(self, expr: TypeExpr, node: Text) -> FieldType | None:
        name = expr.name.text
        self.used.add(name)
        if expr.bounds is not None:
            span = node.part(expr.bounds.offset, expr.bounds.length)
            if name in self.declared:
                self.report.error("bad-constraint", span, f"'{name}' takes no constraint", "its fields have theirs where it is declared")
                return None
        if name in self.enums and self.enums[name].declared:
            return EnumType(self.enums[name])
        if name in self.declared:
            return StructType(name) if self.field_names.get(name) is not None else None
        self.use_unknown(expr.name, node)
        return None

    def use_unknown(self, word: Word, node: Text) -> None:
        """Remembers an unknown type; each name is reported once, at its first use."""
        known = [*self.declared, *BUILT_IN, *CALLS]
        meant = ALIASES.get(word.text.lower()) or nearest(word.text, known)
        hint = f"; did you mean '{meant}'?" if meant else ""
        note_use(self.unknown, word.text, node.part(word.offset, word.length), f"unknown type '{word.text}'{hint}")

    # ---- enums

    def enum(self, expr: TypeExpr, node: Text, owner: str, declared: bool = False) -> EnumType | None:
        """Declares the enum an expression spells, named `owner`."""
        values = self.enumerators(expr, node)
        if values is None:
            return None
        span = node.part(expr.offset, expr.length)
        decl = EnumDecl(owner, values, declared, span.start)
        known = self.enums.get(owner)
        if known is not None and (known == decl or (self.reusing and not known.declared)):
            return EnumType(decl)
        if not declared and not self.scope.add(owner, owner, span, self.report):
            return None
        self.enums[owner] = decl
        return EnumType(decl)

    def enumerators(self, expr: TypeExpr, node: Text) -> tuple[Enumerator, ...] | None:
        scope = Scope("values of an enum")
        found = []
        for word in expr.choices:
            span = node.part(word.offset, word.length)
            cpp = pascal(word.text)
            if not word.text.isascii() or not cpp[:1].isalpha() or not all(c.isalnum() or c in "_-." for c in word.text):
                self.report.error(
                    "bad-name", span, f"'{word.text}' is no value of an enum", "letters, digits, '_', '-' and '.', a letter first"
                )
                return None
            if is_taken(cpp):
                self.report.error("cpp-keyword", span, f"'{word.text}' cannot be a value of an enum: C++ keeps {cpp}", "find another word")
                return None
            if not scope.add(word.text, cpp, span, self.report):
                return None
            found.append(Enumerator(word.text, cpp))
        return tuple(found)

    # ---- derived types

    def derive(self, expr: TypeExpr, node: Text, named: str | None = None) -> str | None:
        """Notes down a derived type, called `named` or after its parts; returns its C++ name."""
        patch = expr.name.text == "patch"
        base = self.base_of(expr, node)
        if base is None or (known := self.field_names.get(base)) is None:
            return None
        without = self.left_out(expr, node, base, known)
        if without is None:
            return None
        if patch:
            base = self.add_derivation(
                Derivation(f"patch({self.spelt(base)})", f"{base}Patch", base, (), True, self.at(expr, node)),
                named if not without else None,
                expr,
                node,
            )
        if base and without:
            ordered = tuple(name for name in known if name in without)
            cpp = f"{base}Without{''.join(map(pascal, ordered))}"
            name = "-".join((self.spelt(base), *ordered))
            base = self.add_derivation(Derivation(name, cpp, base, ordered, False, self.at(expr, node)), named, expr, node)
        return base

    def base_of(self, expr: TypeExpr, node: Text) -> str | None:
        """The C++ name of the struct that an expression leaves fields out of, or makes optional."""
        inner = expr.argument if expr.name.text == "patch" else replace(expr, without=(), length=expr.name.length)
        assert inner is not None
        found = self.resolve(inner, node, "") if inner.name.text != "enum" else None
        if isinstance(found, StructType):
            return found.cpp
        if found is not None or inner.name.text == "enum":
            span = node.part(inner.offset, inner.length)
            self.report.error("type-not-here", span, f"only a type with fields can be derived from, '{inner.name.text}' has none")
        return None

    def left_out(self, expr: TypeExpr, node: Text, base: str, known: tuple[str, ...]) -> tuple[str, ...] | None:
        for word in expr.without:
            if word.text not in known:
                text = f"{self.spelt(base)} has no field '{word.text}'{did_you_mean(word.text, known)}"
                self.report.error("unknown-field", node.part(word.offset, word.length), text, f"its fields are {', '.join(known)}")
                return None
        return tuple(word.text for word in expr.without)

    def add_derivation(self, made: Derivation, named: str | None, expr: TypeExpr, node: Text) -> str | None:
        if named:
            made = replace(made, name=named, cpp=named)
        if made.cpp not in self.derivations:
            if not named and not self.scope.add(made.name, made.cpp, node.part(expr.offset, expr.length), self.report):
                return None
            self.derivations[made.cpp] = made
            names = self.field_names[made.base]
            self.field_names[made.cpp] = None if names is None else tuple(name for name in names if name not in made.without)
        return made.cpp

    def spelt(self, cpp: str) -> str:
        return self.derivations[cpp].name if cpp in self.derivations else cpp

    def at(self, expr: TypeExpr, node: Text) -> Position:
        return node.part(expr.offset, expr.length).start

    def build_derived(self) -> None:
        """Makes the structs of all derivations; their bases come before them."""
        waiting = list(self.derivations.values())
        while waiting:
            ready = [each for each in waiting if each.base in self.structs]
            if not ready:
                return  # their bases were reported
            for each in ready:
                base = self.structs[each.base]
                kept = tuple(made_optional(field) if each.patch else field for field in base.fields if field.name not in each.without)
                self.structs[each.cpp] = Struct(
                    each.name, each.cpp, kept, Origin.DERIVED, each.position, base.strict, patch=each.patch or base.patch
                )
            waiting = [each for each in waiting if each not in ready]

    def report_unknown(self) -> None:
        """Reports the unknown types, unless what could not be read may have declared them."""
        if self.trusted:
            report_uses(
                self.unknown,
                "unknown-type",
                self.report,
                "declare it under `types`, or take a built-in one: `saki schema --markdown` lists them",
            )


def made_optional(field: Field) -> Field:
    return replace(field, optional=True, default=None)


def note_use(uses: dict[str, Use], name: str, span: Span, text: str) -> None:
    """Remembers one use of an unknown name; the first in the file is where it is told."""
    known = uses.get(name)
    if known is None:
        uses[name] = Use(span, text)
    else:
        known.count += 1
        if span.start < known.span.start:
            known.span = span


def report_uses(uses: dict[str, Use], code: str, report: Report, hint: str) -> None:
    for use in uses.values():
        more = f" (used {use.count} times)" if use.count > 1 else ""
        report.error(code, use.span, use.text + more, hint)
