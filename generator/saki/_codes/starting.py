# SPDX-License-Identifier: Apache-2.0
"""Codes that a service tells when it starts, of its configuration and of what it is composed of; the last are those of its parts.

The examples are of config.yaml.
"""

from __future__ import annotations

from .code import code
from .starting_parts import STARTING_PART_CODES

NO_YAML = "server:\n  limits: {head_bytes: 8KiB}"

STARTING_CODES = (
    code("wrong-type", "The value has another type than the setting. `--help` of the service names the type of each.", "server: {workers: many}", "server: {workers: 4}"),
    code(
        "missing-setting",
        "The setting has no default, and neither a file nor the environment nor a flag gives it a value.",
        "settings: {}",
        "settings: {token: from-the-vault}",
    ),
    code("bad-assignment", "What follows --set, or a variable of the environment, is no KEY=VALUE with a dotted key.", "./notes --set workers", "./notes --set server.workers=2"),
    code("manifest-as-config", "The file is the service's manifest. The configuration of an installation is another file.", "./notes --config service.yaml", "./notes --config config/config.yaml"),
    code("too-large", "A configuration is at most 1 MiB.", "# a file of more than 1 MiB", NO_YAML),
    code("yaml-key", "A key is a map or a list.", "[a, b]: 1", '"[a, b]": 1'),
    code("yaml-tag", "Tags are no part of configurations: the setting itself says what type it has.", "server: {workers: !!int 2}", "server: {workers: 2}"),
    code("yaml-anchor", "Anchors are no part of configurations.", "server: &mine {workers: 2}", "server: {workers: 2}"),
    code("yaml-alias", "Aliases are no part of configurations.", "server: *mine", "server: {workers: 2}"),
    code("yaml-merge", "Merge keys are no part of configurations.", "server: {<<: {workers: 2}}", "server: {workers: 2}"),
    code("yaml-documents", "A configuration is one document.", "server: {workers: 2}\n---\nlog: {level: debug}", "server: {workers: 2}\nlog: {level: debug}"),
    code("yaml-depth", "Maps and lists lie more than 32 levels inside one another.", "# more than 32 levels", NO_YAML),
    code("no-address", "Nothing says where to listen.", "server: {listen: []}", 'server: {listen: "127.0.0.1:8080"}'),
    code(
        "bad-job",
        "A job cannot run: its cron expression says nothing, it has two clocks, a time below zero, or the name of another. `saki check` tells so of the "
        "manifest's; this is of one that was added in C++.",
        'jobs.add("purge", purge, {.cron = "60 * * * *"});',
        'jobs.add("purge", purge, {.cron = "0 * * * *"});',
    ),
    code(
        "cannot-listen",
        "The system refuses the address: another program has the port, it is below 1024, or no interface of this machine has it.",
        'server: {listen: "127.0.0.1:80"}',
        'server: {listen: "127.0.0.1:8080"}',
    ),
    code(
        "no-trusted-proxy",
        "Proxies shall say who the client is, but none is trusted to: anybody could say anything.",
        "server: {forwarded: x-forwarded}",
        "server: {forwarded: x-forwarded, trusted_proxies: [10.0.0.0/8]}",
    ),
    code(
        "no-such-listener",
        "A PROXY header is wanted on an address that nothing listens on.",
        "server: {listen: '127.0.0.1:8080', proxy_protocol: '127.0.0.1:8081', trusted_proxies: '::1'}",
        "server: {listen: '127.0.0.1:8080', proxy_protocol: '127.0.0.1:8080', trusted_proxies: '::1'}",
    ),
    code("cannot-start", "The system refuses what every service needs: descriptors, threads or memory. `ulimit -a` shows the bounds.", "ulimit -n 8; ./notes", "ulimit -n 4096; ./notes"),
    code(
        "not-migrated",
        "The database is not what the program expects: a migration failed, was changed after it was applied, or is not applied. docs/migrations.md has the ways out.",
        "migrations: {at_start: check}",
        "migrations: {at_start: up}",
    ),
    code(
        "migrations-database",
        "The migrations have no database: none of the service's packages of SQL has the name that `migrations.database` or `database.backend` says.",
        "migrations: {database: oracle}",
        "migrations: {database: sqlite}",
    ),
    code("log-file", "The log cannot be opened for writing: its folder is missing, or not this user's.", "log: {file: /root/notes.log}", "log: {file: /var/log/notes/notes.log}"),
    code(
        "static-directory",
        "The folder of a static mount is not set, or does not exist. A relative one lies beside the executable.",
        "settings: {static_dir: /no/such/folder}",
        "settings: {static_dir: /srv/notes/public}",
    ),
    code(
        "access-log",
        "An access log cannot be opened for writing: its folder is missing, or not this user's. A relative file lies below data_dir.",
        "server: {access_log: {path: /no/such/folder/access.log}}",
        "server: {access_log: {path: /var/log/notes/access.log}}",
    ),
    code(
        "tls-file",
        "A certificate, key or another file for TLS cannot be read: it is missing, a folder, larger than 1 MiB, or not for this user.",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert /no/such.pem --tls-key notes.key",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.pem --tls-key notes.key",
    ),
    code(
        "tls-certificate",
        "An address for TLS has no certificate, or a file that should hold one does not: as a rule the files of certificate and key are swapped.",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.key --tls-key notes.pem",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.pem --tls-key notes.key",
    ),
    code(
        "tls-key",
        "The private key is missing, is something else, or is encrypted: a service that starts by itself has nobody to ask for a pass phrase.",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.pem",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.pem --tls-key notes.key",
    ),
    code(
        "tls-mismatch",
        "The private key is not that of the certificate. Where the file holds a chain, the server's own certificate comes first.",
        "server: {tls: {certificate: renewed.pem, key: former.key}}",
        "server: {tls: {certificate: renewed.pem, key: renewed.key}}",
    ),
    code(
        "tls-expired",
        "The certificate is no longer valid, or not yet. While a service runs, a file with such a one is refused, and the old one stays.",
        "server: {tls: {certificate: last-year.pem, key: notes.key}}",
        "server: {tls: {certificate: this-year.pem, key: notes.key}}",
    ),
    code(
        "tls-weak",
        "A key or signature of the certificate, or of one in its chain, can be broken: RSA below 2048 bits, a curve below P-256, SHA-1.",
        "openssl req -x509 -newkey rsa:1024 -nodes -keyout notes.key -out notes.pem",
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout notes.key -out notes.pem",
    ),
    code(
        "tls-ocsp",
        "The file to be stapled is no OCSP answer, one about another certificate, or says that the certificate is revoked.",
        "server: {tls: {certificate: notes.pem, key: notes.key, ocsp: notes.pem}}",
        "server: {tls: {certificate: notes.pem, key: notes.key, ocsp: notes.ocsp}}",
    ),
    code(
        "tls-client-ca",
        "Clients are asked for certificates, but no authority is named that they must come from; or the other way round.",
        "server: {tls: {certificate: notes.pem, key: notes.key, client_certificates: required}}",
        "server: {tls: {certificate: notes.pem, key: notes.key, client_certificates: required, client_ca: clients.pem}}",
    ),
    code(
        "tls-listener",
        "A certificate is named on the command line, or beside the addresses in the configuration, but none of the addresses is one for TLS.",
        "./notes --listen 127.0.0.1:8443 --tls-cert notes.pem --tls-key notes.key",
        "./notes --listen tls://127.0.0.1:8443 --tls-cert notes.pem --tls-key notes.key",
    ),
    code(
        "hsts-preload",
        "The lists that browsers bring take a host only for a year at least, and with every name below it.",
        "server: {hsts: {max_age: 30d, preload: true}}",
        "server: {hsts: {max_age: 365d, subdomains: true, preload: true}}",
    ),
    code(
        "mount-duplicate",
        "Two mounts of one host have the same path.",
        "server: {mounts: [{path: /a, directory: one}, {path: /a/, directory: two}]}",
        "server: {mounts: [{path: /a, directory: one}, {path: /b, directory: two}]}",
    ),
    code(
        "error-page",
        "An error page is for no error, or its file is missing, empty or larger than 1 MiB. A relative one lies beside the executable.",
        "server: {error_pages: {200: fine.html}}",
        "server: {error_pages: {404: /srv/notes/404.html, 5xx: /srv/notes/50x.html}}",
    ),
    code(
        "host-duplicate",
        "A name is given to two hosts, or twice to one. Letter case and a dot at the end make no difference.",
        "server: {hosts: [{name: example.org}, {name: www.example.org, aliases: [example.org]}]}",
        "server: {hosts: [{name: example.org}, {name: www.example.org}]}",
    ),
    code(
        "host-default",
        "There are two default hosts: two that say so, or one beside what stands below `server` itself.",
        "server: {hosts: [{name: a.example, default: true}, {name: b.example, default: true}]}",
        "server: {hosts: [{name: a.example, default: true}, {name: b.example}]}",
    ),
    code(
        "rewrite-pattern",
        "What a rule matches is no pattern as routes have.",
        "server: {rewrites: [{match: old, to: /new}]}",
        "server: {rewrites: [{match: /old, to: /new}]}",
    ),
    code(
        "rewrite-target",
        "A rule leads to a path, and a redirect to a path or an http or https URI with a fixed host. `{name}` is a parameter of the pattern.",
        'server: {rewrites: [{match: "/old/{id}", to: "/new/{name}"}]}',
        'server: {rewrites: [{match: "/old/{id}", to: "/new/{id}"}]}',
    ),
    code(
        "rewrite-conflict",
        "A path could fit two rules, and nothing says which of them is meant: one is never reached.",
        'server: {rewrites: [{match: "/{id}", to: /a}, {match: "/{name}", to: /b}]}',
        'server: {rewrites: [{match: "/{id:int64}", to: /a}, {match: "/{name}", to: /b}]}',
    ),
    code("route-pattern", "A route that was added in C++ has a path outside the grammar.", 'service.get("notes", list);', 'service.get("/notes", list);'),
    code(
        "package-route",
        "A package adds a route in C++ that its package.yaml does not declare, or declares one that it does not add. The API's description is made of "
        "what it declares, and collisions are found by that.",
        'routes: {GET /stones: {returns: text}}      # in package.yaml\nservice.post("/stones", add);                # in install()',
        'routes: {POST /stones: {returns: text}}\nservice.post("/stones", add);',
    ),
    code("route-duplicate", "Two routes that were added in C++ are the same.", 'service.get("/notes", list);\nservice.get("/notes", all);', 'service.get("/notes", list);'),
    code(
        "route-conflict",
        "A path could fit two routes that were added in C++, and nothing says which of them is meant.",
        'service.get("/{id}", by_id);\nservice.get("/{name}", by_name);',
        'service.get("/{id:int64}", by_id);\nservice.get("/{name}", by_name);',
    ),
    *STARTING_PART_CODES,
)
