# SPDX-License-Identifier: Apache-2.0
"""Codes about routes, groups and handlers."""

from __future__ import annotations

from .code import code

ROUTES = (
    code(
        "bad-route",
        "A route is named by a method and a path with a blank between them.",
        "routes:\n  /notes: {handler: list_notes}",
        "routes:\n  GET /notes: {handler: list_notes}",
    ),
    code(
        "unknown-method",
        "The first word of a route is GET, POST, PUT, PATCH, DELETE, or WS, SSE, STATIC, REDIRECT, HEALTH. HEAD and OPTIONS are answered by themselves.",
        "routes:\n  FETCH /notes: {handler: list_notes}",
        "routes:\n  GET /notes: {handler: list_notes}",
    ),
    code(
        "bad-path",
        "A path starts with '/', does not end with it, and its segments are literals, {name}, {name:TYPE} or, last, {name...}.",
        "routes:\n  GET /notes/: {handler: list_notes}",
        "routes:\n  GET /notes: {handler: list_notes}",
    ),
    code(
        "duplicate-parameter",
        "Two parameters of one path have the same name.",
        "routes:\n  GET /users/{id}/posts/{id}: {handler: show_post}",
        "routes:\n  GET /users/{user}/posts/{post}: {handler: show_post}",
    ),
    code(
        "unknown-parameter",
        "The target of a redirect uses a parameter that its path does not have.",
        "routes:\n  REDIRECT /old/{id}: {to: '/new/{id}/{name}'}",
        "routes:\n  REDIRECT /old/{id}: {to: '/new/{id}'}",
    ),
    code(
        "unknown-scheme",
        "A route asks callers to prove who they are by a scheme that the section `auth` does not declare.",
        "auth:\n  staff: {kind: basic, file: users}\nroutes:\n  GET /notes: {handler: list_notes, auth: stuff}",
        "auth:\n  staff: {kind: basic, file: users}\nroutes:\n  GET /notes: {handler: list_notes, auth: staff}",
    ),
    code(
        "unused-parameter",
        "A path parameter is declared but nothing ever uses it.",
        "routes:\n  REDIRECT /old/{id}: {to: /new}",
        "routes:\n  REDIRECT /old/{id}: {to: '/new/{id}'}",
    ),
    code(
        "duplicate-route",
        "Two routes answer the same method on the same path. WS, SSE, REDIRECT and HEALTH answer GET.",
        "routes:\n  GET /notes: {handler: list_notes}\n  SSE /notes: {handler: follow}",
        "routes:\n  GET /notes: {handler: list_notes}\n  SSE /notes/live: {handler: follow}",
    ),
    code(
        "ambiguous-route",
        "Two routes match the same paths, and nothing says which comes first. Precedence at each segment: literal, typed, string, rest.",
        "routes:\n  GET /users/{id}: {handler: by_id}\n  GET /users/{name}: {handler: by_name}",
        "routes:\n  GET /users/{id:int64}: {handler: by_id}\n  GET /users/{name}: {handler: by_name}",
    ),
    code(
        "shadowed-route",
        "Static mounts are asked after all routes; a route that takes the rest of the path leaves nothing to this one.",
        "routes:\n  GET /{path...}: {handler: page}\n  STATIC /files: {directory: public}",
        "routes:\n  GET /pages/{path...}: {handler: page}\n  STATIC /files: {directory: public}",
    ),
    code(
        "body-not-allowed",
        "GET and DELETE requests have no body that servers and proxies could be relied on to pass (RFC 9110 section 9.3).",
        "types:\n  Note: {id: int64}\nroutes:\n  GET /notes: {handler: list_notes, body: Note}",
        "types:\n  Note: {id: int64}\nroutes:\n  POST /notes: {handler: list_notes, body: Note}",
    ),
    code(
        "handler-signature",
        "Two routes share a handler but give it different arguments, or want different answers. It is one C++ function, so they have to agree.",
        "routes:\n  GET /notes: {handler: show}\n  GET /notes/{id}: {handler: show}",
        "routes:\n  GET /notes: {handler: list_notes}\n  GET /notes/{id}: {handler: show}",
    ),
    code(
        "unknown-error",
        "The route names an error that is not declared under `errors`.",
        "errors:\n  Taken: {status: 409}\nroutes:\n  POST /notes: {handler: add, errors: [Takn]}",
        "errors:\n  Taken: {status: 409}\nroutes:\n  POST /notes: {handler: add, errors: [Taken]}",
    ),
    code(
        "group-depth",
        "Groups have two levels: a group, and groups in it.",
        """
         groups:
           one: {groups: {two: {groups: {three: {prefix: /three}}}}}
         """,
        """
         groups:
           one: {groups: {two: {prefix: /two/three}}}
         """,
    ),
)
