// SPDX-License-Identifier: Apache-2.0
//
// RowReader: one row of a result, whatever database gave it.
//
// Columns count from 0, in the statement's order. Views are good until the reader moves to the next row.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/sql_value.h"

namespace saki {

class RowReader {  // Affinity: one thread.
 public:
  [[nodiscard]] virtual int column_count() const = 0;
  [[nodiscard]] virtual std::string_view column_name(int column) const = 0;
  [[nodiscard]] virtual int column(std::string_view name) const = 0;  // -1 when there is none; letter case counts.

  [[nodiscard]] virtual SqlKind kind(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;  // Of Unsigned its bits; of another kind what becomes of it.
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual ByteView blob(int column) const = 0;

  [[nodiscard]] bool is_null(int column) const { return kind(column) == SqlKind::Null; }

 protected:
  ~RowReader() = default;
};

}  // namespace saki
