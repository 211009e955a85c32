// SPDX-License-Identifier: Apache-2.0
//
// Reading one column of a row into a C++ value: the way back from SqlValue.
//
// from_sql() is false when the stored value is none of the type's, and leaves `into` alone then. Nothing is guessed: text is not a
// number, 2 is not a bool, 300 is not an int8. Generated code and authors add overloads beside their own types.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/bytes.h"
#include "saki/row_reader.h"
#include "saki/text_value.h"

namespace saki {

// Affinity: one thread (all of this header).
[[nodiscard]] bool from_sql(const RowReader& row, int column, bool& into);
[[nodiscard]] bool from_sql(const RowReader& row, int column, std::int64_t& into);  // A real number too, if it is integral.
[[nodiscard]] bool from_sql(const RowReader& row, int column, double& into);        // An integer too.
[[nodiscard]] bool from_sql(const RowReader& row, int column, std::string& into);   // A number too, as the database writes it.
[[nodiscard]] bool from_sql(const RowReader& row, int column, Bytes& into);         // Text too, as its bytes.
[[nodiscard]] bool from_sql(const RowReader& row, int column, Timestamp& into);  // Also as SQL writes it, in UTC.
[[nodiscard]] bool from_sql(const RowReader& row, int column, std::chrono::year_month_day& into);
[[nodiscard]] bool from_sql(const RowReader& row, int column, std::chrono::microseconds& into);
[[nodiscard]] bool from_sql(const RowReader& row, int column, Uuid& into);

template <detail::SqlInteger I>
[[nodiscard]] bool from_sql(const RowReader& row, int column, I& into) {
  if constexpr (std::unsigned_integral<I> && sizeof(I) == sizeof(std::uint64_t)) {
    if (row.kind(column) == SqlKind::Unsigned) {
      into = static_cast<I>(row.integer(column));
      return true;
    }
  }
  std::int64_t value = 0;
  if (!from_sql(row, column, value) || !std::in_range<I>(value)) return false;
  into = static_cast<I>(value);
  return true;
}

template <class E>
  requires(std::is_enum_v<E> && requires(std::string_view text, E& value) { parse_text(text, value); })
[[nodiscard]] bool from_sql(const RowReader& row, int column, E& into) {
  return row.kind(column) == SqlKind::Text && parse_text(row.text(column), into);
}

template <class T>
[[nodiscard]] bool from_sql(const RowReader& row, int column, std::optional<T>& into) {
  if (row.is_null(column)) {
    into.reset();
    return true;
  }
  return from_sql(row, column, into.emplace());
}

template <class T>
concept ColumnValue = std::default_initializable<T> && requires(const RowReader& row, int column, T& into) {
  { from_sql(row, column, into) } -> std::same_as<bool>;
};

namespace detail {
template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

[[noreturn]] void column_missing(const char* field);
[[noreturn]] void column_mismatch(const RowReader& row, int column, const char* field);
}  // namespace detail

// Reads the column of a field that must be there. `field` names it for people: "Note.title".
//
// Throws DatabaseError (Mismatch) when the result has no such column (`column` is -1), or what it holds, null included, does not fit.
template <ColumnValue T>
void read_column(const RowReader& row, int column, const char* field, T& into) {
  if (column < 0) detail::column_missing(field);
  if (!from_sql(row, column, into)) detail::column_mismatch(row, column, field);
}

// Reads the column of a field that has a default or is optional: where the result has no such column, or null for what is no
// optional, `into` keeps what it has. Throws as read_column() for a value that does not fit.
template <ColumnValue T>
void read_column_if_present(const RowReader& row, int column, const char* field, T& into) {
  if (column < 0 || (!detail::kIsOptional<T> && row.is_null(column))) return;
  read_column(row, column, field, into);
}

}  // namespace saki
