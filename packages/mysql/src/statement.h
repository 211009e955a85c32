// SPDX-License-Identifier: Apache-2.0
//
// MysqlStatement: one prepared statement of a connection, with the buffers of its parameters and its rows.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "library.h"
#include "parameters.h"
#include "row.h"
#include "saki/row_places.h"

namespace saki {

class MysqlStatement {  // Affinity: loop. Rests at one address while its result is bound.
 public:
  explicit MysqlStatement(MYSQL& connection) : handle_(mysql_stmt_init(&connection)), row_(std::make_unique<MysqlRow>()) {}

  [[nodiscard]] MYSQL_STMT& handle() const noexcept { return *handle_; }
  [[nodiscard]] std::size_t parameter_count() const noexcept { return mysql_stmt_param_count(handle_.get()); }
  [[nodiscard]] bool has_rows() const noexcept { return mysql_stmt_field_count(handle_.get()) > 0; }

  // Binds without copying: the values stay as they are until the statement was executed.
  [[nodiscard]] bool bind(std::span<const SqlValue> values);

  // After executing one with rows: makes room for them.
  [[nodiscard]] bool bind_row();

  // After fetching a row: it, whole. Null when the library refuses; its error says why.
  [[nodiscard]] const MysqlRow* row() { return row_->complete(*handle_) ? row_.get() : nullptr; }
  [[nodiscard]] std::span<const int> places_of(std::span<const std::string_view> names) { return places_.of(names, *row_); }

 private:
  struct Close {
    void operator()(MYSQL_STMT* handle) const noexcept { mysql_stmt_close(handle); }
  };

  std::unique_ptr<MYSQL_STMT, Close> handle_;
  MysqlParameters parameters_;
  std::unique_ptr<MysqlRow> row_;  // The library knows its address.
  RowPlaces places_;
};

}  // namespace saki
