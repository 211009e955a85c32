# SPDX-License-Identifier: Apache-2.0
"""The manifest's types as JSON Schema (2020-12), the dialect of OpenAPI 3.1."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from .._model import Access, EnumType, Field, FieldType, ListType, MapType, Scalar, ScalarType, Struct, StructType
from .._units import tell_duration

Schema = dict[str, Any]

INTEGER_RANGES = {
    Scalar.INT32: ("int32", -(1 << 31), (1 << 31) - 1),
    Scalar.INT64: ("int64", -(1 << 63), (1 << 63) - 1),
    Scalar.UINT32: ("uint32", 0, (1 << 32) - 1),
    Scalar.UINT64: ("uint64", 0, (1 << 64) - 1),
}
TEXT_FORMATS: dict[Scalar, dict[str, object]] = {
    Scalar.TIMESTAMP: {"format": "date-time"},
    Scalar.DATE: {"format": "date"},
    Scalar.DURATION: {"pattern": "^(\\d+(d|h|ms|us|m|s))+$", "description": "A duration such as 1h30m."},
    Scalar.UUID: {"format": "uuid"},
    Scalar.EMAIL: {"format": "email"},
    Scalar.URI: {"format": "uri"},
    Scalar.PATH: {"minLength": 1, "maxLength": 4096},
}


def schema_of(type: FieldType) -> Schema:
    """The schema of a value."""
    match type:
        case ScalarType():
            return scalar_schema(type)
        case EnumType():
            return {"type": "string", "enum": [each.name for each in type.enum.values]}
        case ListType():
            return {"type": "array", "items": schema_of(type.item)} | limits("minItems", type.minimum, "maxItems", type.maximum)
        case MapType():
            extent = limits("minProperties", type.minimum, "maxProperties", type.maximum)
            return {"type": "object", "additionalProperties": schema_of(type.value)} | extent
        case StructType():
            return {"$ref": f"#/components/schemas/{type.cpp}"}


def limits(low: str, minimum: int | float | None, high: str, maximum: int | float | None) -> Schema:
    return {name: bound for name, bound in ((low, minimum), (high, maximum)) if bound is not None}


def scalar_schema(type: ScalarType) -> Schema:
    """The schema of a built-in type with its constraints."""
    match type.scalar:
        case Scalar.BOOL:
            return {"type": "boolean"}
        case Scalar.JSON:
            return {}
        case Scalar.DOUBLE:
            return {"type": "number", "format": "double"} | limits("minimum", type.minimum, "maximum", type.maximum)
        case Scalar.BYTES:
            return {"type": "string", "contentEncoding": "base64"} | base64_limits(type)
    if type.scalar in INTEGER_RANGES:
        format, low, high = INTEGER_RANGES[type.scalar]
        minimum = low if type.minimum is None else type.minimum
        maximum = high if type.maximum is None else type.maximum
        return {"type": "integer", "format": format, "minimum": minimum, "maximum": maximum}
    text: dict[str, object] = {"type": "string"} | TEXT_FORMATS.get(type.scalar, {}) | limits("minLength", type.minimum, "maxLength", type.maximum)
    return text if type.pattern is None else text | {"pattern": type.pattern}


def base64_limits(type: ScalarType) -> Schema:
    """Bounds of bytes, as lengths of their base64."""
    low = None if type.minimum is None else -(-int(type.minimum) // 3) * 4
    high = None if type.maximum is None else -(-int(type.maximum) // 3) * 4
    return limits("minLength", low, "maxLength", high)


def field_schema(field: Field) -> Schema:
    """The schema of a member, with everything that is said about it."""
    schema = schema_of(field.type)
    if field.optional:
        schema = nullable(schema)
    if field.default is not None:
        schema["default"] = json_value(field.type, field.default.value)
    if field.access is Access.READONLY:
        schema["readOnly"] = True
    if field.access is Access.WRITEONLY:
        schema["writeOnly"] = True
    if field.secret:
        schema["format"] = "password"
    if field.description:
        schema["description"] = field.description
    if field.example is not None:
        schema["examples"] = [field.example]
    if field.deprecated:
        schema["deprecated"] = True
    return schema


def nullable(schema: Schema) -> Schema:
    """The same schema, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return schema | {"type": ["string", "null"], "enum": [*schema["enum"], None]}
    return schema | ({"type": [schema["type"], "null"]} if "type" in schema else {})


def struct_schema(struct: Struct) -> Schema:
    """The schema of an object type."""
    schema: Schema = {"type": "object"}
    if struct.description:
        schema["description"] = struct.description
    schema["properties"] = {field.name: field_schema(field) for field in struct.fields}
    required = [field.name for field in struct.fields if field.required]
    if required:
        schema["required"] = required
    if struct.strict:
        schema["additionalProperties"] = False
    return schema


def json_value(type: FieldType, value: Any) -> Any:
    """A default as it stands in JSON."""
    match type:
        case ListType():
            return [json_value(type.item, each) for each in value]
        case MapType():
            return {key: json_value(type.value, each) for key, each in value}
        case ScalarType():
            return scalar_value(type.scalar, value)
    return value


def timestamp_text(microseconds: int) -> str:
    """RFC 3339 in UTC. Python's calendar begins a year late, so the 400 years after which days repeat are added and taken away."""
    days, rest = divmod(microseconds, 86_400_000_000)
    moment = datetime(2370, 1, 1) + timedelta(days=days % 146_097, microseconds=rest)
    year = moment.year - 400 + days // 146_097 * 400
    return f"{year:04}-{moment:%m-%dT%H:%M:%S.%f}Z"


def scalar_value(scalar: Scalar, value: Any) -> Any:
    match scalar:
        case Scalar.BYTES:
            return base64.b64encode(value).decode("ascii")
        case Scalar.TIMESTAMP:
            return timestamp_text(value)
        case Scalar.DATE:
            return "{:04}-{:02}-{:02}".format(*value)
        case Scalar.DURATION:
            return tell_duration(value)
        case Scalar.JSON:
            return json.loads(value)
    return value
