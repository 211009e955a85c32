// SPDX-License-Identifier: Apache-2.0
//
// A store in a table: what every store must do, and what only this one does.
#include <gmock/gmock.h>

#include "saki/service.h"
#include "saki/store.h"
#include "saki/test_client.h"
#include "sqlite_test.h"
#include "store/sqlite_store.h"
#include "store/sqlite_store_opening.h"
#include "store/sqlite_store_sweeper.h"
#include "support/bounded_store_conformance.h"
#include "support/store_conformance.h"

namespace saki {
namespace {

using testing::HasSubstr;

class InTable {
 public:
  explicit InTable(Loop& loop) : loop_(loop) {}
  ~InTable() { database_.stop(); }
  static ManualClock& clock() {
    static ManualClock clock;
    return clock;
  }
  std::unique_ptr<StoreEngine> open(const StoreOptions& options) { return open_bounded(options, SqliteOptions().store_bytes, false); }
  std::unique_ptr<StoreEngine> open_bounded(const StoreOptions& options, std::uint64_t bytes, bool evicts) {
    SqliteOptions sqlite;
    sqlite.store_bytes = bytes;
    sqlite.store_eviction = evicts ? SqliteStoreEviction::Lru : SqliteStoreEviction::Refuse;
    sqlite.path = (folder_.path() / "test.db").string();
    sqlite.durability = SqliteDurability::Normal;
    EXPECT_TRUE(database_.open(sqlite).empty());
    Diagnostics diagnostics;
    auto store = open_sqlite_store(database_, "store", options, sqlite, diagnostics);
    EXPECT_NE(store, nullptr) << diagnostics.text();
    store_ = static_cast<SqliteStore*>(store.get());
    return store;
  }
  // What is done once a second is done to its end.
  void pass(Duration time) {
    clock().advance(time);
    TaskScope scope(loop_, "pass");
    scope.spawn(sweep, store_);
    while (scope.running() > 0) loop_.run_once(10ms);
  }

 private:
  static Task<> sweep(SqliteStore* store) { static_cast<void>(co_await store->sweep()); }

  Loop& loop_;
  TestFolder folder_;
  Sqlite database_;
  SqliteStore* store_ = nullptr;
};

}  // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreConformance, InTable);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, BoundedStoreConformance, InTable);

namespace {

class SqliteStoreTest : public SqliteTest {
 public:
  SqliteStoreTest() { open(); }

  std::unique_ptr<StoreEngine> store(std::string_view name) {
    Diagnostics diagnostics;
    auto opened = open_sqlite_store(database, name, StoreOptions(), SqliteOptions(), diagnostics);
    EXPECT_NE(opened, nullptr) << diagnostics.text();
    return opened;
  }
};

Task<> set_and_increment(StoreAccess& access) {
  co_await access.set("a", "1");
  for (int i = 0; i < 20; ++i) co_await access.increment("a");
}
Task<> expect_a(StoreAccess& access, std::string value) {
  const auto found = co_await access.get("a");
  EXPECT_EQ(found, value);
}

TEST_F(SqliteStoreTest, WhatWasInItIsThereAtTheNextStart) {
  for (int start = 0; start < 2; ++start) {
    const auto engine = store("store");
    StoreAccess access(*engine, "");
    if (start == 0) run(set_and_increment, std::ref(access));
    run(expect_a, std::ref(access), std::string("21"));
    database.stop();
    open();
  }
}

TEST_F(SqliteStoreTest, TwoStoresOfOneDatabaseDoNotMeet) {
  const auto one = store("store");
  const auto other = store("session");
  StoreAccess first(*one, "");
  StoreAccess second(*other, "");
  run(set_and_increment, std::ref(first));
  run(
      [](StoreAccess& access) -> Task<> {
        const auto found = co_await access.get("a");
        EXPECT_EQ(found, std::nullopt);
      },
      std::ref(second));
}

Task<> make_former_table(Sqlite& database) {
  co_await database.execute("create table saki_store (key blob primary key, value blob not null, \"end\" integer not null)");
  co_await database.execute("insert into saki_store values (x'61', x'3231', 0), (x'62', zeroblob(1000), 0)");
}
Task<> read_size(Sqlite& database, std::int64_t& bytes) {
  const auto found = co_await database.one<std::int64_t>("select bytes from saki_store_size");
  bytes = found.value_or(-1);
}
Task<> remove_b(StoreAccess& access) { co_await access.remove("b"); }

TEST_F(SqliteStoreTest, ATableWithoutABoundIsTakenOverAndCounted) {
  run(make_former_table, std::ref(database));
  const auto engine = store("store");
  StoreAccess access(*engine, "");
  std::int64_t bytes = 0;
  run(read_size, std::ref(database), std::ref(bytes));
  EXPECT_EQ(bytes, (1 + 2 + 100) + (1 + 1000 + 100));
  run(expect_a, std::ref(access), std::string("21"));
  run(remove_b, std::ref(access));
  run(read_size, std::ref(database), std::ref(bytes));
  EXPECT_EQ(bytes, 1 + 2 + 100);
}

Task<> count_up(StoreAccess& access) {
  for (int i = 0; i < 10; ++i) co_await access.increment("a");
}

TEST_F(SqliteStoreTest, NoneOfManyAtOnceIsLost) {
  const auto engine = store("store");
  StoreAccess access(*engine, "");
  for (int task = 0; task < 20; ++task) scope.spawn(count_up, std::ref(access));
  finish();
  run(expect_a, std::ref(access), std::string("200"));
}

Task<> set_short_lived(StoreAccess& access, int count) {
  for (int i = 0; i < count; ++i) co_await access.set("k" + std::to_string(i), "x", 1us);
  co_await access.set("a", "stays");
}
Task<> sweep_all(SqliteStore& engine, StoreAccess& access, int& rounds) {
  StoreWatch watch = co_await access.watch("k1");
  bool has_more = true;
  while (has_more) {
    has_more = co_await engine.sweep();
    ++rounds;
  }
  const StoreEvent event = co_await watch.next();
  EXPECT_EQ(event, StoreEvent(StoreEventKind::Expired, "k1"));
}
Task<> count_rows(Sqlite& database, int& count) {
  const auto found = co_await database.one<int>("select count(*) from saki_store");
  count = found.value_or(-1);
}

TEST_F(SqliteStoreTest, WhatHasExpiredIsRemovedSomeAtOnce) {
  const auto engine = store("store");
  StoreAccess access(*engine, "");
  run(set_short_lived, std::ref(access), 510);
  int rounds = 0;
  run(sweep_all, std::ref(static_cast<SqliteStore&>(*engine)), std::ref(access), std::ref(rounds));
  EXPECT_EQ(rounds, 2);
  int rows = 0;
  run(count_rows, std::ref(database), std::ref(rows));
  EXPECT_EQ(rows, 1);
}

TEST_F(SqliteStoreTest, ADatabaseThatHasStoppedIsTold) {
  const auto engine = store("store");
  StoreAccess access(*engine, "");
  database.stop();
  run(
      [](StoreAccess& closed) -> Task<> {
        const auto read = co_await closed.try_get("a");
        const auto written = co_await closed.try_increment("a");
        EXPECT_EQ(failure_of(read), StoreErrorKind::Closed);
        EXPECT_EQ(failure_of(written), StoreErrorKind::Closed);
        EXPECT_STREQ(read.error().dependency(), "sqlite");
      },
      std::ref(access));
}

Task<Response> visit(Request& request) {
  const auto count = co_await request.use<Store>().increment("visits");
  co_return Response::text(std::to_string(count));
}

TEST(SqliteStoreService, TheConfigurationAloneMovesAStoreThere) {
  const TestFolder folder;
  for (int start = 1; start <= 2; ++start) {
    Service service("counter");
    service.add_package(std::make_unique<Sqlite>());
    service.add_package(std::make_unique<Store>());
    service.get("/", visit);
    TestClient client(service, {.config = "store: {backend: sqlite}", .data_dir = folder.path().string()});
    EXPECT_EQ(client.get("/").body(), std::to_string(start));
  }
}

}  // namespace
}  // namespace saki
