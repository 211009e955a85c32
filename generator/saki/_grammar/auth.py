# SPDX-License-Identifier: Apache-2.0
"""The keys of the sections `auth` and `access`: defaults of what the installation's config.yaml says under the same names.

The SDK declares each of them once more, as data, where it reads them; a test holds the two lists together. A secret is no part of a manifest.
"""

from __future__ import annotations

from . import formats as f
from .server import keys, size
from .shapes import Flag, Key, Keys, Kinds, Line, Many, Table, Whole, Word

AUTH_KINDS = ("basic", "bearer", "key", "cookie", "certificate", "session")
DAY = Line(f.DURATION, "0s", "1d")
SCHEME = Keys(
    "scheme",
    (
        Key("kind", Word(AUTH_KINDS), "How callers prove who they are.", required=True),
        Key("realm", Line(), "What the challenge calls it; its own name unless told."),
        Key("file", Line(), "Users with the hashes of their passwords, or keys, one a line; relative to data_dir. `saki passwd` writes it."),
        Key("hashing_threads", Whole(1, 64), "Threads that compare passwords, which takes long on purpose."),
        Key("hashing_queue", Whole(1, 10_000), "Comparisons that may wait for one; further callers are answered 503."),
        Key("remember", DAY, "How long a password that was right is not compared again; 0s compares each time."),
        Key("remembered", Whole(0, 1_000_000), "Of how many that is remembered, by each worker."),
        Key("keys", Many(Line(), single=True), "Files of keys: PEM, or a JSON Web Key Set; relative to data_dir, read anew when they change."),
        Key("algorithms", Many(Word(("HS256", "RS256", "ES256", "EdDSA")), single=True), "Those that are taken; without, every one that there is a key for."),
        Key("issuer", Line(), "What `iss` must be; empty for whatever it is."),
        Key("audience", Many(Line(), single=True), "One of these must be in `aud`; without, tokens that name an audience are refused."),
        Key("type", Line(), "What `typ` must be, such as at+jwt; empty for whatever it is."),
        Key("skew", Line(f.DURATION, "0s", "10m"), "How far the clocks of issuer and service may differ."),
        Key("needs_expiry", Flag(), "Whether a token without `exp` is refused."),
        Key("roles_claim", Line(), "The claim that holds the roles: a list, or a text with blanks between, as `scope` is."),
        Key("token_bytes", size("64", "64KiB"), "A longer token is refused unread."),
        Key("claims_depth", Whole(1, 32), "Lists and objects within one another; a token with more is refused."),
        Key("header", Line(f.HTTP_TOKEN), "The field that holds the key."),
        Key("query", Line(), "A parameter of the query that may hold it instead, where logs and histories see it; empty for none."),
        Key("cookie", Line(f.HTTP_TOKEN), "The cookie's name."),
        Key("lifetime", Line(f.DURATION, "1s", "400d"), "How long it is good for."),
    ),
    "A way to prove who calls. Which of its keys mean something is decided by its kind.",
    secrets=("secret",),
)
SCHEMES = Table("scheme", f.LABEL, SCHEME)

ACTION = Word(("allow", "deny"))
ACCESS_RULE = keys(
    "access rule",
    ("from", Many(Line(f.NETWORK), single=True), "Networks that it comes from: 10.0.0.0/8, 2001:db8::/32, ::1, unix:."),
    ("path", Many(Line(), single=True), "Paths, each with all below it."),
    ("method", Many(Line(), single=True), "Methods; GET stands for HEAD as well."),
    ("user", Many(Line(), single=True), "Who calls, as `auth` found out; `*` for everybody who is known."),
    ("role", Many(Line(), single=True), "Roles, of which the caller has one."),
)
ACCESS_RULE = Keys("access rule", (Key("action", ACTION, "What becomes of a request that fits all of the rule.", required=True), *ACCESS_RULE.keys))
ACCESS_KEYS = Keys(
    "access",
    (
        Key("default", ACTION, "What becomes of a request that no rule fits."),
        Key("rules", Many(ACCESS_RULE), "Who may come in; the first rule that fits decides."),
    ),
)
ACCESS = Kinds(table=ACCESS_KEYS, nothing=True)

# ---------------------------------------------------------------- of a route

SCHEME_NAME = Line(f.LABEL)
AUTH = Kinds(
    text=SCHEME_NAME,
    many=Many(SCHEME_NAME),
    table=Keys(
        "auth",
        (
            Key("scheme", Many(SCHEME_NAME, single=True), "By which of the schemes in `auth` callers prove who they are; any of them.", required=True),
            Key("roles", Many(Line(f.ROLE), single=True), "Who is let in; any of them."),
            Key("optional", Flag(), "Let callers in who prove nothing, but refuse wrong proof."),
        ),
    ),
)
