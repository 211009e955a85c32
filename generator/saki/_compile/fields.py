# SPDX-License-Identifier: Apache-2.0
"""Makes the model's fields out of either form: `title: string(1..200)` and `title: {type: string, min: 1, max: 200}`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from .._cpp_names import Scope, pascal, snake
from .._fault import Fault
from .._grammar.notation import FieldExpr, TypeExpr
from .._grammar.walk import Row, Rows, Section
from .._position import Span
from .._types import Access, Default, EnumType, Field, FieldType, ListType, MapType, Scalar, ScalarType, StructType, innermost
from .._yaml.nodes import Node, Text
from .bounds import read_bound, takes_bounds
from .defaults import read_default, read_default_node
from .type_table import TypeTable


class Place(Enum):
    """Where fields stand; it decides which words and types make sense there."""

    TYPE = "a type"
    QUERY = "the query"
    HEADERS = "headers"
    COOKIES = "cookies"
    FORM = "a form"
    ERROR = "an error"
    SETTINGS = "settings"
    ARGS = "the arguments of a job"


REQUEST_ONLY = (Place.QUERY, Place.HEADERS, Place.COOKIES, Place.SETTINGS, Place.ARGS, Place.FORM, Place.ERROR)
FLAT = {  # where single values stand, and which collections of them
    Place.QUERY: ("list",),
    Place.HEADERS: ("list",),
    Place.FORM: ("list",),
    Place.SETTINGS: ("list", "map"),
    Place.COOKIES: (),
}
WORDS = ("optional", "readonly", "writeonly", "secret")


@dataclass(frozen=True, slots=True)
class Written:
    """A field as either form gives it, before its parts are held against each other."""

    type: FieldType | None
    type_span: Span
    words: dict[str, Span]
    default: Default | None
    default_span: Span
    broken: bool = False


def build_fields(rows: Rows, owner: str, place: Place, types: TypeTable) -> tuple[Field, ...]:
    """Makes the fields of one struct, `owner` in C++; those that were reported are left out."""
    scope = Scope("fields")
    found: list[Field] = []
    for row in rows.rows:
        if row.name is None:
            continue
        unique = scope.add(row.name, snake(row.name), row.key.span, types.report)
        if unique and row.value is not None and (field := build_field(row, owner, place, types)) is not None:
            found.append(field)
    return tuple(found)


def build_field(row: Row, owner: str, place: Place, types: TypeTable) -> Field | None:
    """Makes one field; None when something about it was reported."""
    got = row.value
    assert got is not None
    enum_name = owner + pascal(row.name)
    long = isinstance(got.value, Section)
    written = from_section(got.value, enum_name, types) if long else from_expr(got.value, got.node, enum_name, types)
    if written is None or written.type is None or written.broken:
        return None
    if not check_place(written, place, types) or not check_words(written, types):
        return None
    words = written.words
    access = Access.READONLY if "readonly" in words else Access.WRITEONLY if "writeonly" in words else Access.BOTH
    field = Field(row.name, snake(row.name), written.type, row.key.start, "optional" in words, access, "secret" in words, written.default)
    return described(field, got.value, types) if long else field


# ---------------------------------------------------------------- the two forms


def from_expr(expr: FieldExpr, node: Node, enum_name: str, types: TypeTable) -> Written | None:
    """The short form."""
    assert isinstance(node, Text)
    of = types.resolve(expr.type, node, enum_name)
    words = {word.text: node.part(word.offset, word.length) for word in expr.words}
    default, span, broken = None, node.span, False
    if expr.default is not None:
        span = node.part(expr.default.offset, expr.default.length)
        if of is not None:
            default = tried(lambda: read_default(expr.default.text if expr.default else "", of), span, types)
            broken = default is None
    return Written(of, node.part(expr.type.offset, expr.type.length), words, default, span, broken)


def from_section(section: Section, enum_name: str, types: TypeTable) -> Written | None:
    """The long form."""
    got = section.get("type")
    if got is None or not isinstance(got.node, Text):
        return None
    expr: TypeExpr = got.value
    of = types.resolve(expr, got.node, enum_name)
    words = {word: key_span(section, word) for word in WORDS if section.value(word) is True}
    if of is not None:
        of = constrained(of, expr, section, types)
    node = section.node.get("default")
    default, broken = None, of is None
    if node is not None and not node.bad and of is not None:
        exact = of
        default = tried(lambda: read_default_node(node, exact), node.span, types)
        broken = default is None
    return Written(of, got.span, words, default, node.span if node else got.span, broken)


def constrained(of: FieldType, expr: TypeExpr, section: Section, types: TypeTable) -> FieldType | None:
    """Adds `min`, `max` and `pattern` of the long form to a type."""
    report = types.report
    ends: dict[str, int | float] = {}
    scalar = of.scalar if isinstance(of, ScalarType) else None
    for end in ("min", "max"):
        node = section.node.get(end)
        if node is None or node.bad:
            continue
        if expr.bounds is not None:
            report.error(
                "conflicting-keys",
                key_span(section, end),
                f"'{end}' and the constraint of '{expr.name.text}' say the same thing twice",
                "keep one of the two",
            )
            return None
        if isinstance(of, (EnumType, StructType)) or not takes_bounds(scalar):
            report.error("bad-constraint", key_span(section, end), f"{expr.name.text} takes no '{end}'")
            return None
        if not isinstance(node, Text) or node.kind not in ("integer", "number"):
            report.error("wrong-kind", node.span, f"'{end}' must be a number, this is {node.told}")
            return None
        bound = tried_bound(node, scalar, types)
        if bound is None:
            return None
        ends[end] = bound
    return with_pattern(with_ends(of, ends, section, types), section, types)


def with_ends(of: FieldType, ends: dict[str, int | float], section: Section, types: TypeTable) -> FieldType | None:
    low, high = ends.get("min"), ends.get("max")
    if low is not None and high is not None and low > high:
        types.report.error("min-above-max", key_span(section, "min"), f"the least, {low}, is above the greatest, {high}", "swap the two")
        return None
    if not ends:
        return of
    if isinstance(of, ScalarType):
        return replace(of, minimum=low, maximum=high)
    assert isinstance(of, (ListType, MapType))
    return replace(of, minimum=None if low is None else int(low), maximum=None if high is None else int(high))


def with_pattern(of: FieldType | None, section: Section, types: TypeTable) -> FieldType | None:
    pattern = section.get("pattern")
    if pattern is None or of is None:
        return None if section.has("pattern") else of
    if not isinstance(of, ScalarType) or of.scalar is not Scalar.STRING:
        types.report.error("bad-constraint", key_span(section, "pattern"), "only a string takes a pattern")
        return None
    assert isinstance(pattern.node, Text)
    return replace(of, pattern=pattern.node.value)


def described(field: Field, section: Section, types: TypeTable) -> Field:
    """Adds what the long form says for the reader of the documentation."""
    example = section.get("example")
    text = example.node.value if example is not None and isinstance(example.node, Text) else None
    if example is not None and text is None:
        types.report.error(
            "wrong-kind", example.span, f"'example' must be a text, this is {example.node.told}", "write lists and maps as JSON in quotes"
        )
    return replace(field, description=section.value("description", ""), example=text, deprecated=section.value("deprecated", False))


# ---------------------------------------------------------------- checks


def check_place(written: Written, place: Place, types: TypeTable) -> bool:
    """Whether the type and the words make sense where the field stands."""
    for word in ("readonly", "writeonly"):
        if word in written.words and place in REQUEST_ONLY:
            types.report.error("misplaced-word", written.words[word], f"'{word}' means nothing in {place.value}", "remove it")
            return False
    assert written.type is not None
    reason = why_not(written.type, place, types)
    if reason:
        types.report.error(
            "type-not-here",
            written.type_span,
            f"{reason} cannot stand in {place.value}",
            "numbers, texts, enums and times can" + "".join(f", and {each}s of them" for each in FLAT.get(place, ())),
        )
        return False
    if place is Place.SETTINGS and "secret" in written.words and not is_text(innermost(written.type)):
        text = "a secret setting is kept as a text that is never printed, and this is none"
        types.report.error("misplaced-word", written.words["secret"], text, "make it a string, and read the value from that")
        return False
    return True


def is_text(of: FieldType) -> bool:
    return isinstance(of, ScalarType) and of.scalar in (Scalar.STRING, Scalar.EMAIL, Scalar.URI, Scalar.PATH)


def why_not(of: FieldType, place: Place, types: TypeTable, within: str = "") -> str:
    """What about a type does not fit a place; empty when it fits. `within` is the list or map around it."""
    if place not in FLAT:
        return ""
    if isinstance(of, (ListType, MapType)):
        kind = "list" if isinstance(of, ListType) else "map"
        if within or kind not in FLAT[place]:
            return f"a {within} of {kind}s" if within else f"a {kind}"
        return why_not(innermost(of), place, types, kind)
    if isinstance(of, StructType):
        return "an object"
    return "json" if isinstance(of, ScalarType) and of.scalar is Scalar.JSON else ""


def check_words(written: Written, types: TypeTable) -> bool:
    """Whether words and default agree with each other."""
    words, report = written.words, types.report
    if "readonly" in words and "writeonly" in words:
        later = max(words["readonly"], words["writeonly"], key=lambda span: span.start)
        report.error("conflicting-words", later, "a field that is readonly and writeonly is never seen", "keep one of the two")
        return False
    if "optional" in words and written.default is not None:
        report.error("conflicting-words", words["optional"], "a field with a default is never absent", "remove 'optional' or the default")
        return False
    if "secret" in words and written.default is not None and written.default.value not in ("", b""):
        report.error(
            "secret-in-clear",
            written.default_span,
            "a secret must not stand in the manifest",
            "remove the default; give the value in config.yaml or the environment",
        )
        return False
    return True


def check_flat(fields: tuple[Field, ...], place: Place, span: Span, name: str, types: TypeTable) -> bool:
    """Whether a declared type fits where only plain values can stand."""
    for field in fields:
        reason = why_not(field.type, place, types)
        if reason:
            types.report.error(
                "type-not-here",
                span,
                f"{name}.{field.name} is {reason}, which cannot stand in {place.value}",
                f"leave it out: {name}-{field.name}",
            )
            return False
    return True


# ---------------------------------------------------------------- small things


def key_span(section: Section, name: str) -> Span:
    """Where a key of a section stands."""
    return next((entry.key.span for entry in section.node.entries if entry.key.value == name), section.where)


def tried(read: object, span: Span, types: TypeTable) -> Default | None:
    """Reads a default; reports its fault."""
    assert callable(read)
    try:
        found = read()
    except Fault as fault:
        types.report.error(fault.code, span, fault.text, fault.hint)
        return None
    assert isinstance(found, Default)
    return found


def tried_bound(node: Text, scalar: Scalar | None, types: TypeTable) -> int | float | None:
    try:
        return read_bound(node.value, scalar)
    except Fault as fault:
        types.report.error(fault.code, node.span, fault.text, fault.hint)
        return None
