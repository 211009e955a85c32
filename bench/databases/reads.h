// SPDX-License-Identifier: Apache-2.0
//
// One subject of the comparison: reads of one row by its key, as many as told, on connections that are open and statements that are
// prepared. Each begins by itself; what it prints is taken by the caller.
#pragma once

#include <cstdint>
#include <string>

namespace saki::bench {

inline constexpr int kRows = 1'000;

struct Wish {
  std::int64_t count = 0;
  unsigned connections = 1;
  std::string place;  // The server's Unix socket, or the file.
};

// Told when everything is ready, so that what follows can be measured alone.
using Ready = void (*)();

void read_mysql_bare(const Wish& wish, Ready ready);      // Connector/C's _start and _cont calls and epoll.
void read_mysql_saki(const Wish& wish, Ready ready);      // saki::Mysql.
void read_sqlite_bare(const Wish& wish, Ready ready);     // sqlite3 on this thread.
void read_sqlite_saki(const Wish& wish, Ready ready);     // saki::Sqlite, whose connections live on threads.
void hop_between_threads(const Wish& wish, Ready ready);  // What changing to another thread and back costs alone.
void read_on_other_thread(const Wish& wish, Ready ready);  // sqlite3 there.

}  // namespace saki::bench
