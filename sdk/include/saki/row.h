// SPDX-License-Identifier: Apache-2.0
//
// What a row of a result may become: a struct by column names, a tuple by position, or the single value of its first column.
//
// Generated code specialises RowTraits for each type of the manifest; an author may for his own:
//
//   template <>
//   struct saki::RowTraits<Point> {
//     static constexpr std::array<std::string_view, 2> kColumns{"x", "y"};
//     static Point read(const RowReader& row, std::span<const int> column_of) {
//       Point point;
//       read_column(row, column_of[0], "Point.x", point.x);
//       read_column_if_present(row, column_of[1], "Point.y", point.y);
//       return point;
//     }
//   };
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "saki/column.h"

namespace saki {

// kColumns: the names looked for. read(): the row, where column_of[i] is the place of kColumns[i] in the result, or -1.
template <class T>
struct RowTraits;

template <class T>
concept NamedRow = requires(const RowReader& row, std::span<const int> column_of) {
  std::span<const std::string_view>(RowTraits<T>::kColumns);
  { RowTraits<T>::read(row, column_of) } -> std::same_as<T>;
};

namespace detail {

template <class T>
inline constexpr bool kIsTuple = false;
template <class... T>
inline constexpr bool kIsTuple<std::tuple<T...>> = (ColumnValue<T> && ...);

[[noreturn]] void too_few_columns(const RowReader& row, std::size_t wanted);

template <class Tuple, std::size_t... I>
Tuple read_tuple(const RowReader& row, std::index_sequence<I...>) {
  Tuple tuple;
  (read_column(row, static_cast<int>(I), "the tuple's element", std::get<I>(tuple)), ...);
  return tuple;
}

}  // namespace detail

template <class T>
concept Row = NamedRow<T> || detail::kIsTuple<T> || ColumnValue<T>;

// The names to look for in a result; empty when the columns are taken by position. Affinity: any.
template <Row T>
[[nodiscard]] std::span<const std::string_view> row_columns() noexcept {
  if constexpr (NamedRow<T>)
    return RowTraits<T>::kColumns;
  else
    return {};
}

// Reads the row. Throws DatabaseError (Mismatch), naming the field, when a column is missing or does not fit. Affinity: one thread.
template <Row T>
[[nodiscard]] T read_row(const RowReader& row, std::span<const int> column_of) {
  if constexpr (NamedRow<T>) {
    return RowTraits<T>::read(row, column_of);
  } else if constexpr (detail::kIsTuple<T>) {
    constexpr std::size_t kWanted = std::tuple_size_v<T>;
    if (static_cast<std::size_t>(row.column_count()) < kWanted) detail::too_few_columns(row, kWanted);
    return detail::read_tuple<T>(row, std::make_index_sequence<kWanted>());
  } else {
    T value{};
    read_column(row, 0, "the type asked for", value);
    return value;
  }
}

}  // namespace saki
