// SPDX-License-Identifier: Apache-2.0
//
// Migrator: holds the migrations of a program against those of a database, and brings the two together.
//
// It goes forward only over ground that is sure: where an applied migration was changed since, where one did not complete, or where a new
// one stands below one that was applied, it does nothing and says why. What the database has beyond the program's newest is of a
// newer program, and left alone.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "saki/migration_backend.h"

namespace saki {

enum class MigrationState : std::uint8_t {
  Applied,
  Pending,
  Changed,     // Applied, and its file is another one now.
  Incomplete,  // Begun, and not ended.
  Unknown,     // Applied, and the program has none of that number.
};
[[nodiscard]] const char* to_string(MigrationState state) noexcept;

struct MigrationLine {
  std::uint32_t number = 0;
  std::string name;
  std::string file;  // Empty for Unknown.
  MigrationState state = MigrationState::Pending;
  std::string applied_at;  // Empty for Pending.
};

class Migrator {  // Affinity: as the backend's.
 public:
  // Both outlive this. Of migrations with one number the backend's own variant counts.
  Migrator(std::span<const Migration> migrations, MigrationBackend& backend);

  // Both sides, by number.
  [[nodiscard]] MigrationResult<std::vector<MigrationLine>> status();

  // What keeps the two from being the same; empty where nothing does.
  [[nodiscard]] MigrationResult<std::vector<MigrationFailure>> check();

  // Applies the oldest `limit` pending ones; returns them.
  [[nodiscard]] MigrationResult<std::vector<MigrationLine>> up(std::chrono::milliseconds patience, std::size_t limit = SIZE_MAX);

  // Takes the newest `count` applied ones back; returns them.
  [[nodiscard]] MigrationResult<std::vector<MigrationLine>> down(std::chrono::milliseconds patience, std::size_t count);

 private:
  [[nodiscard]] const Migration* find(std::uint32_t number) const noexcept;
  [[nodiscard]] MigrationResult<void> apply_all(std::vector<MigrationLine>& lines);
  [[nodiscard]] MigrationResult<void> revert_all(std::vector<MigrationLine>& lines);

  std::vector<Migration> migrations_;  // By number.
  MigrationBackend& backend_;
};

}  // namespace saki
