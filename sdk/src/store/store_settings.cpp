// SPDX-License-Identifier: Apache-2.0
#include "store/store_settings.h"

namespace saki {

SettingFields<StoreChoice> store_choice() {
  SettingFields<StoreChoice> fields("store", StoreChoice());
  fields.add(
      &StoreChoice::backend,
      {.path = "backend", .minimum = "1", .description = "What keeps the store: memory, or a package of the service: sqlite, redis."});
  return fields;
}

SettingFields<StoreOptions> store_settings() {
  using Options = StoreOptions;
  SettingFields<Options> fields("store", Options());
  fields.add(&Options::prefix,
             {.path = "prefix", .maximum = "256", .description = "Before every key, where several services share what keeps the store."});
  fields.add(&Options::key_bytes, {.path = "key_bytes",
                                   .type = SettingType::Size,
                                   .minimum = "16",
                                   .maximum = "64KiB",
                                   .description = "The longest key, with its prefix."});
  fields.add(&Options::value_bytes,
             {.path = "value_bytes", .type = SettingType::Size, .minimum = "16", .maximum = "256MiB", .description = "The longest value."});
  fields.add(&Options::call_timeout,
             {.path = "call_timeout", .minimum = "1ms", .maximum = "1h", .description = "How long a call may take in all."});
  fields.add(&Options::queue_count,
             {.path = "queue_count",
              .minimum = "1",
              .maximum = "1000000",
              .unit = "calls",
              .description = "Calls that may wait at once, for each worker that owns keys; past it they are refused."});
  fields.add(
      &Options::page_count,
      {.path = "page_count", .minimum = "1", .maximum = "100000", .unit = "entries", .description = "Entries in one page of a scan."});
  fields.add(&Options::page_bytes, {.path = "page_bytes",
                                    .type = SettingType::Size,
                                    .minimum = "1",
                                    .maximum = "256MiB",
                                    .description = "A page ends with the entry that reaches this."});
  fields.add(&Options::batch_count,
             {.path = "batch_count", .minimum = "1", .maximum = "100000", .unit = "operations", .description = "Operations in one batch."});
  fields.add(&Options::watch_count,
             {.path = "watch_count", .maximum = "1000000", .unit = "watches", .description = "Watches of the process at once."});
  fields.add(&Options::watch_queue_count, {.path = "watch_queue_count",
                                           .minimum = "1",
                                           .maximum = "1000000",
                                           .unit = "events",
                                           .description = "Events that wait for one watcher; past it they are dropped, and it is told."});
  return fields;
}

SettingFields<MemoryOptions> memory_settings() {
  using Options = MemoryOptions;
  SettingFields<Options> fields("store.memory", Options());
  fields.add(&Options::bytes, {.path = "bytes",
                               .type = SettingType::Size,
                               .minimum = "64KiB",
                               .maximum = "1TiB",
                               .description = "All keys and values in memory, each with 192 bytes; every worker has an equal part of it."});
  fields.add(&Options::eviction, {.path = "eviction",
                                  .words = {"lru", "refuse"},
                                  .description = "lru: what was used longest ago makes room; refuse: what would not fit is refused."});
  fields.add(&Options::folder,
             {.path = "folder", .description = "Where it is kept across restarts: a folder, relative to data_dir; '' for nowhere."});
  fields.add(&Options::window, {.path = "window",
                                .minimum = "0s",
                                .maximum = "1h",
                                .description = "How often changes go to the folder, which a kill may lose; 0s: before each is answered."});
  fields.add(&Options::backlog_bytes, {.path = "backlog_bytes",
                                       .type = SettingType::Size,
                                       .minimum = "64KiB",
                                       .maximum = "1GiB",
                                       .description = "Changes that are not written yet; past it none is accepted."});
  fields.add(&Options::compact_bytes, {.path = "compact_bytes",
                                       .type = SettingType::Size,
                                       .minimum = "64KiB",
                                       .maximum = "1TiB",
                                       .description = "A log of changes of that size, and of the last snapshot's, is put together anew."});
  return fields;
}

}  // namespace saki
