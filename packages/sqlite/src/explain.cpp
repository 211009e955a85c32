// SPDX-License-Identifier: Apache-2.0
#include "explain.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace saki {
namespace {

using Kind = DatabaseErrorKind;

struct Failure {
  int code;
  int system_error;     // errno of the call that SQLite made; 0 when it was none.
  std::string message;  // SQLite's own words.
  std::string path;
};

int primary(int code) noexcept { return code & 0xff; }

std::string quoted(const std::string& path) { return "\"" + path + "\""; }

bool disk_is_full(const Failure& failure) {
  if (failure.system_error == ENOSPC || failure.system_error == EDQUOT) return true;
  constexpr std::uintmax_t kHardlyAnything = 1024 * 1024;
  std::error_code failed;
  const auto space = std::filesystem::space(std::filesystem::path(failure.path).parent_path(), failed);
  return !failed && space.available < kHardlyAnything;
}

// "UNIQUE constraint failed: notes.title" names notes.title.
Explanation violation(const Failure& failure) {
  const std::size_t colon = failure.message.find(": ");
  const std::string name = colon == std::string::npos ? "" : failure.message.substr(colon + 2);
  Kind kind = Kind::OtherViolation;
  switch (failure.code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: kind = Kind::UniqueViolation; break;
    case SQLITE_CONSTRAINT_FOREIGNKEY: kind = Kind::ForeignKeyViolation; break;
    case SQLITE_CONSTRAINT_NOTNULL: kind = Kind::NotNullViolation; break;
    case SQLITE_CONSTRAINT_CHECK: kind = Kind::CheckViolation; break;
    default: break;
  }
  return {kind, failure.code, failure.message, "", name};
}

Explanation full(const Failure& failure) {
  const std::string text = disk_is_full(failure)
                               ? "the disk that holds " + quoted(failure.path) + " is full"
                               : "there is no room left for " + quoted(failure.path) + ": its disk is full, or its max_page_count reached";
  return {Kind::Full, failure.code, text, "nothing was changed; make room there or move the file (sqlite.path), then it goes on by itself",
          ""};
}

Explanation busy(const Failure& failure) {
  return {Kind::Busy, failure.code, "another process keeps " + quoted(failure.path) + " locked",
          "end what holds it (`fuser " + failure.path + "` names it), or allow more time with sqlite.busy_timeout", ""};
}

Explanation corrupt(const Failure& failure) {
  if (primary(failure.code) == SQLITE_NOTADB) {
    return {Kind::Corrupt, failure.code, quoted(failure.path) + " is not an SQLite database",
            "name another file in sqlite.path, or move this one away and a new database is made in its place", ""};
  }
  return {Kind::Corrupt, failure.code, quoted(failure.path) + " is damaged (" + failure.message + ")",
          "stop the service, keep a copy of the file and its -wal beside it, then restore a backup or try "
          "`sqlite3 " +
              failure.path + " .recover`",
          ""};
}

Explanation read_only(const Failure& failure) {
  if (failure.code == SQLITE_READONLY_DBMOVED) {
    return {Kind::Unavailable, failure.code, quoted(failure.path) + " was moved or deleted while in use",
            "put it back, or restart the service to begin a new one", ""};
  }
  return {Kind::ReadOnly, failure.code, quoted(failure.path) + " cannot be written",
          "the user of the service must be able to write the file and its folder, on a file system mounted for writing", ""};
}

Explanation cannot_open(const Failure& failure) {
  const std::filesystem::path folder = std::filesystem::path(failure.path).parent_path();
  std::error_code ignored;
  const std::string begin = quoted(failure.path) + " cannot be opened: ";
  const auto unavailable = [&](const std::string& why, const std::string& hint) {
    return Explanation{Kind::Unavailable, failure.code, begin + why, hint, ""};
  };
  if (std::filesystem::is_directory(failure.path, ignored)) return unavailable("it is a folder", "name a file in it in sqlite.path");
  if (!folder.empty() && !std::filesystem::exists(folder, ignored)) {
    return unavailable("there is no folder " + quoted(folder.string()), "make that folder, or name another file in sqlite.path");
  }
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    return unavailable(quoted(folder.string()) + " is not a folder", "name another file in sqlite.path");
  }
  const std::string why = failure.system_error != 0 ? std::strerror(failure.system_error) : failure.message;
  return unavailable(why, "the user of the service must be able to read and write the file and its folder");
}

Explanation io_error(const Failure& failure) {
  const std::string why = failure.system_error != 0 ? std::strerror(failure.system_error) : failure.message;
  return {Kind::Unavailable, failure.code, "reading or writing " + quoted(failure.path) + " failed: " + why,
          "look after the disk; the kernel's log says more", ""};
}

Explanation explain_failure(const Failure& failure) {
  if (failure.system_error == ENOSPC || failure.system_error == EDQUOT) return full(failure);
  switch (primary(failure.code)) {
    case SQLITE_CONSTRAINT: return violation(failure);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return busy(failure);
    case SQLITE_FULL: return full(failure);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return corrupt(failure);
    case SQLITE_READONLY: return read_only(failure);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return failure.system_error == EROFS ? read_only(failure) : cannot_open(failure);
    case SQLITE_IOERR: return io_error(failure);
    case SQLITE_INTERRUPT: return {Kind::Cancelled, failure.code, "the statement was interrupted", "", ""};
    case SQLITE_NOMEM: return {Kind::Exhausted, failure.code, "there is no memory left", "", ""};
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH: return {Kind::Mismatch, failure.code, failure.message, "", ""};
    case SQLITE_ERROR:
    case SQLITE_RANGE:
    case SQLITE_AUTH:
    case SQLITE_SCHEMA: return {Kind::Statement, failure.code, failure.message, "", ""};
    default: return {Kind::Other, failure.code, failure.message, "", ""};
  }
}

}  // namespace

Explanation explain(sqlite3* database, int code, const std::string& path) {
  // The system's error is that of the last failed system call, which only these codes are about.
  const int kind = primary(code);
  const bool about_files = kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN || kind == SQLITE_FULL || kind == SQLITE_READONLY;
  const int system_error = about_files && database != nullptr ? sqlite3_system_errno(database) : 0;
  const char* message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return explain_failure({code, system_error, message, path});
}

SqliteError to_error(const Explanation& explanation, std::string_view statement) {
  std::string text = explanation.text;
  if (!explanation.hint.empty()) text += "; " + explanation.hint;
  return SqliteError(explanation.kind, std::move(text), std::string(statement), explanation.constraint, explanation.code);
}

}  // namespace saki
