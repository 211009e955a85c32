// SPDX-License-Identifier: Apache-2.0
#include "backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "explain.h"
#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAtOnce = 256;  // A megabyte of the usual pages.
constexpr int kPatience = 5'000;   // Milliseconds, for a lock while the file is opened.

struct Close {
  void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

// A file that goes unless it was kept.
class Part {
 public:
  explicit Part(std::string path) : path_(std::move(path)) { remove(); }
  ~Part() { remove(); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  void remove() const noexcept {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path_ + suffix).c_str());
  }
  std::string path_;
};

SqliteError failed(sqlite3* database, int code, const std::string& path) { return to_error(explain(database, code, path), {}); }

SqliteError failed(const std::string& what, const std::string& path, int error) {
  const auto kind = error == ENOSPC || error == EDQUOT ? DatabaseErrorKind::Full : DatabaseErrorKind::Unavailable;
  return SqliteError(kind, "\"" + path + "\" cannot be " + what + ": " + std::generic_category().message(error));
}

std::expected<Handle, SqliteError> open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle opened(handle);
  if (code != SQLITE_OK) return std::unexpected(failed(handle, code, path));
  sqlite3_busy_timeout(handle, kPatience);
  return opened;
}

// One snapshot is copied, so that writers do not make it begin again.
std::expected<void, SqliteError> hold_still(sqlite3* source, const std::string& path) {
  const int code = sqlite3_exec(source, "begin; select 1 from sqlite_schema limit 1", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(failed(source, code, path));
  return {};
}

int copy_pages(sqlite3* source, sqlite3* target, const std::atomic<bool>& stopping, const std::atomic<bool>& abandoned) {
  sqlite3_backup* const backup = sqlite3_backup_init(target, "main", source, "main");
  if (backup == nullptr) return sqlite3_extended_errcode(target);
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = stopping.load(std::memory_order_relaxed) || abandoned.load(std::memory_order_relaxed)
               ? SQLITE_INTERRUPT
               : sqlite3_backup_step(backup, kPagesAtOnce);
  }
  sqlite3_backup_finish(backup);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

std::expected<void, SqliteError> synchronise(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) return std::unexpected(failed("written to the disk", path, errno));
  return {};
}

std::expected<void, SqliteError> copy_into(const std::string& from, const std::string& part, const std::atomic<bool>& stopping,
                                           const std::atomic<bool>& abandoned) {
  const auto source = open(from, SQLITE_OPEN_READONLY);
  if (!source) return std::unexpected(source.error());
  if (auto held = hold_still(source->get(), from); !held) return held;
  const auto target = open(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!target) return std::unexpected(target.error());
  const int code = copy_pages(source->get(), target->get(), stopping, abandoned);
  if ((code & 0xff) == SQLITE_INTERRUPT)
    return std::unexpected(SqliteError(DatabaseErrorKind::Closed, "the copy was given up: nobody waits for it, or the service stops"));
  if (code != SQLITE_OK) return std::unexpected(failed(target->get(), code, part));
  return {};
}

}  // namespace

SqliteCopy copy_database(const std::string& from, const std::string& to, const std::shared_ptr<std::atomic<bool>>& stopping,
                         const std::shared_ptr<std::atomic<bool>>& abandoned) {
  if (from == ":memory:") return std::unexpected(SqliteError(DatabaseErrorKind::Statement, "a database in memory has no file to copy"));
  const fs::path folder = fs::path(to).parent_path();
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  if (error) return std::unexpected(failed("made", folder, error.value()));

  const Part part(to + ".part");
  if (auto copied = copy_into(from, part.path(), *stopping, *abandoned); !copied) return std::unexpected(copied.error());
  if (auto done = synchronise(part.path()); !done) return std::unexpected(done.error());
  const std::uint64_t bytes = fs::file_size(part.path(), error);
  if (::rename(part.path().c_str(), to.c_str()) != 0) return std::unexpected(failed("put in place", to, errno));
  if (auto done = synchronise(folder.empty() ? "." : folder.string()); !done) return std::unexpected(done.error());
  return bytes;
}

}  // namespace saki
