// SPDX-License-Identifier: Apache-2.0
#include "sqlite_settings.h"

#include "saki/database_settings.h"

namespace saki {
namespace {

using Options = SqliteOptions;
using Fields = SettingFields<Options>;

void add_access(Fields& fields) {
  fields.add(&Options::path, {.path = "path",
                              .initial = "sqlite.db",
                              .minimum = "1",
                              .description = "The database file, made if missing; relative to data_dir. ':memory:' is kept nowhere."});
  fields.add(&Options::mode, {.path = "mode",
                              .words = {"read-write", "read-only"},
                              .description = "read-only: the file is another program's; every change is refused."});
  fields.add(&Options::readers, {.path = "readers",
                                 .maximum = "64",
                                 .unit = "threads",
                                 .description = "Threads that read beside the one that writes; 0 leaves all to that one."});
  fields.add(
      &Options::durability,
      {.path = "durability",
       .words = {"full", "normal"},
       .description = "full: an answered change survives a power cut; normal: a power cut may take the last ones, for faster writes."});
}

void add_times(Fields& fields) {
  fields.add(&Options::busy_timeout,
             {.path = "busy_timeout", .maximum = "1h", .description = "How long a call bears another process's lock, from the call on."});
  fields.add(&Options::transaction_timeout, {.path = "transaction_timeout",
                                             .minimum = "1ms",
                                             .maximum = "24h",
                                             .description = "How long a transaction may keep the writer; then it is rolled back."});
  fields.add(&Options::store_bytes,
             {.path = "store_bytes",
              .type = SettingType::Size,
              .maximum = "1TiB",
              .description = "Keys and values of each store that is kept here, each with 100 bytes; 0: as many as the disk takes."});
  fields.add(&Options::store_eviction,
             {.path = "store_eviction",
              .words = {"refuse", "lru"},
              .description = "refuse: what would not fit in a store is refused; lru: what was used longest ago makes room."});
  fields.add(&Options::slow_query, {.path = "slow_query",
                                    .maximum = "24h",
                                    .description = "A call that takes so long gets a line in the log, without its values; 0s: none does."});
}

void add_storage(Fields& fields) {
  fields.add(&Options::cache_bytes, {.path = "cache",
                                     .type = SettingType::Size,
                                     .maximum = "1TiB",
                                     .description = "Pages of the file that each connection keeps in memory."});
  fields.add(&Options::mapped_bytes, {.path = "mapped",
                                      .type = SettingType::Size,
                                      .maximum = "1TiB",
                                      .description = "So much of the file is read through a mapping; 0: none."});
  fields.add(&Options::log_bytes, {.path = "log_size",
                                   .type = SettingType::Size,
                                   .maximum = "1TiB",
                                   .description = "What the write-ahead log keeps of the disk once its content is in the file."});
  fields.add(&Options::checkpoint_pages, {.path = "checkpoint",
                                          .minimum = "1",
                                          .maximum = "1000000",
                                          .unit = "pages",
                                          .description = "Pages in the log after which a commit takes it into the file."});
  fields.add(&Options::temporary,
             {.path = "temporary", .words = {"file", "memory"}, .description = "Where SQLite sorts, and keeps what is temporary."});
  fields.add(&Options::secure_delete, {.path = "secure_delete", .description = "Overwrite with zeros what is deleted."});
}

}  // namespace

SettingFields<SqliteOptions> sqlite_settings() {
  Fields fields("sqlite", Options());
  add_access(fields);
  add_database_settings(fields, "Calls that may wait for the writer, and as many for the readers.");
  add_times(fields);
  add_storage(fields);
  return fields;
}

}  // namespace saki
