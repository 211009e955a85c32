// SPDX-License-Identifier: Apache-2.0
//
// What goes wrong while a service runs: locks, full disks, damage. Each call says so; the service goes on when the cause is gone.
#include <gmock/gmock.h>

#include <fstream>

#include "faulty_disk.h"
#include "notes.h"
#include "other_process.h"
#include "saki/task/sleep.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int kWriters = 50;
constexpr int kBeats = 200;

class SqliteFaults : public SqliteTest {
 public:
  SqliteFaults() { database.add_script("notes.sql", kNotes); }
};

TEST_F(SqliteFaults, FiftyWritersWaitForAnotherProcessWhileTheLoopTurns) {
  options.busy_timeout = std::chrono::minutes(1);
  open();
  struct Work {
    static Task<> write(Sqlite& db, int& done) {
      co_await db.execute("insert into notes (title) values ('patient')");
      ++done;
    }
    static Task<> beat(Sqlite& db, const int& done) {
      for (int i = 0; i < kBeats; ++i) {
        co_await sleep(std::chrono::milliseconds(1));
        EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 0);  // Readers are not held up.
      }
      EXPECT_EQ(done, 0);
    }
  };
  OtherProcess other(path());
  other.run("begin immediate");
  int done = 0;
  for (int i = 0; i < kWriters; ++i) scope.spawn(&Work::write, std::ref(database), std::ref(done));
  TaskScope beats(*loop, "beats");
  beats.spawn(&Work::beat, std::ref(database), std::cref(done));
  while (beats.running() > 0) loop->run_once();
  EXPECT_EQ(scope.running(), static_cast<std::size_t>(kWriters));

  other.run("rollback");
  finish();
  EXPECT_EQ(done, kWriters);
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), kWriters); });
}

TEST_F(SqliteFaults, ALockThatIsNeverGivenUpFailsEveryWaiterNotOneAfterTheOther) {
  options.busy_timeout = std::chrono::milliseconds(100);
  open();
  struct Work {
    static Task<> write(Sqlite& db, int& busy) {
      const auto outcome = co_await db.try_execute("insert into notes (title) values ('x')");
      EXPECT_FALSE(outcome.has_value());
      if (outcome) co_return;
      EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Busy);
      EXPECT_THAT(outcome.error().text(), AllOf(HasSubstr("another process keeps"), HasSubstr("sqlite.busy_timeout")));
      ++busy;
    }
  };
  OtherProcess other(path());
  other.run("begin immediate");
  int busy = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) scope.spawn(&Work::write, std::ref(database), std::ref(busy));
  finish();
  EXPECT_EQ(busy, 50);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(100 * 50 / 2));
  other.run("rollback");
  ask([](Sqlite& db) -> Task<> { co_await db.execute("insert into notes (title) values ('after')"); });
}

TEST_F(SqliteFaults, ATransactionWaitsForAnotherProcessToo) {
  open();
  struct Work {
    static Task<> transact(Sqlite& db, bool& begun) {
      auto transaction = co_await db.begin();
      begun = true;
      co_await transaction.execute("insert into notes (title) values ('x')");
      co_await transaction.commit();
    }
    static Task<> beat() { co_await sleep(std::chrono::milliseconds(5)); }
  };
  OtherProcess other(path());
  other.run("begin immediate");
  bool begun = false;
  scope.spawn(&Work::transact, std::ref(database), std::ref(begun));
  TaskScope beats(*loop, "beats");
  beats.spawn(&Work::beat);
  while (beats.running() > 0) loop->run_once();
  EXPECT_FALSE(begun);
  other.run("insert into notes (title) values ('theirs'); commit");
  finish();
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 2); });
}

TEST_F(SqliteFaults, ACallerThatLeavesDuringTheWaitForALockFreesTheWriter) {
  options.busy_timeout = std::chrono::minutes(10);
  options.call_timeout = std::chrono::milliseconds(10);
  open();
  OtherProcess other(path());
  other.run("begin immediate");
  ask([](Sqlite& db) -> Task<> {
    const auto outcome = co_await db.try_execute("insert into notes (title) values ('x')");
    EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Timeout);
  });
  other.run("rollback");
  ask([](Sqlite& db) -> Task<> { co_await db.within(std::chrono::minutes(1)).execute("insert into notes (title) values ('y')"); });
}

class SqliteFullDisk : public SqliteFaults {
 public:
  static Task<> fill_up(Sqlite& db, std::optional<SqliteError>& error) {
    const std::string kilobytes(8'000, 'x');
    for (int i = 0; i < 10'000 && !error; ++i) {
      auto outcome = co_await db.try_execute("insert into notes (title, body) values ('big', ?)", kilobytes);
      if (!outcome) error = outcome.error();
    }
  }
  static Task<> expect_alive(Sqlite& db) {
    const auto before = co_await db.one<int>("select count(*) from notes");
    EXPECT_GT(before, 0);
    co_await db.execute("insert into notes (title) values ('small')");
    EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), *before + 1);
    EXPECT_EQ(co_await db.one<std::string>("pragma integrity_check"), "ok");
  }
};

TEST_F(SqliteFullDisk, TheAllowedSizeReachedIsTold) {
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("pragma max_page_count = 60");
    std::optional<SqliteError> error;
    co_await fill_up(db, error);
    EXPECT_TRUE(error.has_value());
    if (!error) co_return;
    EXPECT_EQ(error->kind(), DatabaseErrorKind::Full);
    EXPECT_THAT(error->text(), AllOf(HasSubstr("there is no room left"), HasSubstr("max_page_count"), HasSubstr("sqlite.path")));
    co_await db.execute("pragma max_page_count = 1000");
    co_await expect_alive(db);
  });
}

TEST_F(SqliteFullDisk, ADiskThatFillsUpIsToldAndTheServiceGoesOnOnceThereIsRoom) {
  TinyDisk disk;
  if (!disk.mounted()) return;  // The test above has the same without a mount.
  options.path = (disk.path() / "x.db").string();
  open();
  struct Work {
    static Task<> run(Sqlite& db, TinyDisk& full) {
      co_await db.execute("insert into notes (title) values ('first')");
      full.fill();
      std::optional<SqliteError> error;
      co_await fill_up(db, error);
      EXPECT_TRUE(error.has_value());
      if (!error) co_return;
      EXPECT_EQ(error->kind(), DatabaseErrorKind::Full) << error->what();
      EXPECT_THAT(error->text(), AllOf(HasSubstr("the disk that holds"), HasSubstr("is full"), HasSubstr(full.path().string())));
      full.empty();
      co_await expect_alive(db);
    }
  };
  run(&Work::run, std::ref(database), std::ref(disk));
  database.stop();
}

TEST_F(SqliteFullDisk, ATransactionThatMeetsItIsRolledBackWhole) {
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("pragma max_page_count = 60");
    const std::string big(400'000, 'x');
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into notes (title) values ('small')");
    const auto full = co_await transaction.try_execute("insert into notes (title, body) values ('big', ?)", big);
    EXPECT_EQ(full ? DatabaseErrorKind::Other : full.error().kind(), DatabaseErrorKind::Full);
    const auto late = co_await transaction.try_commit();
    if (late) {
      EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 1);  // SQLite undid the statement alone.
    } else {
      EXPECT_THAT(late.error().text(), HasSubstr("the transaction was rolled back: there is no room left"));
      EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 0);
    }
  });
}

TEST_F(SqliteFaults, DamageMetWhileRunningIsTold) {
  {
    Sqlite first;
    first.add_script("notes.sql", kNotes);
    ASSERT_TRUE(first.open(options).empty());
    run([](Sqlite& db) -> Task<> { co_await db.execute("insert into notes (title, body) values ('x', hex(randomblob(50000)))"); },
        std::ref(first));
  }
  ASSERT_FALSE(std::filesystem::exists(path() + "-wal"));  // The writer closed last and took the log into the file.
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(4096 * 3, '\xff');
  }
  open();
  ask([](Sqlite& db) -> Task<> {
    const auto outcome = co_await db.try_all<Note>("select * from notes");
    EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Corrupt);
    EXPECT_THAT(outcome ? "" : outcome.error().text(), AllOf(HasSubstr("is damaged"), HasSubstr("restore a backup")));
  });
}

TEST_F(SqliteFaults, AResultBeyondItsBoundIsRefused) {
  options.max_rows = 10;
  open();
  ask([](Sqlite& db) -> Task<> {
    const char* rows = "with recursive n(x) as (select 1 union all select x + 1 from n where x < ?) select x from n";
    EXPECT_EQ((co_await db.all<int>(rows, 10)).size(), 10U);
    const auto outcome = co_await db.try_all<int>(rows, 11);
    EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Exhausted);
  });
}

}  // namespace
}  // namespace saki
