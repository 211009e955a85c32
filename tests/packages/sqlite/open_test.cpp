// SPDX-License-Identifier: Apache-2.0
//
// Opening: what stands in the way is one paragraph that names the file, what it means, and the way out.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "faulty_disk.h"
#include "notes.h"
#include "other_process.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class SqliteOpening : public SqliteTest {
 public:
  std::string refusal() {
    const Diagnostics diagnostics = database.open(options);
    EXPECT_EQ(diagnostics.list().size(), 1U);
    return diagnostics.text();
  }
  void make_database() {
    OtherProcess(path()).run(
        "pragma journal_mode = wal; create table t (x); insert into t values (randomblob(20000)); pragma wal_checkpoint(truncate)");
  }
  void write_at(std::streamoff offset, const std::string& bytes) {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file << bytes;
  }
};

TEST_F(SqliteOpening, AMissingFileIsMade) {
  open();
  EXPECT_TRUE(std::filesystem::exists(path()));
}

TEST_F(SqliteOpening, AMissingFolderIsNamed) {
  options.path = (folder.path() / "nowhere" / "x.db").string();
  EXPECT_THAT(refusal(),
              AllOf(StartsWith(options.path + ": error[sqlite-unavailable]: "),
                    HasSubstr("there is no folder \"" + (folder.path() / "nowhere").string() + "\""), HasSubstr("hint: make that folder")));
}

TEST_F(SqliteOpening, AFolderInPlaceOfTheFileIsNamed) {
  options.path = folder.path().string();
  EXPECT_THAT(refusal(), HasSubstr("cannot be opened: it is a folder"));
}

TEST_F(SqliteOpening, AFileInPlaceOfTheFolderIsNamed) {
  std::ofstream(path()) << "text";
  options.path = path() + "/x.db";
  EXPECT_THAT(refusal(), HasSubstr("\"" + path() + "\" is not a folder"));
}

TEST_F(SqliteOpening, AFileThatIsNoDatabaseIsLeftAlone) {
  const std::string text(5000, 'x');
  std::ofstream(path()) << text;
  EXPECT_THAT(refusal(), AllOf(HasSubstr("error[sqlite-corrupt]"), HasSubstr("is not an SQLite database"), HasSubstr("sqlite.path")));
  std::ifstream file(path());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
}

TEST_F(SqliteOpening, ADamagedFileSaysHowToSaveIt) {
  make_database();
  write_at(100, std::string(200, '\xff'));  // The first page, behind the header: the schema.
  EXPECT_THAT(refusal(), AllOf(HasSubstr("is damaged"), HasSubstr("restore a backup"), HasSubstr(".recover")));
}

TEST_F(SqliteOpening, AFileLockedByAnotherProcessIsNamedOnceTheTimeIsUp) {
  OtherProcess other(path());
  other.run("create table t (x); pragma locking_mode = exclusive; begin exclusive");
  options.busy_timeout = std::chrono::milliseconds(20);
  EXPECT_THAT(refusal(), AllOf(HasSubstr("error[sqlite-busy]"), HasSubstr("another process keeps \"" + path() + "\" locked"),
                               HasSubstr("fuser " + path()), HasSubstr("sqlite.busy_timeout")));
}

TEST_F(SqliteOpening, AFileThatCannotBeWrittenSaysWhoMust) {
  make_database();
  ::chmod(path().c_str(), 0444);
  ::chmod(folder.path().c_str(), 0555);
  std::string text;
  {
    const Unprivileged nobody;
    text = refusal();
  }
  EXPECT_THAT(text, AllOf(HasSubstr("error[sqlite-read-only]"), HasSubstr("cannot be written"), HasSubstr("the user of the service")));
  ::chmod(folder.path().c_str(), 0755);
}

TEST_F(SqliteOpening, AFolderThatCannotBeEnteredSaysSo) {
  make_database();
  ::chmod(folder.path().c_str(), 0);
  std::string text;
  {
    const Unprivileged nobody;
    text = refusal();
  }
  EXPECT_THAT(text, AllOf(HasSubstr("error[sqlite-unavailable]"), HasSubstr("ermission denied")));
  ::chmod(folder.path().c_str(), 0755);
}

TEST_F(SqliteOpening, AFullDiskIsNamed) {
  TinyDisk disk;
  if (!disk.mounted()) return;  // SqliteFullDisk has the same without a mount.
  options.path = (disk.path() / "x.db").string();
  disk.fill();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("error[sqlite-full]"), HasSubstr("the disk that holds \"" + options.path + "\" is full")));
}

TEST_F(SqliteOpening, AScriptThatFailsSaysWhere) {
  database.add_script("sql/schema.sql", "create table a (x);\n\n  create tabel b (y);\n");
  EXPECT_EQ(refusal(), "sql/schema.sql:3:10: error[sqlite-statement]: near \"tabel\": syntax error\n");
}

TEST_F(SqliteOpening, AScriptThatFailsWhileItRunsNamesItsStatement) {
  database.add_script("sql/schema.sql", "create table a (x unique);\ninsert into a values (1);\n  insert into a values (1);\n");
  EXPECT_EQ(refusal(), "sql/schema.sql:3:3: error[sqlite-unique-violation]: UNIQUE constraint failed: a.x\n");
  EXPECT_EQ(OtherProcess(path()).run("select count(*) from sqlite_schema"), "0\n");
}

TEST_F(SqliteOpening, TheSameScriptsRunAtEveryStartAndDataStays) {
  for (int start = 1; start <= 3; ++start) {
    Sqlite again;
    again.add_script("sql/schema.sql", kNotes);
    ASSERT_TRUE(again.open(options).empty());
    struct Start {
      static Task<> run(Sqlite& db, int number) {
        co_await db.execute("insert into notes (title) values ('x')");
        EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), number);
      }
    };
    run(&Start::run, std::ref(again), start);
  }
}

TEST_F(SqliteOpening, TheFileIsSetUpAsPromised) {
  options.durability = SqliteDurability::Normal;
  open();
  ask([](Sqlite& db) -> Task<> {
    EXPECT_EQ(co_await db.one<std::string>("pragma journal_mode"), "wal");
    EXPECT_EQ(co_await db.one<int>("pragma foreign_keys"), 1);
    EXPECT_EQ(co_await db.one<int>("pragma synchronous"), 1);
    EXPECT_EQ(co_await db.one<int>("pragma query_only"), 0);
    EXPECT_EQ(co_await db.one<int>("select query_only from pragma_query_only"), 1);  // As a reader sees itself.
  });
}

TEST_F(SqliteOpening, AMemoryDatabaseIsOneForReadersAndWriter) {
  options.path = ":memory:";
  database.add_script("notes.sql", kNotes);
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 1);
  });
}

TEST_F(SqliteOpening, TwoDatabasesInOneProcessAreTwo) {
  open();
  Sqlite other;
  SqliteOptions other_options;
  other_options.path = (folder.path() / "other.db").string();
  ASSERT_TRUE(other.open(other_options).empty());
  struct Both {
    static Task<> run(Sqlite& one, Sqlite& two) {
      co_await one.execute("create table t (x)");
      EXPECT_FALSE((co_await two.try_execute("select * from t")).has_value());
    }
  };
  run(&Both::run, std::ref(database), std::ref(other));
}

}  // namespace
}  // namespace saki
