# SPDX-License-Identifier: Apache-2.0
"""The prose of the reference page, between the tables that are made from the grammar."""

from __future__ import annotations

OPENING = """# The manifest

`service.yaml` at a project's root describes a service: its types, routes, errors, settings, jobs. `saki check` tells every mistake
in one run, each with file, line, column and a way out; `saki schema` gives an editor what it needs to complete the file.

This page is made from the same table as those checks: `saki schema --markdown > docs/manifest.md`.

```yaml
saki: 1
service: {name: notes, version: 0.1.0, summary: "Notes as JSON, kept in SQLite."}
packages: [sqlite]

types:
  Note:
    id: int64 readonly
    title: string(1..200)
    body: string = ""
    tags: list(string(1..30))(..16)
    state: enum(open|done) = open
    due: date optional
    created_at: timestamp readonly
  Page: {after: int64 = 0, limit: int32(1..100) = 20}

errors:
  TitleTaken: {status: 409, title: A note with this title exists}

routes:
  GET /notes:               {handler: list_notes, query: Page, returns: list(Note)}
  POST /notes:              {handler: create_note, body: Note, returns: 201 Note, errors: [TitleTaken]}
  GET /notes/{id:int64}:    {handler: get_note, returns: Note}
  DELETE /notes/{id:int64}: {handler: delete_note, returns: 204}
  STATIC /:                 {directory: public, index: index.html}

settings:
  page_title: string = "Notes"
```

The file is a subset of YAML 1.2: one document of at most 1 MiB and 32 levels, in UTF-8 with LF line ends, without anchors, aliases,
tags, directives, merge keys or duplicate keys. Plain `no` and `12:30` are texts.
"""

NOTATION = """## Types and fields

A field is `TYPE[(constraint)] [optional] [readonly|writeonly|secret] [= default]`. It needs no quotes in block or flow style, unless its
default holds a comma, `: `, ` #` or brackets; then the whole value stands in quotes, and the error says so.

| type | constraint | JSON | C++ |
|---|---|---|---|
| `bool` | | boolean | `bool` |
| `int32` `int64` `uint32` `uint64` | `(min..max)` | number, integral | `std::int32_t` … |
| `double` | `(min..max)` | number | `double` |
| `string` | `(min..max)` characters, `pattern:` in the long form | string | `std::string` |
| `bytes` | `(min..max)` bytes | base64 (RFC 4648 section 4) | `saki::Bytes` |
| `timestamp` | | RFC 3339 | `saki::Timestamp` |
| `date` | | `2026-11-20` | `std::chrono::year_month_day` |
| `duration` | | `1h30m` | `std::chrono::microseconds` |
| `uuid` | | string, lower case | `saki::Uuid` |
| `email` `uri` `path` | | string, checked | `std::string` |
| `enum(a\\|b)` | | string | `enum class` |
| `list(T)` `map(T)` | `(min..max)` entries | array, object | `std::vector`, `std::map` |
| a declared type | | object | struct |
| `json` | | anything | `saki::Json` |

Either end of a constraint may be missing: `(1..)`, `(..200)`. `optional` is absent or null; a field that is neither optional nor has a default is
required. `readonly` is ignored in requests, `writeonly` never answered, `secret` never logged. A default is one word, a text in double
quotes, or JSON for lists and maps: `= open`, `= "two words"`, `= []`.

Under `types` stands a map of fields, an enum (`State: enum(open|done)`), or a derived type. `Note-id` is Note without that field,
`patch(Note)` is Note with every field optional; both can stand wherever a type can, and go together: `patch(Note-id)`. With `strict: true` among
its fields, a type refuses members it does not declare. A type may hold itself through an optional field, a list or a map.

In C++ names become `snake_case` fields, `PascalCase` types and enumerators: `createdAt` is `created_at`, the enum of `Note.state` is `NoteState`,
`Note-id` is `NoteWithoutId`, `patch(Note)` is `NotePatch`, the query fields of `list_notes` are `ListNotesQuery`.
"""

PATTERNS = """### Patterns

`pattern:` takes a regular expression that can be matched in linear time, and that means the same in ECMAScript with the `u` flag:
literals, `.`, classes `[a-z]` `[^a-z]`, `\\d \\w \\s` and their complements, groups `( )` and `(?: )`, `|`, `^` and `$`, and the quantifiers
`? * + {n} {n,} {n,m}` with counts up to 1000; escapes `\\t \\n \\r \\f \\v \\uHHHH` and a backslash before any syntax character. There are no
back-references, no look-around, no lazy quantifiers, no `\\b`, no `\\p`. It is searched for in the text, by code points; `^` and `$` hold at the very
start and end. `\\d` and `\\w` are ASCII, `\\s` is ECMAScript's. At most 1,000 characters, groups 32 deep, 4,096 states.
"""

PATHS = """## `routes`

The name of a route is `METHOD /path`. A segment of a path is a literal, `{name}` (a string), `{name:TYPE}` or, last, `{name...}` (the rest, which
may be empty). At each segment a literal goes before a typed parameter, that before a string, and that before the rest; static mounts are
asked after all routes. HEAD and OPTIONS are answered by themselves. The parameters are arguments of the handler, in order; then come
`query`, `headers`, `cookies` and `body`, as far as they are declared. A parameter has a type of one value, other than bytes, json, uri and path;
a text that is no such value, a word outside an enum included, is another path: 404 where no other route takes it.

`returns: Note` answers 200, `returns: 201 Note` another status, `returns: 204` no content; several stand in a map: `{200: Note, 202: text}`. Without
`returns` the handler makes a `Response`; without `body` it reads or streams the request itself.

The handler of a `WS` route takes a socket behind the request, `saki::WebSocket<Note, Note>&` for `receive: Note, send: Note`, then the parameters;
see [WebSockets](web-sockets.md). That of an `SSE` route takes a stream, `saki::EventStream<Note>&` for `send: Note`; see
[Event streams](event-streams.md).

A route's `query`, `headers` and `cookies` name a type or list fields; only plain values can stand there, and lists in query and headers.
"""

SETTINGS = """## `settings`

The service's own part of `config.yaml`, below `settings`. A setting has a type of one value, or is a list or map of such; declared types with
fields, and json, cannot stand there. Bytes, timestamps, dates and UUIDs are configured as the texts they have in JSON. A `secret` one is a text,
or a list or map of texts, and a `saki::Secret` in C++. The name of each is that of a field; the long form has one more key:"""

CLOSING = """## Packages describe themselves

Each package has a `package.yaml` in its folder below the SDK's `packages/`: `name`, `version`, `saki` (the format of the manifest it is made
for), `summary`, `target` (CMake), `header`, `type` (what `request.use<T>()` takes), `debian` (what it needs to build).
"""
