// SPDX-License-Identifier: Apache-2.0
//
// The floor of SQLite: one connection and one prepared statement on the thread that asks.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "reads.h"

namespace saki::bench {

void read_sqlite_bare(const Wish& wish, Ready ready) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_open_v2(wish.place.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v3(database, "select id, title from books where id = ?", -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
          SQLITE_OK) {
    std::fprintf(stderr, "sqlite-bare: %s\n", sqlite3_errmsg(database));
    std::exit(1);
  }
  ready();
  for (std::int64_t left = wish.count; left-- > 0;) {
    const std::int64_t id = left % kRows + 1;
    sqlite3_bind_int64(statement, 1, id);
    const bool found = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) == id;
    const std::string title(reinterpret_cast<const char*>(sqlite3_column_text(statement, 1)),
                            static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)));
    if (!found || title.empty()) std::exit(1);
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

}  // namespace saki::bench
