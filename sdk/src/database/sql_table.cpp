// SPDX-License-Identifier: Apache-2.0
#include "saki/sql_table.h"

#include <algorithm>

#include "saki/database_error.h"

namespace saki {
namespace {

SqlValue value_of(const RowReader& row, int column) {
  switch (row.kind(column)) {
    case SqlKind::Null: break;
    case SqlKind::Integer: return row.integer(column);
    case SqlKind::Real: return row.real(column);
    case SqlKind::Text: return row.text(column);
    case SqlKind::Blob: return Bytes(row.blob(column));
    case SqlKind::Unsigned: return static_cast<std::uint64_t>(row.integer(column));
  }
  return {};
}

}  // namespace

const SqlValue& SqlTable::at(std::size_t row, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  if (row >= rows_.size() || found == columns_.end()) {
    throw DatabaseError(DatabaseErrorKind::Mismatch,
                        "the result has no row " + std::to_string(row) + " with a column \"" + std::string(column) + "\"");
  }
  return rows_[row][static_cast<std::size_t>(found - columns_.begin())];
}

void SqlTable::add(const RowReader& row) {
  const int count = row.column_count();
  if (rows_.empty()) {
    for (int column = 0; column < count; ++column) columns_.emplace_back(row.column_name(column));
  }
  std::vector<SqlValue>& values = rows_.emplace_back();
  values.reserve(static_cast<std::size_t>(count));
  for (int column = 0; column < count; ++column) values.push_back(value_of(row, column));
}

}  // namespace saki
