// SPDX-License-Identifier: Apache-2.0
//
// Columns that hold JSON text: lists, maps and generated structs, as SqlValue stored them.
#pragma once

#include <string_view>
#include <type_traits>

#include "saki/column.h"
#include "saki/decoder.h"

namespace saki {

// Whether the text of `column` is the JSON of a T. Affinity: one thread.
template <class T>
  requires(!std::is_enum_v<T> && requires(Decoder& in, T& into) { read_json(in, into); } && std::is_class_v<T>)
[[nodiscard]] bool from_sql(const RowReader& row, int column, T& into) {
  if (row.kind(column) != SqlKind::Text) return false;
  Violations violations;
  Decoder in(row.text(column), JsonForm::Stored, violations);
  return read_json(in, into) && in.finish();
}

// A value that may be absent, kept outside.
template <class T>
[[nodiscard]] bool from_sql(const RowReader& row, int column, Box<T>& into) {
  into.reset();
  return row.is_null(column) || from_sql(row, column, into.emplace());
}

template <class T>
[[nodiscard]] SqlValue to_sql(const Box<T>& value) {
  return value ? SqlValue(*value) : SqlValue();
}

}  // namespace saki
