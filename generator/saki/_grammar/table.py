# SPDX-License-Identifier: Apache-2.0
"""The grammar of the manifest: every key, what it takes, what it means. The one table behind checks, JSON Schema and reference."""

from __future__ import annotations

from . import formats as f
from .guards import CONCURRENCY, CORS, LIMIT, LIMITS, SECURITY_HEADERS
from .auth import ACCESS, AUTH, SCHEMES
from .database import DATABASE
from .server import SERVER
from .shapes import Anything, Flag, Format, Key, Keys, Kinds, Line, Many, Named, Routes, Shape, Table, Whole, Word
from .session import SEALED_COOKIES, SESSION
from .store import STORE
from .web_socket import SOCKET_KEYS

TEXT = Line()
SYMLINK_POLICIES = ("none", "same-owner", "within")
HEALTH_WORDS = ("live", "ready", "measures")
REDIRECT_STATUSES = ("301", "302", "303", "307", "308")

# ---------------------------------------------------------------- fields and types

FIELD_KEYS = (
    Key("type", Line(f.TYPE), "The type, as in the short form.", required=True),
    Key("min", Anything("a bound"), "The least value, length or number of entries."),
    Key("max", Anything("a bound"), "The greatest value, length or number of entries."),
    Key("pattern", Line(f.PATTERN), "What the text must match somewhere; only for `string`."),
    Key("default", Anything("a value of the type"), "The value of an absent field."),
    Key("optional", Flag(), "Whether it may be absent or null."),
    Key("readonly", Flag(), "Ignored in requests."),
    Key("writeonly", Flag(), "Never answered."),
    Key("secret", Flag(), "Never logged."),
    Key("description", TEXT, "For the reader of the API's documentation."),
    Key("example", Anything("a value of the type"), "For the reader of the API's documentation."),
    Key("deprecated", Flag(), "Marked so in the API's documentation."),
)
FIELD = Kinds(text=Line(f.FIELD), table=Keys("field", FIELD_KEYS, "The long form of a field; it has the words of the short one."))
SETTING_KEYS = FIELD_KEYS + (
    Key("reload", Word(("start", "live")), "`live`: a change of the configuration applies to the running service within 2 s; else at its next start."),
)
SETTING = Kinds(text=Line(f.FIELD), table=Keys("setting", SETTING_KEYS, "The long form of a setting."))
STRICT = Key("strict", Flag(), "Refuse members that are not declared, instead of ignoring them.")


def fields(key: Format, what: str = "field") -> Table:
    """A map of fields whose names have the format `key`."""
    return Table(what, key, FIELD)


TYPE = Kinds(text=Line(f.TYPE), table=Table("field", f.FIELD_NAME, FIELD, options=(STRICT,)))
QUERY = Kinds(text=Line(f.TYPE), table=fields(f.PARAMETER_NAME, "parameter"))
HEADERS = Kinds(text=Line(f.TYPE), table=fields(f.HEADER_NAME, "header"))
COOKIES = Kinds(text=Line(f.TYPE), table=fields(f.PARAMETER_NAME, "cookie"))

ERROR = Keys(
    "error",
    (
        Key("status", Whole(400, 599), "The status that answers it.", required=True),
        Key("title", TEXT, "One line for people, the same each time."),
        Key("fields", fields(f.FIELD_NAME), "Further members of the problem document."),
        Key("retry_after", Line(f.DURATION), "Sent as Retry-After, rounded up to seconds."),
    ),
    "An error a handler throws, answered as problem document (RFC 9457).",
)

# ---------------------------------------------------------------- routes

CACHE_TIME = Line(f.CACHE_TIME)
CACHE = Kinds(
    text=CACHE_TIME,
    table=Keys(
        "cache",
        (
            Key("max_age", CACHE_TIME, "How long an answer may be kept.", required=True),
            Key("private", Flag(), "Only by the caller's own cache; by default where callers have to prove who they are."),
            Key("vary", Many(Line(f.HTTP_TOKEN), single=True), "The request headers that answers depend on."),
        ),
    ),
)
ABOUT = (
    Key("summary", TEXT, "One line for the API's documentation."),
    Key("description", TEXT, "More than a line."),
    Key("tags", Many(TEXT, single=True), "Headings it stands under in the documentation."),
)
PARAMETERS = (
    Key("query", QUERY, "Parameters of the query: a type, or fields."),
    Key("headers", HEADERS, "Request headers: a type, or fields; in a type's field `_` stands for `-`."),
    Key("cookies", COOKIES, "Cookies: a type, or fields."),
)
ERRORS = Key("errors", Many(Line(f.ERROR_NAME), single=True), "The declared errors it may throw.")
POLICIES = (
    Key("timeout", Line(f.DURATION), "After this long the request is cancelled and answered 503."),
    Key("max_body", Line(f.SIZE), "A larger body is answered 413."),
    Key("middleware", Many(Line(f.MIDDLEWARE), single=True), "What wraps the handler, outermost first."),
    Key("auth", AUTH, "Who may call: `none`, schemes of the section `auth`, or a map."),
    Key("limit", LIMIT, "How often it may be called: a rate, or a map. Holds beside those of what is around."),
    Key("concurrency", CONCURRENCY, "How many requests at once: a number, or a map. Holds beside those of what is around."),
    Key("cache", CACHE, "How long answers of GET may be kept: a duration, `no-store`, or a map. See [Caching](caching.md)."),
    Key("cors", CORS, "Which sites' pages may call: origins, or a map."),
    Key("csrf", Flag(), "Whether requests that change something need a token of their session, against forged ones. By default `form` bodies do in a service with sessions."),
    Key("hidden", Flag(), "Left out of the API's documentation."),
    Key("deprecated", Flag(), "Marked so in the API's documentation."),
)
HANDLER = Key("handler", Line(f.HANDLER), "The function that answers, written in `src/<handler>.cpp`.", required=True)
ANSWER = Kinds(text=Line(f.CONTENT), nothing=True)
RETURNS = Kinds(text=Line(f.RETURNS), table=Table("status", f.STATUS, ANSWER))
CONTENT = Line(f.CONTENT)


def policies(*left_out: str) -> tuple[Key, ...]:
    return tuple(key for key in POLICIES if key.name not in left_out)


HTTP_ROUTE = Keys(
    "route",
    (
        HANDLER,
        *ABOUT,
        *PARAMETERS,
        Key("body", Line(f.BODY), "What a request carries: a type, `text`, `bytes`, `stream`, `form`; none leaves it raw."),
        Key("returns", RETURNS, "What is answered; several statuses stand in a map. None: the handler makes a `Response`."),
        ERRORS,
        *POLICIES,
    ),
    "A route of a method: GET, POST, PUT, PATCH, DELETE. HEAD and OPTIONS are answered by themselves.",
)
WS_ROUTE = Keys(
    "WS route",
    (
        HANDLER,
        *ABOUT,
        *PARAMETERS,
        *SOCKET_KEYS,
        ERRORS,
        *policies("cache", "cors", "csrf", "max_body"),
    ),
    "A WebSocket (RFC 6455). Middleware and policies see the request that asks for it, as any other.",
)
SSE_ROUTE = Keys(
    "SSE route",
    (HANDLER, *ABOUT, *PARAMETERS, Key("send", CONTENT, "What an event holds: a type, or `text`, as without it.", also=("returns", "event")), ERRORS, *policies("cache", "csrf", "max_body")),
    "A stream of server-sent events. Middleware and policies see the request that asks for it, as any other.",
)
DIRECTORY = Kinds(
    text=Line(f.RELATIVE),
    table=Keys("directory", (Key("setting", Line(f.SETTING_NAME), "The setting that holds the folder.", required=True),)),
)
MOUNT_CACHE = Kinds(
    text=CACHE_TIME,
    table=Keys(
        "mount cache",
        (
            Key("max_age", CACHE_TIME, "How long a file may be kept.", required=True),
            Key("private", Flag(), "Only by the caller's own cache; by default where callers have to prove who they are."),
        ),
    ),
)
STATIC_ROUTE = Keys(
    "STATIC route",
    (
        Key("directory", DIRECTORY, "The folder, relative to the project; or `{setting: NAME}`.", required=True, also=("folder", "root", "path")),
        Key("index", TEXT, "The file that answers for a folder."),
        Key("listing", Flag(), "List a folder that has no index."),
        Key("symlinks", Word(SYMLINK_POLICIES), "Which links are followed, none of them out of the folder; by default `within`: all others."),
        Key("precompressed", Flag(), "Whether `a.css.br` and `a.css.gz` answer for `a.css`; by default they do."),
        Key("cache", MOUNT_CACHE, "How long files may be kept: a duration, `no-store`, or a map."),
        *ABOUT,
        *policies("timeout", "max_body", "concurrency", "cache", "csrf"),
    ),
    "A mount of static files. It is asked after all other routes.",
)
REDIRECT_ROUTE = Keys(
    "REDIRECT route",
    (
        Key("to", Line(f.TARGET), "Where it leads.", required=True),
        Key("status", Word(REDIRECT_STATUSES), "By default 308."),
        *ABOUT,
        *policies("max_body", "timeout", "concurrency", "limit", "csrf"),
    ),
    "A redirection.",
)
HEALTH_ROUTE = Keys(
    "HEALTH route",
    (
        Key("tells", Word(HEALTH_WORDS), "`live`: the process runs. `ready`: its packages can work. `measures`: its numbers, for Prometheus.", required=True),
        *policies("max_body", "timeout", "concurrency", "cache", "csrf", "hidden", "deprecated"),
    ),
    "What the service tells of itself, to those that watch it. Keep it from strangers.",
)
ROUTES = Routes(
    f.ROUTE_KEY,
    (
        ("", HTTP_ROUTE),
        ("WS", WS_ROUTE),
        ("SSE", SSE_ROUTE),
        ("STATIC", STATIC_ROUTE),
        ("REDIRECT", REDIRECT_ROUTE),
        ("HEALTH", HEALTH_ROUTE),
    ),
)

GROUP: Keys = Keys(
    "group",
    (
        Key("prefix", Line(f.PATH), "Put before the paths of its routes; a route `/` is then the prefix itself."),
        Key("tags", Many(TEXT, single=True), "Added to those of its routes."),
        ERRORS,
        *POLICIES,
        Key("routes", ROUTES, "The routes it holds. What they do not say themselves, the group says."),
        Key("groups", Table("group", f.LABEL, Named("group", lambda: GROUP)), "Groups within it; one level."),
    ),
    "Routes with a common prefix and common policies. Lists (tags, errors, middleware) are added to the routes' own, and so are limits and concurrency.",
)

# ---------------------------------------------------------------- the rest

SERVICE = Keys(
    "service",
    (
        Key("name", Line(f.SERVICE_NAME), "The name of the program.", required=True),
        Key("version", Line(f.VERSION), "By default 0.1.0."),
        Key("summary", TEXT, "One line."),
        Key("namespace", Line(f.NAMESPACE), "The C++ namespace; by default the name in snake_case."),
        Key("license", TEXT, "For the API's documentation."),
        Key("contact", TEXT, "For the API's documentation."),
    ),
)
PACKAGE = Kinds(
    text=Line(f.PACKAGE_NAME),
    table=Keys(
        "package",
        (
            Key("name", Line(f.PACKAGE_NAME), "The package.", required=True),
            Key("optional", Flag(), "Build without it where it is not installed."),
            Key("config", Anything("options of the package"), "Defaults of its section of config.yaml."),
        ),
    ),
)
JOB = Keys(
    "job",
    (
        Key("handler", Line(f.HANDLER), "The function that does the work.", required=True),
        Key("every", Line(f.DURATION), "Runs at every whole multiple of this since 1970 began, in UTC: 1h is on the hour."),
        Key("cron", Line(f.CRON), "Runs at these times, in UTC."),
        Key("on_start", Flag(), "Also runs when the service starts."),
        Key("on_demand", Flag(), "Runs when the service's own code asks for it; one with a clock may be asked for as well."),
        Key("durable", Flag(), "Runs that are asked for lie in the store until they have ended: a restart loses none."),
        Key(
            "args",
            Kinds(text=Line(f.TYPE), table=fields(f.FIELD_NAME, "argument")),
            "Arguments of the handler: a type, or fields; each optional or with a default where it runs by itself.",
        ),
        Key("retry", Whole(0, 1000), "How often a failed run is tried again."),
        Key("backoff", Line(f.DURATION), "The wait before the first retry, 1s; it doubles each time, up to 1h."),
        Key("timeout", Line(f.DURATION), "After this long an attempt is cancelled, which is a failure."),
        Key("jitter", Line(f.DURATION), "A random delay of up to this long."),
        Key("overlap", Word(("skip", "queue", "allow")), "What becomes of a run that is due while the one before goes on."),
    ),
    "Work done by time; every, cron, on_start and on_demand say when.",
)

MANIFEST_KEYS: tuple[Key, ...] = (
    Key("saki", Whole(1, 1_000_000), "The version of this format: 1.", required=True),
    Key("service", SERVICE, "What the service is.", required=True),
    Key("packages", Many(PACKAGE), "The packages it uses: a name, or a map."),
    Key("types", Table("type", f.TYPE_NAME, TYPE), "The types of what it takes and answers."),
    Key("errors", Table("error", f.ERROR_NAME, ERROR), "The errors its handlers throw."),
    Key("routes", ROUTES, "What it answers."),
    Key("groups", Table("group", f.LABEL, GROUP), "Routes with a common prefix and policies."),
    Key("limit", LIMIT, "How often its routes with a handler may be called, all together: a rate, or a map."),
    Key("concurrency", CONCURRENCY, "How many requests its routes with a handler work on at once: a number, or a map."),
    Key("cors", CORS, "Which sites' pages may call its routes, where neither they nor their groups say."),
    Key("csrf", Flag(), "Whether its routes ask for a token of the session, where neither they nor their groups say. See [Sessions](sessions.md)."),
    Key("limits", LIMITS, "How limits count, see [Limits](limits.md)."),
    Key("security_headers", SECURITY_HEADERS, "What every answer tells browsers not to do; alone as the SDK thinks best. See [Other sites](cors.md)."),
    Key("jobs", Table("job", f.LABEL, JOB), "Work done by time."),
    Key("database", DATABASE, "The SQL database under one name, request.use<saki::Database>(), whichever package serves it."),
    Key("store", STORE, "Keys and values that all workers share, and what keeps them; alone it is kept in memory."),
    Key("session", SESSION, "What is kept for each client, in the store unless told; alone it has its defaults."),
    Key("cookies", SEALED_COOKIES, "Signed and encrypted cookies, and where their keys are; alone it has its defaults."),
    Key("auth", SCHEMES, "Ways to prove who calls, by names that routes ask for."),
    Key("access", ACCESS, "Who may come in, before any route is asked."),
    Key("settings", Table("setting", f.SETTING_NAME, SETTING), "The service's own typed configuration."),
    Key("server", SERVER, "Defaults of the server's configuration; the installation's config.yaml wins."),
    Key("include", Many(Line(f.RELATIVE), single=True), "Further files with types, errors and routes."),
)
MANIFEST = Keys("manifest", MANIFEST_KEYS)
INCLUDED_KEYS = ("types", "errors", "routes")
INCLUDED: Shape = Keys("included file", tuple(key for key in MANIFEST_KEYS if key.name in INCLUDED_KEYS))
