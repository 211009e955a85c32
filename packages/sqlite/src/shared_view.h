// SPDX-License-Identifier: Apache-2.0
//
// SharedView: one state of the file for several reads, which then need not each lock and unlock the log's index: three system calls, nearly
// half of what a read of one row costs.
//
// Only for reads that were asked for before it opened: what was answered earlier is in it, so nobody misses a change of his own.
#pragma once

#include <sqlite3.h>

#include "statement.h"

namespace saki {

class SharedView {  // Affinity: its connection's thread.
 public:
  explicit SharedView(sqlite3* database) noexcept : reading_(prepare(database)) {}

  // Harmless when SQLite refuses: each read has a state of its own then, and says what is wrong.
  void open() noexcept {
    close();
    static_cast<void>(reading_.step());
  }
  void close() noexcept { sqlite3_reset(reading_.handle()); }

 private:
  static sqlite3_stmt* prepare(sqlite3* database) noexcept {
    sqlite3_stmt* made = nullptr;
    sqlite3_prepare_v3(database, "select 1 from sqlite_schema", -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    return made;
  }

  Statement reading_;  // In the middle of its result: SQLite keeps the state for it.
};

}  // namespace saki
