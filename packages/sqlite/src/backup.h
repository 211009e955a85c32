// SPDX-License-Identifier: Apache-2.0
//
// Copies a database file while others read and write it (sqlite.org/backup.html).
#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "saki/sqlite/error.h"

namespace saki {

using SqliteCopy = std::expected<std::uint64_t, SqliteError>;  // The copy's bytes.

// Copies `from`, as it is when this begins, to `to`, by way of a file beside it. Blocks. Gives up at the next piece once either flag is
// set.
[[nodiscard]] SqliteCopy copy_database(const std::string& from, const std::string& to, const std::shared_ptr<std::atomic<bool>>& stopping,
                                       const std::shared_ptr<std::atomic<bool>>& abandoned);

}  // namespace saki
