// SPDX-License-Identifier: Apache-2.0
//
// SqliteBare: the floor of SQLite. One connection and one prepared statement on the thread that asks; a mistake ends the program.
#pragma once

#include <cstdint>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace saki::bench {

class SqliteBare {  // Affinity: one thread at a time.
 public:
  explicit SqliteBare(const std::string& place);
  ~SqliteBare();
  SqliteBare(const SqliteBare&) = delete;
  SqliteBare& operator=(const SqliteBare&) = delete;

  void read(std::int64_t id);  // One row, its title into a string.

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace saki::bench
