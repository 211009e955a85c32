# SPDX-License-Identifier: Apache-2.0
"""Codes about types and fields."""

from __future__ import annotations

from .code import code

TYPES = (
    code(
        "bad-notation",
        "The text is no field or type: `TYPE[(constraint)] [optional] [readonly|writeonly|secret] [= default]`.",
        "types:\n  Note: {title: 'string(1,200)'}",
        "types:\n  Note: {title: string(1..200)}",
    ),
    code(
        "unknown-word",
        "Between the type and the default stand the words optional, readonly, writeonly, secret, and no others.",
        "types:\n  Note: {title: string optinal}",
        "types:\n  Note: {title: string optional}",
    ),
    code(
        "unknown-type",
        "No type of this name is built in or declared under `types`. It is reported once, where it is used first.",
        "types:\n  Note: {title: strin}",
        "types:\n  Note: {title: string}",
    ),
    code(
        "unknown-field",
        "A derived type leaves out a field that its base does not have.",
        """
         types:
           Note: {id: int64, title: string}
         routes:
           POST /notes: {handler: create_note, body: Note-ident}
         """,
        """
         types:
           Note: {id: int64, title: string}
         routes:
           POST /notes: {handler: create_note, body: Note-id}
         """,
    ),
    code(
        "type-not-here",
        "The type exists but cannot stand in this place: an object in a query, an object in a path, fields of something that has none.",
        """
         types:
           Note: {id: int64}
         routes:
           GET /notes: {handler: list_notes, query: {like: Note}}
         """,
        """
         routes:
           GET /notes: {handler: list_notes, query: {like: string}}
         """,
    ),
    code(
        "bad-constraint",
        "The type takes no constraint, or not this one. Numbers, string, bytes, list and map take (min..max); only string takes a pattern.",
        "types:\n  Note: {done: bool(0..1)}",
        "types:\n  Note: {done: bool}",
    ),
    code(
        "min-above-max",
        "The lower end of a constraint is above its upper end, so no value could ever fit.",
        "types:\n  Note: {title: string(200..1)}",
        "types:\n  Note: {title: string(1..200)}",
    ),
    code(
        "bad-default",
        "The default is no value of the field's type.",
        "types:\n  Note: {stars: int32 = many}",
        "types:\n  Note: {stars: int32 = 3}",
    ),
    code(
        "default-out-of-range",
        "The default breaks the field's own constraint or pattern.",
        "types:\n  Note: {stars: int32(1..5) = 6}",
        "types:\n  Note: {stars: int32(1..5) = 5}",
    ),
    code(
        "missing-default",
        "A job runs by itself: nobody is there to give its arguments, so each is optional or has a default.",
        """
         jobs:
           purge: {handler: purge, every: 1h, args: {days: int32}}
         """,
        """
         jobs:
           purge: {handler: purge, every: 1h, args: {days: int32 = 30}}
         """,
    ),
    code(
        "conflicting-words",
        "Two words of a field contradict each other: what has a default is never absent, what is readonly and writeonly is never seen.",
        "types:\n  Note: {title: string optional = untitled}",
        "types:\n  Note: {title: string = untitled}",
    ),
    code(
        "misplaced-word",
        "readonly and writeonly tell requests from answers. In parameters, settings and arguments there is only one direction.",
        """
         routes:
           GET /notes: {handler: list_notes, query: {limit: int32 readonly}}
         """,
        """
         routes:
           GET /notes: {handler: list_notes, query: {limit: int32}}
         """,
    ),
    code(
        "bad-pattern",
        """The regular expression is not one the run time can match in linear time: no back-references, no look-around, no lazy quantifiers;
         counts up to 1000. The reference page has the whole grammar.""",
        "types:\n  Note: {code: {type: string, pattern: '(a)\\1'}}",
        "types:\n  Note: {code: {type: string, pattern: '^[a-z]+$'}}",
    ),
    code(
        "recursive-type",
        "A type holds itself, directly or through others, with no way to end: every value would be infinite.",
        "types:\n  Node: {value: string, next: Node}",
        "types:\n  Node: {value: string, next: Node optional}",
    ),
)
