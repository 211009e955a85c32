// SPDX-License-Identifier: Apache-2.0
#include "saki/column.h"

#include <cmath>

#include "saki/database_error.h"

namespace saki {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

bool is_number(SqlKind kind) noexcept { return kind == SqlKind::Integer || kind == SqlKind::Real || kind == SqlKind::Unsigned; }

template <class T>
bool from_text(const RowReader& row, int column, T& into) {
  return row.kind(column) == SqlKind::Text && parse_text(row.text(column), into);
}

}  // namespace

bool from_sql(const RowReader& row, int column, bool& into) {
  std::int64_t value = 0;
  if (!from_sql(row, column, value) || (value != 0 && value != 1)) return false;
  into = value == 1;
  return true;
}

bool from_sql(const RowReader& row, int column, std::int64_t& into) {
  if (row.kind(column) == SqlKind::Integer) {
    into = row.integer(column);
    return true;
  }
  if (row.kind(column) != SqlKind::Real) return false;
  const double value = row.real(column);
  if (std::trunc(value) != value || value < -kTwoTo63 || value >= kTwoTo63) return false;
  into = static_cast<std::int64_t>(value);
  return true;
}

bool from_sql(const RowReader& row, int column, double& into) {
  if (!is_number(row.kind(column))) return false;
  into = row.real(column);
  return true;
}

bool from_sql(const RowReader& row, int column, std::string& into) {
  const SqlKind kind = row.kind(column);
  if (kind != SqlKind::Text && !is_number(kind)) return false;
  into = std::string(row.text(column));
  return true;
}

bool from_sql(const RowReader& row, int column, Bytes& into) {
  const SqlKind kind = row.kind(column);
  if (kind != SqlKind::Blob && kind != SqlKind::Text) return false;
  into = Bytes(row.blob(column));
  return true;
}

bool from_sql(const RowReader& row, int column, Timestamp& into) {
  if (from_text(row, column, into)) return true;
  constexpr std::size_t kDateBytes = 10;  // "2026-11-20 12:00:00.5", what `current_timestamp` gives.
  if (row.kind(column) != SqlKind::Text || row.text(column).size() <= kDateBytes || row.text(column)[kDateBytes] != ' ') return false;
  std::string text(row.text(column));
  text[kDateBytes] = 'T';
  text += 'Z';
  return parse_text(text, into);
}
bool from_sql(const RowReader& row, int column, std::chrono::year_month_day& into) { return from_text(row, column, into); }
bool from_sql(const RowReader& row, int column, std::chrono::microseconds& into) { return from_text(row, column, into); }
bool from_sql(const RowReader& row, int column, Uuid& into) { return from_text(row, column, into); }

namespace detail {

void column_missing(const char* field) {
  const std::string name(field);
  throw DatabaseError(DatabaseErrorKind::Mismatch,
                      name + " needs a column \"" + name.substr(name.find('.') + 1) + "\", which the statement does not give");
}

void column_mismatch(const RowReader& row, int column, const char* field) {
  throw DatabaseError(DatabaseErrorKind::Mismatch, "the column \"" + std::string(row.column_name(column)) + "\" holds " +
                                                       to_string(row.kind(column)) + " that is no value of " + field);
}

}  // namespace detail
}  // namespace saki
