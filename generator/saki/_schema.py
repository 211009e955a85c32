# SPDX-License-Identifier: Apache-2.0
"""Turns the grammar into a JSON Schema (draft 7), which editors complete and check manifests with.

The schema is never stricter than the checks: what `saki check` takes, an editor takes. It cannot see across the file, so it finds
only part of what the checks find.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ._grammar.package_file import PACKAGE_FILE
from ._grammar.shapes import Anything, Flag, Format, Key, Keys, Kinds, Line, Many, Routes, Shape, Table, Whole, Word, resolve
from ._grammar.table import MANIFEST

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"


def make_schema() -> Schema:
    """The schema of a whole manifest."""
    maker = Maker()
    root = maker.keys(MANIFEST)
    head = {"$schema": DRAFT, "title": "Saki manifest", "description": "service.yaml: a service as a table of contents."}
    return {**head, **root, "definitions": dict(sorted(maker.definitions.items()))}


def make_package_schema() -> Schema:
    """The schema of a package.yaml."""
    maker = Maker()
    root = maker.keys(PACKAGE_FILE)
    head = {"$schema": DRAFT, "title": "Saki package", "description": "package.yaml: what a package is, needs and brings."}
    return {**head, **root, "definitions": dict(sorted(maker.definitions.items()))}


def package_schema_text() -> str:
    """That schema as it is written to files."""
    return json.dumps(make_package_schema(), indent=2, ensure_ascii=False) + "\n"


def schema_text() -> str:
    """The schema as it is written to files."""
    return json.dumps(make_schema(), indent=2, ensure_ascii=False) + "\n"


class Maker:
    """Collects the definitions of shapes that have a name."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def shape(self, shape: Shape) -> Schema:
        shape = resolve(shape)
        if isinstance(shape, Flag):
            return {"type": "boolean"}
        if isinstance(shape, Whole):
            return {"type": "integer", "minimum": shape.low, "maximum": shape.high}
        if isinstance(shape, Line):
            return self.line(shape.format)
        if isinstance(shape, Word):
            return {"enum": [*shape.choices, *(int(word) for word in shape.choices if word.isdigit())]}
        if isinstance(shape, Anything):
            return {"description": f"{shape.what}, checked by saki"}
        if isinstance(shape, Many):
            return self.many(shape)
        if isinstance(shape, Keys):
            return self.reference(shape)
        if isinstance(shape, Kinds):
            return self.kinds(shape)
        if isinstance(shape, Routes):
            return self.routes(shape)
        assert isinstance(shape, Table)
        return self.table(shape)

    def line(self, form: Format | None) -> Schema:
        if form is None:
            return {"type": ["string", "number", "boolean"]}
        digits = any(re.match(form.pattern, text) for text in ("204", "4096"))
        types: Any = ["string", "integer"] if digits else "string"
        return {"type": types, "pattern": form.pattern, "description": f"{form.meaning}, for example {form.example}"}

    def many(self, shape: Many) -> Schema:
        item = self.shape(shape.item)
        many = {"type": "array", "items": item}
        return {"anyOf": [item, many]} if shape.single else many

    def kinds(self, shape: Kinds) -> Schema:
        forms = [self.shape(form) for form in (shape.text, shape.many, shape.table) if form is not None]
        if shape.nothing:
            forms.append({"type": "null"})
        return {"anyOf": forms} if len(forms) > 1 else forms[0]

    def table(self, shape: Table) -> Schema:
        value = self.shape(shape.value)
        schema: Schema = {"type": ["object", "null"], "propertyNames": {"pattern": shape.key.pattern}, "additionalProperties": value}
        if shape.options:
            schema["properties"] = {option.name: {"anyOf": [self.key(option), value]} for option in shape.options}
        return schema

    def routes(self, shape: Routes) -> Schema:
        words = "|".join(word for word, _ in shape.by_word if word)
        patterns = {(f"^{word} " if word else f"^(?!({words}) )"): self.shape(keys) for word, keys in shape.by_word}
        return {
            "type": ["object", "null"],
            "propertyNames": {"pattern": shape.key.pattern},
            "patternProperties": patterns,
            "additionalProperties": False,
        }

    def reference(self, shape: Keys) -> Schema:
        name = re.sub(r"[^A-Za-z0-9]+", "_", shape.name)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.keys(shape)
        return {"$ref": f"#/definitions/{name}"}

    def keys(self, shape: Keys) -> Schema:
        schema: Schema = {"type": "object", "properties": {key.name: self.key(key) for key in shape.keys}, "additionalProperties": False}
        required = [key.name for key in shape.keys if key.required]
        if required:
            schema["required"] = required
        return {"description": shape.meaning, **schema} if shape.meaning else schema

    def key(self, key: Key) -> Schema:
        inner = self.shape(key.shape)
        return {"allOf": [inner], "description": key.meaning} if "$ref" in inner else {**inner, "description": key.meaning}
