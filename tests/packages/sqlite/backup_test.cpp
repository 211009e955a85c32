// SPDX-License-Identifier: Apache-2.0
//
// Copies of a database that is in use, and databases that are only read.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "backup.h"
#include "other_process.h"
#include "saki/service.h"
#include "saki/sqlite.h"
#include "saki/task/blocking_pool.h"
#include "saki/test_client.h"
#include "sqlite_test.h"

namespace saki {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr const char* kRows =
    "create table numbers (n integer, text text);"
    "insert into numbers select value, hex(randomblob(200)) from (with recursive c(value) as (select 1 union all select value + 1 from c"
    " where value < 4000) select value from c);";

Task<std::string> copy(Sqlite& database, BlockingPool& pool, std::string path) {
  try {
    const std::uint64_t bytes = co_await database.backup(pool, std::move(path));
    co_return bytes > 0 ? "copied" : "nothing copied";
  } catch (const SqliteError& error) {
    co_return std::string(to_string(error.kind())) + ": " + error.text();
  }
}

class SqliteBackup : public SqliteTest {
 protected:
  std::string backup(const std::string& to) {
    std::string told;
    run([](Sqlite& from, BlockingPool& threads, std::string path,
           std::string& said) -> Task<> { said = co_await copy(from, threads, path); },
        std::ref(database), std::ref(pool), to, std::ref(told));
    return told;
  }
  static std::string count(const std::string& path) { return OtherProcess(path).run("select count(*), max(n) from numbers;"); }
  std::string place(const char* name) const { return (folder.path() / name).string(); }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      if (entry.path().filename().string().starts_with("copy")) names.push_back(entry.path().filename().string());
    }
    return names;
  }

  BlockingPool pool;
};

TEST_F(SqliteBackup, ACopyIsWholeAndStandsAlone) {
  database.add_script("rows.sql", kRows);
  open();
  EXPECT_EQ(backup(place("below/copy.db")), "copied");
  EXPECT_THAT(count(place("below/copy.db")), HasSubstr("4000|4000"));
}

TEST_F(SqliteBackup, WhatIsWrittenMeanwhileIsNotInItAndDoesNotHoldItUp) {
  database.add_script("rows.sql", kRows);
  open();
  std::string told;
  const auto write = [](Sqlite& into) -> Task<> {
    for (int i = 0; i < 50; ++i) co_await into.execute("insert into numbers values (?, 'later')", 5000 + i);
  };
  scope.spawn(
      [](Sqlite& from, BlockingPool& threads, std::string path, std::string& said) -> Task<> { said = co_await copy(from, threads, path); },
      std::ref(database), std::ref(pool), place("copy.db"), std::ref(told));
  scope.spawn(write, std::ref(database));
  finish();
  EXPECT_EQ(told, "copied");
  EXPECT_THAT(OtherProcess(place("copy.db")).run("pragma integrity_check;"), HasSubstr("ok"));
  EXPECT_THAT(OtherProcess(path()).run("select count(*) from numbers;"), HasSubstr("4050"));
}

TEST_F(SqliteBackup, AnEarlierCopyIsReplacedAtOnceOrStays) {
  database.add_script("rows.sql", kRows);
  open();
  EXPECT_EQ(backup(place("copy.db")), "copied");
  std::ofstream(place("copy.db.part")) << "left behind";
  EXPECT_EQ(backup(place("copy.db")), "copied");
  EXPECT_THAT(files(), ElementsAre("copy.db"));
  fs::create_directories(place("copy.d/in-the-way"));
  EXPECT_THAT(backup(place("copy.d")), HasSubstr("unavailable: "));
  EXPECT_THAT(files(), UnorderedElementsAre("copy.db", "copy.d"));
}

TEST_F(SqliteBackup, APlaceThatCannotBeIsTold) {
  open();
  std::ofstream(place("file")) << "a file";
  EXPECT_THAT(backup(place("file/copy.db")), HasSubstr("unavailable: "));
}

TEST_F(SqliteBackup, ADatabaseInMemoryHasNoCopy) {
  options.path = ":memory:";
  ASSERT_TRUE(database.open(options).empty());
  EXPECT_THAT(backup(place("copy.db")), HasSubstr("statement: a database in memory has no file"));
}

TEST_F(SqliteBackup, ACopyThatIsGivenUpLeavesNothing) {
  database.add_script("rows.sql", kRows);
  open();
  const auto no = std::make_shared<std::atomic<bool>>(false);
  const auto yes = std::make_shared<std::atomic<bool>>(true);
  for (const auto& [stopping, abandoned] : {std::pair(no, yes), std::pair(yes, no)}) {
    const SqliteCopy copied = copy_database(path(), place("copy.db"), stopping, abandoned);
    ASSERT_FALSE(copied);
    EXPECT_EQ(copied.error().kind(), DatabaseErrorKind::Closed);
    EXPECT_THAT(files(), ElementsAre());
  }
}

TEST_F(SqliteBackup, ADroppedCopyEndsAndLeavesNoPart) {
  database.add_script("rows.sql", kRows);
  open();
  scope.spawn([](Sqlite& from, BlockingPool& threads, std::string to) -> Task<> { static_cast<void>(co_await from.backup(threads, to)); },
              std::ref(database), std::ref(pool), place("copy.db"));
  scope.drop();
  pool.stop();  // Waits for what runs.
  EXPECT_FALSE(fs::exists(place("copy.db.part")));
}

class SqliteReading : public SqliteTest {};

TEST_F(SqliteReading, AFileOfAnotherProgramIsReadAndNotChanged) {
  OtherProcess other(path());
  other.run("pragma journal_mode = wal; create table numbers (n integer); insert into numbers values (7);");
  options.path = path();
  options.mode = SqliteMode::ReadOnly;
  ASSERT_EQ(database.open(options).text(), "");
  std::vector<std::string> told;
  const auto read = [](Sqlite& from, std::vector<std::string>& into) -> Task<> {
    into.push_back(std::to_string((co_await from.one<int>("select n from numbers")).value_or(-1)));
    const auto refused = co_await from.try_execute("insert into numbers values (8)");
    into.emplace_back(refused ? "written" : to_string(refused.error().kind()));
  };
  run(read, std::ref(database), std::ref(told));
  EXPECT_THAT(told, ElementsAre("7", "read-only"));
  other.run("insert into numbers values (9);");
  EXPECT_THAT(OtherProcess(path()).run("select count(*) from numbers;"), HasSubstr("2"));
}

TEST_F(SqliteReading, AFileThatIsNotThereIsNotMade) {
  options.path = path();
  options.mode = SqliteMode::ReadOnly;
  EXPECT_THAT(database.open(options).text(), HasSubstr("sqlite-unavailable"));
  EXPECT_FALSE(fs::exists(path()));
}

}  // namespace
}  // namespace saki
