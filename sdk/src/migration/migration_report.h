// SPDX-License-Identifier: Apache-2.0
//
// What `--db` prints.
#pragma once

#include <span>
#include <string>

#include "migration/migrator.h"
#include "saki/base/diagnostics.h"

namespace saki {

// "/data/notes.db (sqlite)" and a line for each migration.
[[nodiscard]] std::string migration_table(const MigrationBackend& backend, std::span<const MigrationLine> lines);

// A line for each: "applied 0002 add_state"; "nothing to do" for none.
[[nodiscard]] std::string migration_deeds(std::span<const MigrationLine> lines);

[[nodiscard]] std::string migration_json(const MigrationBackend& backend, std::span<const MigrationLine> lines);

// Points at the migration's file, or at `place` where it is none's fault.
void add_failure(Diagnostics& diagnostics, const MigrationFailure& failure, const std::string& place);

}  // namespace saki
