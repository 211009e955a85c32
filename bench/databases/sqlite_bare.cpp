// SPDX-License-Identifier: Apache-2.0
#include "sqlite_bare.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

#include "reads.h"

namespace saki::bench {

SqliteBare::SqliteBare(const std::string& place) {
  if (sqlite3_open_v2(place.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v3(database_, "select id, title from books where id = ?", -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) ==
          SQLITE_OK) {
    return;
  }
  std::fprintf(stderr, "sqlite-bare: %s\n", sqlite3_errmsg(database_));
  std::exit(1);
}

SqliteBare::~SqliteBare() {
  sqlite3_finalize(statement_);
  sqlite3_close(database_);
}

void SqliteBare::read(std::int64_t id) {
  sqlite3_bind_int64(statement_, 1, id);
  const bool found = sqlite3_step(statement_) == SQLITE_ROW && sqlite3_column_int64(statement_, 0) == id;
  const std::string title(reinterpret_cast<const char*>(sqlite3_column_text(statement_, 1)),
                          static_cast<std::size_t>(sqlite3_column_bytes(statement_, 1)));
  if (!found || title.empty()) std::exit(1);
  sqlite3_reset(statement_);
}

void read_sqlite_bare(const Wish& wish, Ready ready) {
  SqliteBare database(wish.place);
  ready();
  for (std::int64_t left = wish.count; left-- > 0;) database.read(left % kRows + 1);
}

}  // namespace saki::bench
