// SPDX-License-Identifier: Apache-2.0
//
// SqliteRow: the row a statement stands on.
#pragma once

#include <sqlite3.h>

#include "saki/row_reader.h"

namespace saki {

class SqliteRow final : public RowReader {  // Affinity: its connection's thread.
 public:
  explicit SqliteRow(sqlite3_stmt* statement) noexcept : statement_(statement) {}

  [[nodiscard]] int column_count() const override { return sqlite3_column_count(statement_); }
  [[nodiscard]] std::string_view column_name(int column) const override;
  [[nodiscard]] int column(std::string_view name) const override;

  [[nodiscard]] SqlKind kind(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] ByteView blob(int column) const override;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace saki
