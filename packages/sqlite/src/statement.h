// SPDX-License-Identifier: Apache-2.0
//
// Statement: one prepared statement of a connection.
//
// It remembers where the columns of each type of row lie in its result, until SQLite prepares it anew because the schema changed:
// `select *` may then have other columns.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "saki/row_places.h"
#include "saki/sql_value.h"

namespace saki {

class Statement {  // Affinity: its connection's thread.
 public:
  explicit Statement(sqlite3_stmt* handle) noexcept : handle_(handle) {}

  [[nodiscard]] bool empty() const noexcept { return handle_ == nullptr; }  // Blanks and comments only.
  [[nodiscard]] bool read_only() const noexcept { return sqlite3_stmt_readonly(handle_.get()) != 0; }
  [[nodiscard]] bool is_returning() const noexcept;  // Changes rows and gives some: `insert … returning *`.
  [[nodiscard]] std::size_t parameter_count() const noexcept;

  // Binds without copying: the values stay as they are until reset().
  [[nodiscard]] int bind(std::span<const SqlValue> values) noexcept;
  [[nodiscard]] int step() noexcept { return sqlite3_step(handle_.get()); }
  void reset() noexcept;

  // The place of each of `names` in the result, -1 where it has none. The names are constants of the type they belong to.
  [[nodiscard]] std::span<const int> places_of(std::span<const std::string_view> names);

  [[nodiscard]] sqlite3_stmt* handle() const noexcept { return handle_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
  };
  int bind_one(int index, const SqlValue& value) noexcept;

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  RowPlaces places_;
  int prepared_anew_ = 0;  // SQLite's count when `places_` was made.
};

}  // namespace saki
