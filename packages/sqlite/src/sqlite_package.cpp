// SPDX-License-Identifier: Apache-2.0
//
// Sqlite as a package of a service.
#include <filesystem>
#include <utility>

#include "core.h"
#include "memory_migration_backend.h"
#include "migration_backend.h"
#include "saki/offers.h"
#include "saki/sqlite.h"
#include "sqlite_settings.h"
#include "store/sqlite_store_opening.h"

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

std::unique_ptr<StoreEngine> Sqlite::open_store(std::string_view name, const StoreOptions& options, Diagnostics& diagnostics) {
  return open_sqlite_store(*this, name, options, owned_->options(), diagnostics);
}

void Sqlite::start_worker(Loop&) { stopping_->store(false, std::memory_order_relaxed); }
void Sqlite::stop_worker(Loop&) noexcept { stopping_->store(true, std::memory_order_relaxed); }
Health Sqlite::health() const { return owned_->vitals().health(); }
void Sqlite::measure(Measures& measures) const { owned_->measure(measures); }

}  // namespace saki
