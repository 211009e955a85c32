// SPDX-License-Identifier: Apache-2.0
//
// MysqlRow: the row a statement stands on, and the buffers that it is fetched into.
//
// Integers of every width are 64 bits wide; a DECIMAL is an integer where it is one, else a real number, and its text is exact; BIT is an
// integer; dates and times are their text as parse_text() reads it; JSON, ENUM, SET and UUID are text; what has no character set is a blob.
#pragma once

#include <string>
#include <vector>

#include "library.h"
#include "saki/row_reader.h"

namespace saki {

class MysqlRow final : public RowReader {  // Affinity: loop.
 public:
  // Makes a buffer for each column of the statement's result, and binds them. False when the library refuses; its error says why.
  // `changed`: the columns are others than before.
  [[nodiscard]] bool bind(MYSQL_STMT& statement, bool& changed);

  // After each row fetched: brings in what was longer than its buffer.
  [[nodiscard]] bool complete(MYSQL_STMT& statement);

  [[nodiscard]] int column_count() const override { return static_cast<int>(cells_.size()); }
  [[nodiscard]] std::string_view column_name(int column) const override { return cell(column).name; }
  [[nodiscard]] int column(std::string_view name) const override;

  [[nodiscard]] SqlKind kind(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] double real(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] ByteView blob(int column) const override;

 private:
  enum class Form : std::uint8_t { Integer, Real, Time, Decimal, Bit, Text, Blob };

  struct Cell {
    std::string name;
    Form form = Form::Text;
    enum_field_types type = MYSQL_TYPE_STRING;
    bool is_unsigned = false;
    std::int64_t integer = 0;
    double real = 0;
    MYSQL_TIME time{};
    std::string bytes;  // As long as the longest value met, within reason.
    unsigned long size = 0;
    MysqlFlag is_null = 0;
    MysqlFlag is_cut = 0;
    mutable std::string text;  // Of a number or a time, when asked for.
  };

  [[nodiscard]] static Form form_of(const MYSQL_FIELD& field) noexcept;
  [[nodiscard]] bool fits(const MYSQL_FIELD* fields, unsigned count) const;
  [[nodiscard]] bool is_bound(const MYSQL_STMT& statement) const noexcept;
  void make_cells(const MYSQL_FIELD* fields, unsigned count);
  static void bind_cell(MYSQL_BIND& bind, Cell& cell);
  [[nodiscard]] const Cell& cell(int column) const { return cells_[static_cast<std::size_t>(column)]; }
  [[nodiscard]] static std::string_view bytes_of(const Cell& cell) noexcept { return std::string_view(cell.bytes).substr(0, cell.size); }

  std::vector<Cell> cells_;
  std::vector<MYSQL_BIND> binds_;
};

}  // namespace saki
