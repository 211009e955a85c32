// SPDX-License-Identifier: Apache-2.0
#include "sqlite_settings.h"

#include <filesystem>
#include <utility>

#include "memory_migration_backend.h"
#include "migration_backend.h"
#include "saki/offers.h"
#include "saki/sqlite.h"

namespace saki {
namespace {

constexpr const char* kMemory = ":memory:";
constexpr const char* kPath = "sqlite.path";

// Points at the configured path, where there is one, rather than at the file.
void append(Diagnostics& diagnostics, const Diagnostics& found, const std::string& path, const SourcePlace& configured) {
  for (Diagnostic each : found.list()) {
    if (each.place.file == path && configured.line > 0) each.place = configured;
    diagnostics.add(std::move(each.place), std::move(each.code), std::move(each.text), std::move(each.hint));
  }
}

void make_folder_of(const std::string& path) {
  std::error_code told_when_opening;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), told_when_opening);
}

// What the configuration says, with the file's path as it is opened.
SqliteOptions configured(const PackageContext& context) {
  SqliteOptions options = sqlite_settings().read(context.config());
  if (options.path == kMemory) return options;
  const bool below_data_dir = !options.path.starts_with('/');
  options.path = context.data_path(options.path);
  if (below_data_dir) make_folder_of(options.path);
  return options;
}

}  // namespace

SettingFields<SqliteOptions> sqlite_settings() {
  using Options = SqliteOptions;
  SettingFields<Options> fields("sqlite");
  fields.add(&Options::path, {.path = "path",
                              .initial = "sqlite.db",
                              .minimum = "1",
                              .description = "The database file, made if missing; relative to data_dir. ':memory:' is kept nowhere."});
  fields.add(&Options::readers, {.path = "readers",
                                 .initial = "2",
                                 .maximum = "64",
                                 .unit = "threads",
                                 .description = "Threads that read beside the one that writes; 0 leaves all to that one."});
  fields.add(&Options::busy_timeout, {.path = "busy_timeout",
                                      .initial = "5s",
                                      .maximum = "1h",
                                      .description = "How long a call bears another process's lock, from the call on."});
  fields.add(
      &Options::call_timeout,
      {.path = "call_timeout", .initial = "30s", .maximum = "24h", .description = "How long a call may take in all; 0s is without end."});
  fields.add(&Options::transaction_timeout, {.path = "transaction_timeout",
                                             .initial = "30s",
                                             .minimum = "1ms",
                                             .maximum = "24h",
                                             .description = "How long a transaction may keep the writer; then it is rolled back."});
  fields.add(&Options::queue_limit, {.path = "queue_limit",
                                     .initial = "1024",
                                     .minimum = "1",
                                     .maximum = "1000000",
                                     .unit = "calls",
                                     .description = "Calls that may wait for the writer, and as many for the readers."});
  fields.add(&Options::statement_cache, {.path = "statement_cache",
                                         .initial = "64",
                                         .minimum = "1",
                                         .maximum = "10000",
                                         .unit = "statements",
                                         .description = "Prepared statements that each connection keeps."});
  fields.add(&Options::max_rows, {.path = "max_rows",
                                  .initial = "100000",
                                  .minimum = "1",
                                  .maximum = "100000000",
                                  .unit = "rows",
                                  .description = "Rows that one result may have."});
  fields.add(
      &Options::durability,
      {.path = "durability",
       .initial = "full",
       .words = {"full", "normal"},
       .description = "full: an answered change survives a power cut; normal: a power cut may take the last ones, for faster writes."});
  fields.add(&Options::mode, {.path = "mode",
                              .initial = "read-write",
                              .words = {"read-write", "read-only"},
                              .description = "read-only: the file is another program's; every change is refused."});
  fields.add(&Options::cache_bytes, {.path = "cache",
                                     .type = SettingType::Size,
                                     .initial = "2MiB",
                                     .maximum = "1TiB",
                                     .description = "Pages of the file that each connection keeps in memory."});
  fields.add(&Options::mapped_bytes, {.path = "mapped",
                                      .type = SettingType::Size,
                                      .initial = "0",
                                      .maximum = "1TiB",
                                      .description = "So much of the file is read through a mapping; 0: none."});
  fields.add(&Options::log_bytes, {.path = "log_size",
                                   .type = SettingType::Size,
                                   .initial = "64MiB",
                                   .maximum = "1TiB",
                                   .description = "What the write-ahead log keeps of the disk once its content is in the file."});
  fields.add(&Options::checkpoint_pages, {.path = "checkpoint",
                                          .initial = "1000",
                                          .minimum = "1",
                                          .maximum = "1000000",
                                          .unit = "pages",
                                          .description = "Pages in the log after which a commit takes it into the file."});
  fields.add(&Options::temporary, {.path = "temporary",
                                   .initial = "file",
                                   .words = {"file", "memory"},
                                   .description = "Where SQLite sorts, and keeps what is temporary."});
  fields.add(&Options::secure_delete,
             {.path = "secure_delete", .initial = "false", .description = "Overwrite with zeros what is deleted."});
  fields.add(&Options::slow_query, {.path = "slow_query",
                                    .initial = "500ms",
                                    .maximum = "24h",
                                    .description = "A call that takes so long gets a line in the log, without its values; 0s: none does."});
  return fields;
}

void Sqlite::declare_settings(ConfigSchema& schema) { sqlite_settings().declare(schema); }

void Sqlite::start(const PackageContext& context, Diagnostics& diagnostics) {
  const SqliteOptions options = configured(context);
  owned_->vitals().meter.watch(&context.log(), "sqlite", options.slow_query);
  context_ = &context;
  append(diagnostics, open(options), options.path, context.config().place(kPath));
  context.offers().add<DatabaseProvider>("sqlite", *this);
  context.offers().add<StoreProvider>("sqlite", *this);
}

std::unique_ptr<MigrationBackend> Sqlite::migration_backend(const PackageContext& context) {
  SqliteOptions options = configured(context);
  if (options.path == kMemory) return std::make_unique<MemoryMigrationBackend>(*owned_);
  return std::make_unique<SqliteMigrationBackend>(std::move(options));
}

}  // namespace saki
