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
#include "sqlite_bare.h"

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

void do_nothing(SqliteBare*, std::int64_t) {}
void read_bare(SqliteBare* database, std::int64_t id) { database->read(id); }
using Work = void (*)(SqliteBare*, std::int64_t);

Task<> hop_on(BlockingPool& threads, Work work, SqliteBare* database, std::int64_t& left) {
  while (left-- > 0) static_cast<void>(co_await threads.run(work, database, left % kRows + 1));
}

void hop(Loop& loop, BlockingPool& threads, Work work, SqliteBare* database, unsigned hoppers, std::int64_t count) {
  TaskScope scope(loop, "bench");
  std::int64_t left = count;
  for (unsigned i = 0; i < hoppers; ++i) scope.spawn(hop_on, std::ref(threads), work, database, std::ref(left));
  while (scope.running() > 0) loop.run_once();
}

void measure_hops(const Wish& wish, Ready ready, Work work, SqliteBare* database) {
  const auto loop = Loop::open().value();
  const LoopBinding binding(*loop);
  BlockingPool threads({.name = "hop", .threads = 1});
  hop(*loop, threads, work, database, wish.connections, 1'000);
  ready();
  hop(*loop, threads, work, database, wish.connections, wish.count);
  threads.stop();
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

void hop_between_threads(const Wish& wish, Ready ready) { measure_hops(wish, ready, do_nothing, nullptr); }

void read_on_other_thread(const Wish& wish, Ready ready) {
  SqliteBare database(wish.place);
  measure_hops(wish, ready, read_bare, &database);
}

}  // namespace bench
}  // namespace saki
