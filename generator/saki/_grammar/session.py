# SPDX-License-Identifier: Apache-2.0
"""The keys of the sections `session` and `cookies`: defaults of what the installation's config.yaml says under the same names.

The SDK declares each of them once more, as data, where it reads them; a test holds the lists together.
"""

from __future__ import annotations

from . import formats as f
from .server import keys, size
from .shapes import Flag, Key, Keys, Kinds, Line, Word

BACKEND = Line(f.PACKAGE_NAME)
SESSION_KEYS = keys(
    "session",
    ("backend", BACKEND, "The package that keeps sessions: sqlite, redis; the service's store unless told."),
    ("idle", Line(f.DURATION, "1s", "365d"), "A session ends so long after its last request; up to an eighth of it sooner."),
    ("lifetime", Line(f.DURATION, "1s", "400d"), "It ends so long after it began, however it is used."),
    (
        "rotation_grace",
        Line(f.DURATION, "0s", "1m"),
        "How long requests with an id that was changed still see the session as it was before, to read; 0s is not at all.",
    ),
    ("max_bytes", size("256", "1MiB"), "The largest session, as it is stored."),
    ("cookie", Line(), "The cookie's name; __Host-session unless told."),
    ("domain", Line(), "A domain whose hosts all get the cookie; then its name begins with __Secure-."),
    ("same_site", Word(("lax", "strict", "none")), "Which requests from other sites' pages carry the cookie."),
    ("secure", Flag(), "Whether the cookie travels over https alone; without, it is called session."),
    ("persistent", Flag(), "Whether browsers keep the cookie when they are closed."),
)
SESSION = Kinds(text=BACKEND, table=SESSION_KEYS, nothing=True)

COOKIES_KEYS = Keys(
    "cookies",
    (Key("key_file", Line(), "The file of the keys, relative to data_dir; unless told cookies.keys there, made if missing."),),
    secrets=("keys",),
)
SEALED_COOKIES = Kinds(table=COOKIES_KEYS, nothing=True)
