// SPDX-License-Identifier: Apache-2.0
#include "statement.h"

#include "keyword.h"
#include "row.h"

namespace saki {

bool Statement::is_returning() const noexcept {
  return !read_only() && sqlite3_column_count(handle_.get()) > 0 && may_change_rows(sqlite3_sql(handle_.get()));
}

std::size_t Statement::parameter_count() const noexcept { return static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_.get())); }

int Statement::bind(std::span<const SqlValue> values) noexcept {
  int index = 0;
  for (const SqlValue& value : values) {
    if (const int code = bind_one(++index, value); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int Statement::bind_one(int index, const SqlValue& value) noexcept {
  sqlite3_stmt* handle = handle_.get();
  switch (value.kind()) {
    case SqlKind::Null: return sqlite3_bind_null(handle, index);
    case SqlKind::Integer: return sqlite3_bind_int64(handle, index, value.integer());
    case SqlKind::Real: return sqlite3_bind_double(handle, index, value.real());
    case SqlKind::Text: return sqlite3_bind_text64(handle, index, value.text().data(), value.text().size(), nullptr, SQLITE_UTF8);
    case SqlKind::Unsigned: return SQLITE_MISMATCH;
    case SqlKind::Blob: break;
  }
  const ByteView blob = value.blob();
  if (blob.empty()) return sqlite3_bind_zeroblob(handle, index, 0);  // A null pointer would be null.
  return sqlite3_bind_blob64(handle, index, blob.data(), blob.size(), nullptr);
}

void Statement::reset() noexcept {
  sqlite3_reset(handle_.get());  // Its result is that of the last step, which was looked at.
  sqlite3_clear_bindings(handle_.get());
}

std::span<const int> Statement::places_of(std::span<const std::string_view> names) {
  const int prepared_anew = sqlite3_stmt_status(handle_.get(), SQLITE_STMTSTATUS_REPREPARE, 0);
  if (prepared_anew != prepared_anew_) places_.clear();
  prepared_anew_ = prepared_anew;
  return places_.of(names, SqliteRow(handle_.get()));
}

}  // namespace saki
