// SPDX-License-Identifier: Apache-2.0
//
// Migrations of an SQLite file: all of one run or nothing, one starter at a time.
#include <gmock/gmock.h>

#include <thread>

#include "other_process.h"
#include "saki/migration.h"
#include "saki/migration_backend.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr Migration kNotes{
    1, "notes", "", "migrations/0001_notes.sql", "create table notes (id integer primary key, title text not null);", "drop table notes;"};
constexpr Migration kTags{2,
                          "tags",
                          "",
                          "migrations/0002_tags.sql",
                          "create table tags (note integer not null references notes (id), tag text);\n"
                          "insert into notes (title) values ('first');\n"
                          "insert into tags values (1, 'home');",
                          "drop table tags; delete from notes;"};
// The table is made anew under one that refers to it.
constexpr Migration kRebuild{3,
                             "rebuild",
                             "",
                             "migrations/0003_rebuild.sql",
                             "create table new_notes (id integer primary key, title text not null, done integer not null default 0);\n"
                             "insert into new_notes (id, title) select id, title from notes;\n"
                             "drop table notes;\n"
                             "alter table new_notes rename to notes;",
                             ""};
constexpr Migration kGood[] = {kNotes, kTags, kRebuild};

Task<Response> count(Request& request) {
  const auto notes = co_await request.use<Sqlite>().one<int>("select count(*) from notes");
  co_return Response::text(std::to_string(notes.value_or(-1)));
}

class SqliteMigration : public testing::Test {
 protected:
  void compose(std::span<const Migration> migrations) {
    service_ = std::make_unique<Service>("notes");
    service_->add_package(std::make_unique<Sqlite>());
    service_->migrations(migrations);
    service_->get("/", count);
  }
  std::string start(const std::string& config = "sqlite: {path: test.db}") {
    try {
      TestClient client(*service_, {.config = config, .data_dir = folder_.path().string()});
      return client.get("/").body();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  std::string ask(const std::string& sql) { return OtherProcess((folder_.path() / "test.db").string()).run(sql); }

  TestFolder folder_;
  std::unique_ptr<Service> service_;
};

TEST_F(SqliteMigration, AStartBringsTheFileToTheProgramsSchemaOnce) {
  compose(kGood);
  EXPECT_EQ(start(), "1");
  EXPECT_EQ(start(), "1");
  EXPECT_THAT(ask("select number, name, length(checksum), complete from saki_migrations;"),
              AllOf(HasSubstr("1|notes|64|1"), HasSubstr("2|tags|64|1"), HasSubstr("3|rebuild|64|1")));
  EXPECT_THAT(ask("select done from notes;"), HasSubstr("0"));
}

TEST_F(SqliteMigration, OneThatFailsLeavesTheFileAsItWasAndNamesItsLine) {
  constexpr Migration kBad[] = {
      kNotes, {2, "bad", "", "migrations/0002_bad.sql", "create table a (x);\ncreate table b (x);\ncreate table a (x);", ""}};
  compose(kBad);
  EXPECT_THAT(start(), AllOf(HasSubstr("migrations/0002_bad.sql:3: error[not-migrated]"), HasSubstr("a already exists")));
  EXPECT_THAT(ask("select count(*) from sqlite_schema;"), HasSubstr("0"));
}

TEST_F(SqliteMigration, RowsThatWouldReferToNothingAreRefused) {
  constexpr Migration kDangling[] = {
      kNotes, kTags, {3, "lose", "", "migrations/0003_lose.sql", "drop table notes; create table notes (id integer primary key);", ""}};
  compose(kDangling);
  EXPECT_THAT(start(), HasSubstr("a row of the table \"tags\" would refer to a row of \"notes\" that is not there"));
  EXPECT_THAT(ask("select count(*) from sqlite_schema;"), HasSubstr("0"));
}

TEST_F(SqliteMigration, AScriptMayNotEndTheTransaction) {
  constexpr Migration kCommitting[] = {{1, "hasty", "", "migrations/0001_hasty.sql", "create table a (x); commit;", ""}};
  compose(kCommitting);
  EXPECT_THAT(start(), HasSubstr("migrations/0001_hasty.sql: error[not-migrated]: a migration may not end the transaction"));
}

TEST_F(SqliteMigration, ADatabaseInMemoryIsMigratedAtEachStart) {
  compose(kGood);
  EXPECT_EQ(start("sqlite: {path: ':memory:'}"), "1");
  EXPECT_EQ(start("sqlite: {path: ':memory:'}"), "1");
}

TEST_F(SqliteMigration, ItWaitsForAnotherStarterOnlySoLong) {
  compose(kGood);
  OtherProcess other((folder_.path() / "test.db").string());
  other.run("pragma journal_mode = wal; begin immediate;");
  EXPECT_THAT(start("sqlite: {path: test.db, busy_timeout: 50ms}\nmigrations: {patience: 100ms}"), HasSubstr("locked"));
  other.run("commit;");
  EXPECT_EQ(start(), "1");
}

TEST_F(SqliteMigration, OfTwoStartersOneMigrates) {
  compose(kGood);
  Service twin("notes");
  twin.add_package(std::make_unique<Sqlite>());
  twin.migrations(kGood);
  twin.get("/", count);
  std::string theirs;
  std::thread other([&] {
    TestClient client(twin, {.config = "sqlite: {path: test.db}", .data_dir = folder_.path().string()});
    theirs = client.get("/").body();
  });
  const std::string ours = start();
  other.join();
  EXPECT_EQ(ours, "1");
  EXPECT_EQ(theirs, "1");
}

}  // namespace
}  // namespace saki
