// SPDX-License-Identifier: Apache-2.0
//
// DatabaseError: why a database did not do what it was asked, in a form that a handler can decide by.
//
// Calls made for handlers throw it; left alone it becomes 503. What the caller caused (a violated constraint) is told apart from what
// the installation lacks (a free lock, space, a whole file), so that a handler can answer 409 for the first and nothing for the rest.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "saki/dependency_error.h"

namespace saki {

enum class DatabaseErrorKind : std::uint8_t {
  UniqueViolation,      // A row with this key exists; primary keys too.
  ForeignKeyViolation,  // It refers to a row that is not there, or is referred to.
  NotNullViolation,
  CheckViolation,
  OtherViolation,  // A trigger's or a column type's own refusal.
  Busy,            // Somebody else kept the lock for too long.
  Timeout,         // The call's deadline passed, or its transaction's.
  Cancelled,       // Nobody waits for it any more.
  Exhausted,       // Too many calls wait already.
  Closed,          // The database has stopped, or the transaction has ended.
  Full,            // The disk, or the size allowed to the database.
  ReadOnly,
  Corrupt,      // The file is damaged, or no database at all.
  Unavailable,  // It cannot be opened, read or reached.
  Statement,    // The SQL is wrong, or its parameters are.
  Mismatch,     // A stored value, or a given one, does not fit the other side's type.
  Other,
};

// "unique-violation": for logs and metrics. Affinity: any.
[[nodiscard]] const char* to_string(DatabaseErrorKind kind) noexcept;

class DatabaseError : public DependencyError {  // Affinity: any. Copying shares the texts.
 public:
  using enum DatabaseErrorKind;

  // `text` is a paragraph for the log: what happened, to what, and the way out. `statement` is the SQL without its values. `dependency` as
  // of every DependencyError. `code` is the database's own number for it.
  explicit DatabaseError(DatabaseErrorKind kind, std::string text, std::string_view statement = {}, std::string constraint = {},
                         const char* dependency = "database", int code = 0);

  [[nodiscard]] DatabaseErrorKind kind() const noexcept { return kind_; }
  // what() is text and statement on one line.
  [[nodiscard]] const std::string& text() const noexcept;
  [[nodiscard]] const std::string& statement() const noexcept;  // May be empty.
  [[nodiscard]] const std::string& constraint() const noexcept;  // What a violation names: `notes.title`; may be empty.

  // SQLite's extended result code, MySQL's error number; 0 where the failure is not the database's own, such as a deadline.
  [[nodiscard]] int code() const noexcept { return code_; }

  // True for the violations: what was asked is at fault, not the database.
  [[nodiscard]] bool is_violation() const noexcept { return kind_ <= DatabaseErrorKind::OtherViolation; }

 private:
  struct Texts;
  std::shared_ptr<const Texts> texts_;
  DatabaseErrorKind kind_;
  int code_;
};

}  // namespace saki
