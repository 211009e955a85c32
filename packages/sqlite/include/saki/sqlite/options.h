// SPDX-License-Identifier: Apache-2.0
//
// SqliteOptions: how a database is opened and what bounds it. The section `sqlite` of a configuration fills one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace saki {

enum class SqliteDurability {
  Full,    // A change that was answered survives a power cut: one synchronisation per commit.
  Normal,  // It survives the death of the process; a power cut may take the last changes, never the file's order.
};

enum class SqliteMode {
  ReadWrite,
  ReadOnly,  // Of a file that somebody else writes; every change is refused as ReadOnly.
};

enum class SqliteTemporary { File, Memory };  // Where SQLite sorts, and keeps what is temporary.

enum class SqliteStoreEviction {
  Refuse,  // What would not fit is refused.
  Lru,     // What was used longest ago makes room.
};

class SqliteOptions {
 public:
  SqliteOptions() = default;

  std::string path;  // Absolute, or relative to the working directory; ":memory:" is a database that ends with the process.
  unsigned readers = 2;  // Threads that read beside the writer, 0 to 64; 0: all is done by the writer.
  std::chrono::milliseconds busy_timeout{5'000};  // How long a call bears another process's lock, counted from the call.
  std::chrono::milliseconds call_timeout{30'000};  // From a call to its answer, unless within() says otherwise; 0: without end.
  std::chrono::milliseconds transaction_timeout{30'000};  // From begin to its end; the writer belongs to nobody for longer.
  std::size_t queue_limit = 1'024;  // Calls that may wait for the writer, and as many for the readers.
  std::size_t statement_cache = 64;  // Prepared statements kept by each connection, 1 or more.
  std::size_t max_rows = 100'000;  // Rows of one result.
  SqliteDurability durability = SqliteDurability::Full;
  SqliteMode mode = SqliteMode::ReadWrite;
  std::uint64_t cache_bytes = 2 * 1'024 * 1'024;       // Pages of the file that each connection keeps.
  std::uint64_t mapped_bytes = 0;                      // Of the file, read through a mapping instead; 0: none.
  std::uint64_t log_bytes = 64 * 1'024 * 1'024;        // What the write-ahead log keeps of the disk once its content is in the file.
  std::uint32_t checkpoint_pages = 1'000;              // Pages in the log after which a commit takes it into the file.
  SqliteTemporary temporary = SqliteTemporary::File;
  bool secure_delete = false;                          // Overwrite with zeros what is deleted.
  std::uint64_t store_bytes = 1'024 * 1'024 * 1'024;   // Keys and values of each store in it, each with 100 bytes; 0: as the disk has.
  SqliteStoreEviction store_eviction = SqliteStoreEviction::Refuse;
  std::chrono::milliseconds slow_query{500};           // A call that takes so long gets a line in the log; 0: none does.
};

static_assert(!std::is_aggregate_v<SqliteOptions>);

}  // namespace saki
