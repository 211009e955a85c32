// SPDX-License-Identifier: Apache-2.0
//
// MigrationBackend: one database, as migrations are applied to it. A package of SQL gives one: Package::migration_backend().
//
// What was applied stands in the database itself, in the table `saki_migrations`: number, name, checksum, applied_at, complete. All calls
// block, and are made before any worker runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "saki/migration.h"

namespace saki {

struct AppliedMigration {
  std::uint32_t number = 0;
  std::string name;
  std::string checksum;
  std::string applied_at;  // RFC 3339, in UTC.
  bool complete = true;    // False: it was begun, and whatever ran it died or failed.
};

struct MigrationFailure {
  std::string text;      // One sentence without a full stop.
  std::string hint;      // May be empty.
  std::string file;      // The migration that failed; empty when it was not one.
  std::uint32_t line = 0;  // In that file; 0: not known.
};

template <class T>
using MigrationResult = std::expected<T, MigrationFailure>;

class MigrationBackend {  // Affinity: one thread, which it may block.
 public:
  MigrationBackend() = default;
  MigrationBackend(const MigrationBackend&) = delete;
  MigrationBackend& operator=(const MigrationBackend&) = delete;
  virtual ~MigrationBackend() = default;  // Gives the lock back; what was not finished is undone where the database can.

  [[nodiscard]] virtual std::string_view name() const noexcept = 0;  // Of the package: "sqlite".
  [[nodiscard]] virtual std::string place() const = 0;               // "/var/lib/notes/notes.db", for people.

  // Waits until nobody else migrates this database, for at most `patience`, and keeps others from it.
  [[nodiscard]] virtual MigrationResult<void> lock(std::chrono::milliseconds patience) = 0;

  // What was applied, by number; nothing where there is no table yet. With or without the lock.
  [[nodiscard]] virtual MigrationResult<std::vector<AppliedMigration>> applied() = 0;

  // Runs `up` and notes it with its checksum, or runs `down` and forgets it. With the lock.
  [[nodiscard]] virtual MigrationResult<void> apply(const Migration& migration, std::string_view checksum) = 0;
  [[nodiscard]] virtual MigrationResult<void> revert(const Migration& migration) = 0;

  // Makes what was done last, and gives the lock back.
  [[nodiscard]] virtual MigrationResult<void> finish() = 0;
};

}  // namespace saki
