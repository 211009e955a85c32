// SPDX-License-Identifier: Apache-2.0
//
// What a database tells of itself: numbers, health, slow calls; and the settings that SQLite takes.
#include "vitals.h"

#include <gmock/gmock.h>

#include <thread>

#include "other_process.h"
#include "saki/measures.h"
#include "saki/service.h"
#include "saki/sqlite.h"
#include "saki/test_client.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class SqliteNumbers : public SqliteTest {
 protected:
  [[nodiscard]] double number(const char* sample) const {
    Measures measures;
    database.measure(measures);
    return measures.find(sample).value_or(-1);
  }
};

TEST_F(SqliteNumbers, CallsFailuresAndConnectionsAreCounted) {
  database.add_script("a.sql", "create table a (x unique)");
  options.readers = 3;
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("insert into a values (1)");
    static_cast<void>(co_await db.try_execute("insert into a values (1)"));
    static_cast<void>(co_await db.one<int>("select x from a"));
  });
  EXPECT_EQ(number("database_call_seconds_count{database=\"sqlite\"}"), 3);
  EXPECT_EQ(number("database_failures_total{database=\"sqlite\"}"), 1);
  EXPECT_EQ(number("sqlite_connections{connection=\"reader\"}"), 3);
  EXPECT_EQ(number("sqlite_queue_calls{connection=\"writer\"}"), 0);
  EXPECT_TRUE(database.health().good());
}

TEST_F(SqliteNumbers, TheLogIsTakenIntoTheFileAndThatIsCounted) {
  database.add_script("a.sql", "create table a (x)");
  options.checkpoint_pages = 20;
  open();
  ask([](Sqlite& db) -> Task<> {
    for (int i = 0; i < 50; ++i) co_await db.execute("insert into a values (randomblob(8000))");
  });
  EXPECT_GE(number("sqlite_checkpoint_seconds_count"), 2);
  EXPECT_EQ(number("sqlite_partial_checkpoints_total"), 0);
  EXPECT_GT(number("sqlite_log_pages"), 0);
}

TEST_F(SqliteNumbers, ALogThatAReaderNeedsIsTakenInPart) {
  database.add_script("a.sql", "create table a (x)");
  options.checkpoint_pages = 5;
  open();
  OtherProcess reader(path());
  reader.run("begin; select count(*) from a;");
  ask([](Sqlite& db) -> Task<> {
    for (int i = 0; i < 20; ++i) co_await db.execute("insert into a values (randomblob(8000))");
  });
  EXPECT_GT(number("sqlite_partial_checkpoints_total"), 0);
  reader.run("commit;");
}

TEST_F(SqliteNumbers, WaitsForAnothersLockAreCounted) {
  database.add_script("a.sql", "create table a (x)");
  options.busy_timeout = 50ms;
  open();
  OtherProcess other(path());
  other.run("begin immediate;");
  ask([](Sqlite& db) -> Task<> { static_cast<void>(co_await db.try_execute("insert into a values (1)")); });
  EXPECT_GT(number("sqlite_busy_total"), 0);
  other.run("rollback;");
}

TEST_F(SqliteNumbers, AFullDatabaseFailsUntilAChangeWasMadeAgain) {
  database.add_script("a.sql", "create table a (x); pragma max_page_count = 20");
  open();
  ask([](Sqlite& db) -> Task<> { static_cast<void>(co_await db.try_execute("insert into a values (randomblob(400000))")); });
  EXPECT_FALSE(database.health().good());
  EXPECT_THAT(database.health().reason(), HasSubstr("full"));
  ask([](Sqlite& db) -> Task<> { co_await db.execute("insert into a values (1)"); });
  EXPECT_TRUE(database.health().good());
}

TEST_F(SqliteNumbers, AFullDatabaseIsFoundToTakeChangesAgainThoughNobodyMakesAny) {
  database.add_script("a.sql", "create table a (x); pragma max_page_count = 20; pragma user_version = 7");
  open();
  ask([](Sqlite& db) -> Task<> { static_cast<void>(co_await db.try_execute("insert into a values (randomblob(400000))")); });
  EXPECT_FALSE(database.health().good());
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (!database.health().good() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_TRUE(database.health().good());
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("pragma user_version"), 7); });
}

TEST_F(SqliteNumbers, ATransactionThatDoesNotEndSaysNothingOfTheDisk) {
  database.add_script("a.sql", "create table a (x); pragma max_page_count = 20");
  open();
  ask([](Sqlite& db) -> Task<> {
    static_cast<void>(co_await db.try_execute("insert into a values (randomblob(400000))"));
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into a values (1)");
    co_await transaction.rollback();
  });
  EXPECT_FALSE(database.health().good());
}

TEST_F(SqliteNumbers, WhatTheOptionsSayIsWhatSqliteDoes) {
  options.cache_bytes = 512 * 1024;
  options.mapped_bytes = 1024 * 1024;
  options.log_bytes = 4096 * 10;
  options.temporary = SqliteTemporary::Memory;
  options.secure_delete = true;
  options.durability = SqliteDurability::Normal;
  open();
  std::string told;
  const auto read = [](Sqlite& db, std::string& into) -> Task<> {
    for (const char* name :
         {"cache_size", "mmap_size", "journal_size_limit", "temp_store", "secure_delete", "synchronous", "foreign_keys"}) {
      const auto value = co_await db.one<std::int64_t>("pragma " + std::string(name));
      into += std::string(name) + "=" + std::to_string(value.value_or(-99)) + " ";
    }
  };
  run(read, std::ref(database), std::ref(told));
  EXPECT_EQ(told, "cache_size=-512 mmap_size=1048576 journal_size_limit=40960 temp_store=2 secure_delete=1 synchronous=1 foreign_keys=1 ");
}

Task<Response> linger(Request& request) {
  constexpr const char* kSlow =
      "insert into a with recursive c(n) as (select 1 union all select n + 1 from c where n < 300000) select ? || count(*) from c";
  co_await request.use<Sqlite>().execute(kSlow, "a secret");
  co_return Response::text("done");
}

TEST(SqlitePackageLog, ASlowCallIsALineWithoutItsValues) {
  TestFolder folder;
  Service service("notes");
  service.add_package(std::make_unique<Sqlite>()).add_script("a.sql", "create table if not exists a (x)");
  service.get("/", linger);
  {
    TestClient client(service, {.config = "sqlite: {path: a.db, slow_query: 1ms}", .data_dir = folder.path().string()});
    EXPECT_EQ(client.get("/").body(), "done");
    EXPECT_THAT(client.log_lines(), Contains(AllOf(HasSubstr("slow query"), HasSubstr("insert into a with"), Not(HasSubstr("secret")))));
  }
  TestClient quiet(service, {.config = "sqlite: {path: a.db, slow_query: 0s}", .data_dir = folder.path().string()});
  EXPECT_EQ(quiet.get("/").body(), "done");
  EXPECT_THAT(quiet.log_lines(), Not(Contains(HasSubstr("slow query"))));
}

}  // namespace
}  // namespace saki
