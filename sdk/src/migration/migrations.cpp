// SPDX-License-Identifier: Apache-2.0
#include "migration/migrations.h"

#include <charconv>
#include <string>

#include "migration/migration_report.h"
#include "saki/config/config.h"
#include "saki/log.h"
#include "saki/service.h"
#include "service/composition.h"

namespace saki {
namespace {

constexpr int kNotDone = 1;
constexpr int kUsage = 2;

Package* find_package(const Composition& composition, std::string_view name, const Config& config) {
  for (const PackageEntry& entry : composition.packages) {
    if (entry.package->name() == name && is_enabled(*entry.package, config)) return entry.package.get();
  }
  return nullptr;
}

bool is_count(std::string_view text, std::size_t& count) {
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, count);
  return read.ec == std::errc() && read.ptr == end && count > 0;
}

void tell_applied(const std::vector<MigrationLine>& lines, const std::string& place, LogStream& log) {
  for (const MigrationLine& line : lines) {
    log.info("migration applied", {{"database", place}, {"number", line.number}, {"name", line.name}});
  }
}

void tell_unknown(const std::vector<MigrationLine>& lines, const std::string& place, LogStream& log) {
  for (const MigrationLine& line : lines) {
    if (line.state == MigrationState::Unknown)
      log.warn("the database is of a newer program", {{"database", place}, {"number", line.number}, {"name", line.name}});
  }
}

}  // namespace

std::unique_ptr<MigrationBackend> find_migrated(const Composition& composition, const MigrationSettings& settings,
                                                const PackageContext& context, Diagnostics& diagnostics) {
  const SourcePlace place = context.config().place("migrations.database");
  if (!settings.database.empty()) {
    Package* const named = find_package(composition, settings.database, context.config());
    auto backend = named != nullptr ? named->migration_backend(context) : nullptr;
    if (backend == nullptr)
      diagnostics.add(place, "migrations-database",
                      "no package \"" + settings.database + "\" with a database to migrate is part of this service",
                      "name one of the service's packages of SQL");
    return backend;
  }
  std::unique_ptr<MigrationBackend> only;
  for (const PackageEntry& entry : composition.packages) {
    auto backend = is_enabled(*entry.package, context.config()) ? entry.package->migration_backend(context) : nullptr;
    if (only != nullptr && backend != nullptr) {
      diagnostics.add(place, "migrations-database",
                      "`" + std::string(only->name()) + "` and `" + std::string(backend->name()) + "` both have a database to migrate",
                      "name one of them in migrations.database, or in database.backend");
      return nullptr;
    }
    if (backend != nullptr) only = std::move(backend);
  }
  if (only == nullptr)
    diagnostics.add(place, "migrations-database", "there are migrations, and no package with a database to migrate",
                    "add one: packages: [sqlite]");
  return only;
}

void Migrations::before_start(const Composition& composition, const PackageContext& context, Diagnostics& diagnostics) {
  const MigrationSettings settings = read_migration_settings(context.config());
  if (settings.at_start == MigrateAtStart::None) return;
  const auto backend = find_migrated(composition, settings, context, diagnostics);
  if (backend == nullptr) return;
  Migrator migrator(all_, *backend);
  if (settings.at_start == MigrateAtStart::Check)
    check(migrator, backend->place(), diagnostics);
  else
    climb(migrator, *backend, settings.patience, context, diagnostics);
}

void Migrations::check(Migrator& migrator, const std::string& place, Diagnostics& diagnostics) const {
  const auto found = migrator.check();
  if (!found) return add_failure(diagnostics, found.error(), place);
  for (const MigrationFailure& each : *found) add_failure(diagnostics, each, place);
}

void Migrations::climb(Migrator& migrator, const MigrationBackend& backend, std::chrono::milliseconds patience,
                       const PackageContext& context, Diagnostics& diagnostics) const {
  const auto done = migrator.up(patience);
  if (!done) return add_failure(diagnostics, done.error(), backend.place());
  tell_applied(*done, backend.place(), context.log());
  if (const auto lines = migrator.status()) tell_unknown(*lines, backend.place(), context.log());
}

std::optional<Migrations::Order> Migrations::parse(const std::string& command) {
  Order order;
  const std::size_t colon = command.find(':');
  order.verb = command.substr(0, colon);
  const bool counts = order.verb == "up" || order.verb == "down";
  if (!counts && order.verb != "status" && order.verb != "check") return std::nullopt;
  if (colon == std::string::npos) return order;
  if (!counts || !is_count(std::string_view(command).substr(colon + 1), order.count.emplace())) return std::nullopt;
  return order;
}

Migrating::Report Migrations::run(const Composition& composition, const PackageContext& context, const std::string& command, bool json) {
  const std::optional<Order> order = parse(command);
  if (!order) {
    return {kUsage, "", composition.name + ": --db takes status, up, up:N, down, down:N or check, not \"" + shown_text(command) + "\"\n"};
  }
  Diagnostics diagnostics;
  const MigrationSettings settings = read_migration_settings(context.config());
  const auto backend = find_migrated(composition, settings, context, diagnostics);
  std::string output;
  if (backend != nullptr) {
    auto done = obey(*order, *backend, settings.patience, json, diagnostics);
    if (done)
      output = *std::move(done);
    else
      add_failure(diagnostics, done.error(), backend->place());
  }
  return {diagnostics.empty() ? 0 : kNotDone, output, diagnostics.text()};
}

MigrationResult<std::string> Migrations::obey(const Order& order, MigrationBackend& backend, std::chrono::milliseconds patience, bool json,
                                              Diagnostics& diagnostics) const {
  Migrator migrator(all_, backend);
  if (order.verb == "check") {
    check(migrator, backend.place(), diagnostics);
    return std::string(diagnostics.empty() && !json ? "everything is applied\n" : "");
  }
  auto lines = order.verb == "status" ? migrator.status()
               : order.verb == "up"   ? migrator.up(patience, order.count.value_or(SIZE_MAX))
                                      : migrator.down(patience, order.count.value_or(1));
  if (!lines) return std::unexpected(std::move(lines.error()));
  if (json) return migration_json(backend, *lines);
  return order.verb == "status" ? migration_table(backend, *lines) : migration_deeds(*lines);
}

// Here, so that only who calls it is linked with all of this.
void Service::migrations(std::span<const Migration> all) { composition_->migrating = std::make_unique<Migrations>(all); }

}  // namespace saki
