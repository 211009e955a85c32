# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI 3.1 document of a service."""

from __future__ import annotations

import json
import re
from typing import Any

from .._cpp_names import snake
from .._model import Answer, Auth, Body, Content, ErrorDecl, Field, LiteralPart, Manifest, Origin, Route, RouteKind, Scheme, Struct
from .call_names import call_names
from .handlers import REASONS
from .schema import Schema, field_schema, schema_of, struct_schema

MEDIA_TYPES = {
    Content.JSON: ("application/json",),
    Content.TEXT: ("text/plain",),
    Content.BYTES: ("application/octet-stream",),
    Content.STREAM: ("application/octet-stream",),
    Content.FORM: ("application/x-www-form-urlencoded", "multipart/form-data"),
}
PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "violations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "in": {"type": "string", "enum": ["body", "query", "header", "cookie", "path"]},
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["in", "pointer", "code", "detail"],
            },
        },
    },
    "required": ["title", "status"],
}


def openapi_document(manifest: Manifest) -> str:
    """The document as JSON text."""
    return json.dumps(describe_service(manifest), indent=2, ensure_ascii=False) + "\n"


def describe_service(manifest: Manifest) -> dict[str, Any]:
    service = manifest.service
    info: dict[str, Any] = {"title": service.name, "version": service.version}
    if service.summary:
        info["summary"] = service.summary
    if service.contact:
        info["contact"] = {"name": service.contact}
    if service.license:
        info["license"] = {"name": service.license}
    paths: dict[str, Any] = {}
    shown = [each for each in manifest.routes if each.kind in (RouteKind.HTTP, RouteKind.SSE) and not each.hidden]
    names = call_names(manifest)
    for route in shown:
        paths.setdefault(path_template(route), {})[route.method.lower()] = describe_route(manifest, route, names.get(route.label) or name_of(route))
    sides = {each.cpp for route in manifest.routes for each in (route.query, route.headers, route.cookies) if each}
    named = (each for each in manifest.structs if each.origin is not Origin.INLINE or each.cpp not in sides)
    schemas = {struct.cpp: struct_schema(struct) for struct in named}
    components: dict[str, Any] = {"schemas": schemas | {"Problem": PROBLEM}}
    if manifest.schemes:
        components["securitySchemes"] = {scheme.name: describe_scheme(scheme, manifest) for scheme in manifest.schemes}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": components}


def describe_scheme(scheme: Scheme, manifest: Manifest) -> dict[str, Any]:
    """How callers prove who they are."""
    return {
        "basic": {"type": "http", "scheme": "basic"},
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "key": {"type": "apiKey", "in": "header", "name": scheme.header},
        "cookie": {"type": "apiKey", "in": "cookie", "name": scheme.cookie},
        "certificate": {"type": "mutualTLS"},
        "session": {"type": "apiKey", "in": "cookie", "name": session_cookie(manifest), "description": "Unless the installation's configuration calls it otherwise."},
    }[scheme.kind]


def session_cookie(manifest: Manifest) -> str:
    """The name of the session's cookie, as the SDK makes it of what the manifest says."""
    said = {each.key: each.value for package in manifest.built_in if package.name == "session" for each in package.defaults}
    usual = "__Secure-session" if "domain" in said else "__Host-session"
    return str(said.get("cookie") or (usual if said.get("secure", True) else "session"))


def describe_callers(auth: Auth) -> list[dict[str, list[str]]]:
    """Any one of these proofs, with the roles of which one is needed; none at all as well where that is optional."""
    found: list[dict[str, list[str]]] = [{name: list(auth.roles)} for name in auth.schemes]
    return [*found, {}] if auth.optional else found


def name_of(route: Route) -> str:
    """What a package's route is called, which has no handler of a name: `qrcode_get_qrcode`."""
    parts = [part.text if isinstance(part, LiteralPart) else part.name for part in route.path.parts]
    return snake("_".join((route.package, route.method.lower(), *(re.sub(r"[^A-Za-z0-9]+", "_", each) for each in parts))))


def path_template(route: Route) -> str:
    """The path without the types of its parameters."""
    parts = (part.text if isinstance(part, LiteralPart) else f"{{{part.name}}}" for part in route.path.parts)
    return "/" + "/".join(parts)


def describe_route(manifest: Manifest, route: Route, name: str) -> dict[str, Any]:
    """One operation."""
    operation: dict[str, Any] = {"operationId": name}
    for name, value in (("summary", route.summary), ("description", route.description), ("tags", list(route.tags))):
        if value:
            operation[name] = value
    if route.deprecated:
        operation["deprecated"] = True
    parameters = [*path_parameters(route), *side_parameters(route), *token_parameter(route)]
    if parameters:
        operation["parameters"] = parameters
    if route.body is not None and route.body.content is not Content.NONE:
        operation["requestBody"] = {"required": True, "content": describe_content(route.body)}
    if route.auth is not None and route.auth.schemes:
        operation["security"] = describe_callers(route.auth)
    operation["responses"] = describe_answers(manifest, route)
    return operation


def path_parameters(route: Route) -> list[dict[str, Any]]:
    return [{"name": part.name, "in": "path", "required": True, "schema": schema_of(part.type)} for part in route.path.parameters]


def side_parameters(route: Route) -> list[dict[str, Any]]:
    sides = (("query", route.query), ("header", route.headers), ("cookie", route.cookies))
    return [describe_parameter(where, field) for where, struct in sides for field in fields_of(struct)]


def token_parameter(route: Route) -> list[dict[str, Any]]:
    """The token against forged requests, which a form may hold itself."""
    if not route.csrf:
        return []
    description = "A token of the session" + ("; or the field csrf_token of the form" if route.takes_form else "")
    return [{"name": "X-CSRF-Token", "in": "header", "required": not route.takes_form, "description": description, "schema": {"type": "string"}}]


def fields_of(struct: Struct | None) -> tuple[Field, ...]:
    return struct.fields if struct else ()


def describe_parameter(where: str, field: Field) -> dict[str, Any]:
    schema = field_schema(field)
    description = schema.pop("description", None)
    parameter: dict[str, Any] = {"name": field.name, "in": where, "required": field.required}
    if description:
        parameter["description"] = description
    return parameter | {"schema": schema}


def describe_content(body: Body | Answer) -> dict[str, Any]:
    """The media types it may have, a form either of two, and what each holds."""
    return {each: {"schema": body_schema(body)} for each in MEDIA_TYPES[body.content]}


def body_schema(body: Body | Answer) -> Schema:
    if body.type is not None:
        return schema_of(body.type)
    kinds: dict[Content, Schema] = {Content.TEXT: {"type": "string"}, Content.FORM: {"type": "object"}}
    return kinds.get(body.content, {})


def describe_answers(manifest: Manifest, route: Route) -> dict[str, Any]:
    """The good answers, the declared errors, and the problem document for the rest."""
    answers: dict[str, Any] = {}
    for answer in route.answers:
        reason = REASONS.get(answer.status, "answer").replace("_", " ").capitalize()
        content = {} if answer.content is Content.NONE else {"content": describe_content(answer)}
        answers[str(answer.status)] = {"description": reason} | content
    if route.kind is RouteKind.SSE:
        answers["200"] = describe_events(route)
    elif not route.answers:
        answers["200"] = {"description": "Whatever the handler answers"}
    for name in route.errors:
        error = manifest.error(name)
        answers.setdefault(str(error.status), problem(error.title or error.name, error))
    if route.auth is not None and route.auth.schemes:
        answers.setdefault("401", problem("Who calls is not proven"))
    if route.auth is not None and route.auth.roles:
        answers.setdefault("403", problem("The caller has none of the roles"))
    if route.csrf:
        answers.setdefault("403", problem("A page of another site asks, or none of this session"))
    if route.limits:
        answers.setdefault("429", problem("Too many requests; Retry-After tells when there may be more"))
    if route.concurrency:
        answers.setdefault("503", problem("Too much is being worked on; Retry-After tells when to come again"))
    answers["default"] = problem("A problem document")
    return answers


def describe_events(route: Route) -> dict[str, Any]:
    """A stream of events: this version of OpenAPI has no word for what one of them holds."""
    event = body_schema(route.send) if route.send is not None else {"type": "string"}
    return {"description": "A stream of events", "content": {"text/event-stream": {"schema": {"type": "string"}, "x-event": event}}}


def problem(description: str, error: ErrorDecl | None = None) -> dict[str, Any]:
    schema: Schema = {"$ref": "#/components/schemas/Problem"}
    if error is not None and error.fields:
        members = {field.name: field_schema(field) for field in error.fields}
        schema = {"allOf": [schema, {"type": "object", "properties": members}]}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
