// SPDX-License-Identifier: Apache-2.0
//
// A change that is overtaken: between its snapshot of the database and its lock for writing another process commits. SQLite refuses the
// stale snapshot (SQLITE_BUSY_SNAPSHOT); the change is made on a new one.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <functional>

#include "notes.h"
#include "other_process.h"
#include "sqlite_test.h"

namespace saki {
namespace {

constexpr int kWriteLock = 0;  // Of the locks in a write-ahead log's shared memory (sqlite.org/walformat.html section 2.3.1).

// SQLite's own disk, save that somebody may act just before a lock for writing is taken.
class OvertakingDisk {
 public:
  OvertakingDisk() {
    plain_ = ::sqlite3_vfs_find(nullptr);
    disk_ = *plain_;
    disk_.zName = "overtaking";
    disk_.xOpen = open;
    ::sqlite3_vfs_register(&disk_, 1);
  }
  ~OvertakingDisk() {
    ::sqlite3_vfs_register(plain_, 1);
    ::sqlite3_vfs_unregister(&disk_);
    before_lock = nullptr;
  }
  OvertakingDisk(const OvertakingDisk&) = delete;
  OvertakingDisk& operator=(const OvertakingDisk&) = delete;

  static inline std::function<void()> before_lock;  // Called on the writer's thread.

 private:
  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    const int code = plain_->xOpen(plain_, name, file, flags, flags_out);
    if (code != SQLITE_OK || file->pMethods == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0) return code;
    plain_methods_ = file->pMethods;
    methods_ = *plain_methods_;
    methods_.xShmLock = lock;
    file->pMethods = &methods_;
    return code;
  }
  static int lock(sqlite3_file* file, int offset, int count, int flags) {
    if (offset == kWriteLock && flags == (SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE) && before_lock) before_lock();
    return plain_methods_->xShmLock(file, offset, count, flags);
  }

  static inline sqlite3_vfs* plain_;
  static inline const sqlite3_io_methods* plain_methods_;
  static inline sqlite3_io_methods methods_;
  sqlite3_vfs disk_;
};

class SqliteSnapshot : public SqliteTest {
 public:
  SqliteSnapshot() {
    database.add_script("notes.sql", kNotes);
    options.readers = 1;
  }
  ~SqliteSnapshot() override { database.stop(); }

  // Lets another process commit before each of the next `times` locks.
  void overtake(OtherProcess& other, int times) {
    OvertakingDisk::before_lock = [&other, times]() mutable {
      if (times-- > 0) other.run("insert into notes (title) values ('theirs')");
    };
  }

  OvertakingDisk disk;
};

TEST_F(SqliteSnapshot, AChangeThatWasOvertakenIsMadeOnANewOne) {
  open();
  OtherProcess other(path());
  overtake(other, 3);
  ask([](Sqlite& db) -> Task<> {
    const SqlChanges changes = co_await db.execute("insert into notes (title) values ('ours')");
    EXPECT_EQ(changes.last_id(), 4);
  });
  EXPECT_EQ(other.run("select group_concat(title) from notes"), "theirs,theirs,theirs,ours\n");
}

TEST_F(SqliteSnapshot, AChangeThatTellsItsRowsTellsThemOnce) {
  open();
  OtherProcess other(path());
  overtake(other, 2);
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("insert into notes (title) values ('ours') returning id"), 3); });
}

TEST_F(SqliteSnapshot, ATransactionBeginsOnTheNewestOne) {
  open();
  OtherProcess other(path());
  overtake(other, 2);
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    EXPECT_EQ(co_await transaction.one<int>("select count(*) from notes"), 2);
    co_await transaction.execute("insert into notes (title) values ('ours')");
    co_await transaction.commit();
  });
}

}  // namespace
}  // namespace saki
