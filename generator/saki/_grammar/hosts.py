# SPDX-License-Identifier: Apache-2.0
"""The keys of virtual hosts, below `server`: what a host has, named or not.

The SDK declares each of them once more, as data, where it reads them; a test holds the two lists together.
"""

from __future__ import annotations

from . import formats as f
from .shapes import Flag, Key, Keys, Line, Many, Table, Whole, Word

DAY = Line(f.DURATION, "0s", "1d")

MOUNT = Keys(
    "host's mount",
    (
        Key("path", Line(f.PATH), "At and below it the files answer."),
        Key("directory", Line(), "Where the files are; a relative folder lies beside the executable.", required=True),
        Key("index", Line(), "The file that answers for a folder; empty for none."),
        Key("listing", Flag(), "A folder without index is listed."),
        Key("hidden_files", Flag(), "Names that begin with a dot are served as well."),
        Key("precompressed", Flag(), "`a.css.br` or `a.css.gz` answers for `a.css`."),
        Key("symlinks", Word(("none", "same-owner", "within")), "Which links are followed, none of them out of the folder."),
        Key("cache_control", Line(), "Cache-Control of every file that no rule fits."),
        Key("cache_rules", Table("rule", f.FILE_PATTERN, Line()), "Patterns with a Cache-Control each; the first that fits counts."),
        Key("cached_files", Whole(0, 1_000_000), "Files that each worker keeps open; 0 for none."),
        Key("reopen", DAY, "How long one is kept before its path is followed anew."),
    ),
)
REWRITE = Keys(
    "rewrite",
    (
        Key("match", Line(f.PATH), "A pattern as routes have: /old/{rest...}.", required=True),
        Key("to", Line(f.TARGET), "The place instead, with {name} for a parameter; the query is kept unless this has its own.", required=True),
        Key(
            "status",
            Word(("301", "302", "303", "307", "308")),
            "The client is sent there with it; without, that place answers and the client learns nothing of it.",
        ),
    ),
)
HOST_RULES = (
    Key("mounts", Many(MOUNT), "Folders of files that answer where no route fits."),
    Key(
        "error_pages",
        Table("error page", f.ERRORS, Line()),
        "Files shown for errors, by status (404) or class (5xx); a relative one lies beside the executable.",
    ),
    Key("rewrites", Many(REWRITE), "Rules that lead a request to another place before it is answered."),
    Key("trailing_slash", Word(("strict", "ignore", "redirect", "strip")), "What the slash at a path's end means where no route fits the path as it is."),
)
ACCESS_LOG = Keys(
    "host's access log",
    (
        Key("path", Line(), "A file below data_dir, `-` or `stdout`, `stderr`.", required=True),
        Key("format", Word(("common", "combined", "json")), "What its lines look like."),
    ),
)
FILES = Many(Line(), single=True)
TLS_OF_HOST = (
    Key("certificate", FILES, "PEM files, each a certificate with its chain below it: as a rule one, or one for each kind of key.", also=("cert", "crt", "chain")),
    Key("key", FILES, "PEM files of their private keys, in the same order; without, each certificate's file holds its key too.", also=("private_key",)),
    Key("ocsp", FILES, "DER files of what their authorities say of them (OCSP), in the same order, shown to clients."),
    Key("client_certificates", Word(("off", "optional", "required")), "Whether clients are asked to prove who they are."),
    Key("client_ca", Line(), "PEM file of the authorities that clients' certificates must come from."),
)
HOST = Keys(
    "host",
    (
        Key("name", Line(f.HOST), "The host that requests name; `*.` stands for any one label in front.", required=True),
        Key("aliases", Many(Line(f.HOST), single=True), "Its other names."),
        Key("default", Flag(), "It answers for names that no host has, in place of what stands below `server` itself."),
        Key("routes", Flag(), "The service's routes and static files answer here as well."),
        Key("access_log", ACCESS_LOG, "A line for each of its requests, in place of the server's log."),
        Key("tls", Keys("host's tls", TLS_OF_HOST), "Its own certificates, and whom it asks for theirs, in place of the server's."),
        *HOST_RULES,
    ),
)
HOST_KEYS = (
    Key("hosts", Many(HOST), "Virtual hosts: what answers by the name that a request gives its host."),
    Key("unknown_host", Word(("default", "misdirected", "not_found")), "What a name that no host has is answered with: the default host, 421 or 404."),
    *HOST_RULES,
)
