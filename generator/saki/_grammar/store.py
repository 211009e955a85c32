# SPDX-License-Identifier: Apache-2.0
"""The keys of the `store` section: defaults of what the installation's config.yaml says under the same name.

The SDK declares each of them once more, as data, where it reads them; a test holds the two lists together.
"""

from __future__ import annotations

from . import formats as f
from .server import keys, size
from .shapes import Key, Keys, Kinds, Line, Whole, Word

STORE_MEMORY = keys(
    "store.memory",
    ("bytes", size("64KiB", "1TiB"), "All keys and values in memory, each with 192 bytes; every worker has an equal part of it."),
    ("eviction", Word(("lru", "refuse")), "lru: what was used longest ago makes room; refuse: what would not fit is refused."),
    ("folder", Line(), "Where it is kept across restarts: a folder, relative to data_dir; '' for nowhere."),
    ("window", Line(f.DURATION, "0s", "1h"), "How often changes go to the folder, which a kill may lose; 0s: before each is answered."),
    ("backlog_bytes", size("64KiB", "1GiB"), "Changes that are not written yet; past it none is accepted."),
    ("compact_bytes", size("64KiB", "1TiB"), "A log of changes of that size, and of the last snapshot's, is put together anew."),
)
BACKEND = Line(f.PACKAGE_NAME)
STORE_KEYS = Keys(
    "store",
    (
        Key("backend", BACKEND, "What keeps the store: memory, or a package of the service: sqlite, redis."),
        Key("prefix", Line(), "Before every key, where several services share what keeps the store."),
        Key("key_bytes", size("16", "64KiB"), "The longest key, with its prefix."),
        Key("value_bytes", size("16", "256MiB"), "The longest value."),
        Key("call_timeout", Line(f.DURATION, "1ms", "1h"), "How long a call may take in all."),
        Key("queue_count", Whole(1, 1_000_000), "Calls that may wait at once, for each worker that owns keys; past it they are refused."),
        Key("page_count", Whole(1, 100_000), "Entries in one page of a scan."),
        Key("page_bytes", size("1", "256MiB"), "A page ends with the entry that reaches this."),
        Key("batch_count", Whole(1, 100_000), "Operations in one batch."),
        Key("watch_count", Whole(0, 1_000_000), "Watches of the process at once."),
        Key("watch_queue_count", Whole(1, 1_000_000), "Events that wait for one watcher; past it they are dropped, and it is told."),
        Key("memory", STORE_MEMORY, "Bounds of the store in memory, and where it is kept across restarts."),
    ),
)
STORE = Kinds(text=BACKEND, table=STORE_KEYS, nothing=True)
