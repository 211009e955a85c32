# SPDX-License-Identifier: Apache-2.0
"""Codes that a part of a service tells when it starts: the store, who calls, limits, databases, packages. The examples are of config.yaml."""

from __future__ import annotations

from .code import code

STARTING_PART_CODES = (
    code(
        "store-backend",
        "No package of the service keeps a store under that name: it is not named in `packages` of the manifest, or keeps none.",
        "store: {backend: reddis}",
        "store: {backend: redis}",
    ),
    code(
        "sqlite-store",
        "The table that keeps the store cannot be made in the database: it is read-only, or the disk is full.",
        "sqlite: {path: /read-only/notes.db}",
        "sqlite: {path: notes.db}",
    ),
    code(
        "store-folder",
        "The folder in which the store in memory is kept cannot be read or written: it is another user's, or the disk is full.",
        "store: {memory: {folder: /root/store}}",
        "store: {memory: {folder: store}}",
    ),
    code(
        "store-locked",
        "Another process keeps its store in the same folder. One store has one process; several share one that a server keeps.",
        "store: {memory: {folder: /var/lib/notes/store}}",
        "store: {backend: redis}",
    ),
    code(
        "store-damaged",
        "What is in the folder is not what was written there: a file is missing, or holds something else. A log that ends early, as after a crash, is no damage.",
        "rm store/log-7",
        "mv store store.damaged",
    ),
    code(
        "auth-setting",
        "A scheme of `auth` has a key that means nothing for its kind, or lacks what its kind cannot do without.",
        "auth: {staff: {kind: basic}}",
        "auth: {staff: {kind: basic, file: users}}",
    ),
    code(
        "auth-file",
        "A file of users or keys cannot be read. A relative path lies below data_dir.",
        "auth: {staff: {kind: basic, file: gone}}",
        "auth: {staff: {kind: basic, file: users}}",
    ),
    code(
        "auth-key",
        "What tokens are to be verified with is no key of use: PEM of RSA (2048 bits), P-256 or Ed25519, a JSON Web Key Set, or a secret of 32 bytes.",
        "auth: {tokens: {kind: bearer, secret: short}}",
        "auth: {tokens: {kind: bearer, keys: [issuer.jwks]}}",
    ),
    code(
        "auth-scheme",
        "A route asks for a scheme that the configuration does not have.",
        "auth: {}",
        "auth: {staff: {kind: basic, file: users}}",
    ),
    code(
        "credentials",
        "A line of a file of users or keys is none: NAME:HASH or NAME:HASH:ROLE,ROLE. `saki passwd` writes them.",
        "ada:secret",
        "ada:$scrypt$ln=14,r=8,p=5$...$...:editor",
    ),
    code(
        "access-rule",
        "A rule asks who calls, and the service has nothing that finds that out.",
        "access: {rules: [{action: deny, user: [ada]}]}",
        "auth: {staff: {kind: basic, file: users}}\naccess: {rules: [{action: deny, user: [ada]}]}",
    ),
    code(
        "session-store",
        "Sessions have nowhere to be kept: the service has no store and no package of that name, or a session could be larger than a value of its store.",
        "session: {max_bytes: 1MiB}\nstore: {value_bytes: 64KiB}",
        "session: {max_bytes: 64KiB}\nstore: {value_bytes: 64KiB}",
    ),
    code(
        "session-cookie",
        "What the settings say of the session's cookie does not go together: browsers would drop it.",
        "session: {cookie: __Host-notes, domain: example.org}",
        "session: {cookie: __Secure-notes, domain: example.org}",
    ),
    code(
        "cookie-keys",
        "The keys for signed and encrypted cookies are told twice, cannot be read, or are none: each line is `ID KEY`, the key base64 of 32 bytes or more.",
        "cookies: {key_file: cookies.kesy}",
        "cookies: {key_file: cookies.keys}",
    ),
    code(
        "limit-store",
        "A limit that all workers count together is counted in the service's store, and the program was composed without one.",
        "# main.cpp\nservice.add_package(std::make_unique<saki::Limits>());",
        "# main.cpp\nservice.add_package(std::make_unique<saki::Store>());\nservice.add_package(std::make_unique<saki::Limits>());",
    ),
    code(
        "markdown-frame",
        "The frame of the package markdown is no page in which {content} stands once, cannot be read, or is larger than 1 MiB.",
        "markdown: {frame: missing.html}",
        "markdown: {frame: /srv/notes/frame.html}",
    ),
    code(
        "database-none",
        "The service uses the face of all databases, and none of its packages serves one.",
        "# service.yaml\npackages: []",
        "# service.yaml\npackages: [sqlite]",
    ),
    code("database-several", "More than one package could serve the database, and nothing says which.", "database: {backend: auto}", "database: {backend: mysql}"),
    code("database-unknown", "No package of the service serves a database of that name.", "database: {backend: oracle}", "database: {backend: mysql}"),
    code(
        "mysql-unavailable",
        "The server of MySQL or MariaDB cannot be reached at the start, or does not let the service in. The message is the client library's own.",
        "mysql: {port: 3307}",
        "mysql: {port: 3306}",
    ),
    code(
        "mysql-lock",
        "The lock that keeps two starters from running scripts at once was not given. The message is the server's own.",
        "# another start holds the lock",
        "# wait for it to end",
    ),
    code("redis-server", "What stands there is no address of a server.", "redis: {server: redis.example.org}", "redis: {server: 'redis.example.org:6379'}"),
    code("redis-password", "A user is told without a password.", "redis: {user: notes}", "redis: {user: notes, password: from-the-vault}"),
    code("redis-client-name", "Redis takes no blank in a client's name.", "redis: {client_name: my notes}", "redis: {client_name: my-notes}"),
    code(
        "redis-tls",
        "What is told about TLS to the server of Redis does not go together: certificates that nobody reads, or TLS on a Unix socket.",
        "redis: {tls_ca: ca.pem}",
        "redis: {tls: verified, tls_ca: ca.pem}",
    ),
    code(
        "redis-protocol",
        "The client library that the service was built with is older than version 3 of the protocol, which hiredis 1.0 brought.",
        "redis: {protocol: 3}",
        "redis: {protocol: 2}",
    ),
    code(
        "rooms-bridge",
        "No package of the service carries messages of rooms to other processes under that name.",
        "server: {rooms: {bridge: rediss}}",
        "server: {rooms: {bridge: redis}}",
    ),
)
