// SPDX-License-Identifier: Apache-2.0
//
// SqlTable: the result of a statement whose columns nobody declared: a tool's, a report's.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/row_reader.h"
#include "saki/sql_value.h"

namespace saki {

class SqlTable {  // Affinity: one thread at a time. Owns what it holds.
 public:
  SqlTable() = default;

  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] std::span<const std::string> columns() const noexcept { return columns_; }  // None when there is no row.
  [[nodiscard]] std::span<const SqlValue> row(std::size_t row) const { return rows_.at(row); }

  // The value at `row`, `column`. Throws DatabaseError (Mismatch) where there is none.
  [[nodiscard]] const SqlValue& at(std::size_t row, std::string_view column) const;

  void add(const RowReader& row);

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<SqlValue>> rows_;
};

}  // namespace saki
