// SPDX-License-Identifier: Apache-2.0
//
// The same reads by the packages, as a handler makes them: a coroutine for each connection, rows into a struct.
#include <cstdio>
#include <cstdlib>

#include "reads.h"
#include "saki/mysql.h"
#include "saki/sqlite.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task_scope.h"

namespace saki {

struct Read {
  Read() = default;
  std::int64_t id = 0;
  std::string title;
};

template <>
struct RowTraits<Read> {
  static constexpr std::array<std::string_view, 2> kColumns{"id", "title"};
  static Read read(const RowReader& row, std::span<const int> column_of) {
    Read made;
    read_column(row, column_of[0], "Read.id", made.id);
    read_column(row, column_of[1], "Read.title", made.title);
    return made;
  }
};

namespace bench {
namespace {

constexpr const char* kSql = "select id, title from books where id = ?";

void check(bool good, const std::string& what) {
  if (good) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

Task<> read_on(const DatabaseAccess& database, std::int64_t& left) {
  while (left-- > 0) {
    const std::int64_t id = left % kRows + 1;
    const auto row = co_await database.one<Read>(kSql, id);
    check(row && row->id == id, "another row");
  }
}

void read_all(Loop& loop, const DatabaseAccess& database, unsigned readers, std::int64_t count) {
  TaskScope scope(loop, "bench");
  std::int64_t left = count;
  for (unsigned i = 0; i < readers; ++i) scope.spawn(read_on, std::cref(database), std::ref(left));
  while (scope.running() > 0) loop.run_once();
}

int nothing() { return 0; }

Task<> hop_on(BlockingPool& threads, std::int64_t& left) {
  while (left-- > 0) static_cast<void>(co_await threads.run(nothing));
}

}  // namespace

void read_mysql_saki(const Wish& wish, Ready ready) {
  const auto loop = Loop::open().value();
  const LoopBinding binding(*loop);
  Mysql database;
  MysqlOptions options;
  options.socket = wish.place;
  options.database = "bench";
  options.min_connections = options.max_connections = wish.connections;
  check(database.open(options).empty(), "no server");
  database.start_worker(*loop);
  read_all(*loop, database, wish.connections, std::int64_t{100} * wish.connections);  // Connections are open, statements prepared.
  ready();
  read_all(*loop, database, wish.connections, wish.count);
  database.stop_worker(*loop);
}

void read_sqlite_saki(const Wish& wish, Ready ready) {
  const auto loop = Loop::open().value();
  const LoopBinding binding(*loop);
  Sqlite database;
  SqliteOptions options;
  options.path = wish.place;
  options.readers = 1;
  const Diagnostics diagnostics = database.open(options);
  check(diagnostics.empty(), diagnostics.text());
  read_all(*loop, database, wish.connections, 1'000);
  ready();
  read_all(*loop, database, wish.connections, wish.count);
}

void hop_between_threads(const Wish& wish, Ready ready) {
  const auto loop = Loop::open().value();
  const LoopBinding binding(*loop);
  BlockingPool threads({.name = "hop", .threads = 1});
  {
    TaskScope scope(*loop, "bench");
    ready();
    std::int64_t left = wish.count;
    for (unsigned i = 0; i < wish.connections; ++i) scope.spawn(hop_on, std::ref(threads), std::ref(left));
    while (scope.running() > 0) loop->run_once();
  }
  threads.stop();
}

}  // namespace bench
}  // namespace saki
