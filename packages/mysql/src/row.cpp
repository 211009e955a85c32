// SPDX-License-Identifier: Apache-2.0
#include "row.h"

#include <algorithm>
#include <charconv>

#include "saki/text_value.h"
#include "times.h"

namespace saki {
namespace {

constexpr std::size_t kFirstBytes = 256;
constexpr std::size_t kKeptBytes = std::size_t{64} * 1024;  // A buffer that had to be longer is given back with the next row.
constexpr unsigned kBinary = 63;                            // The character set of what has none.

bool is_integer(std::string_view decimal, std::int64_t& into) noexcept {
  const auto [end, failed] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), into);
  return failed == std::errc() && end == decimal.data() + decimal.size();
}

std::int64_t bits_of(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

}  // namespace

MysqlRow::Form MysqlRow::form_of(const MYSQL_FIELD& field) noexcept {
  switch (field.type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR: return Form::Integer;
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE: return Form::Real;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP: return Form::Time;
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: return Form::Decimal;
    case MYSQL_TYPE_BIT: return Form::Bit;
    case MYSQL_TYPE_JSON: return Form::Text;
    case MYSQL_TYPE_GEOMETRY: return Form::Blob;
    default: return field.charsetnr == kBinary ? Form::Blob : Form::Text;
  }
}

bool MysqlRow::bind(MYSQL_STMT& statement, bool& changed) {
  // Those of the connection are the ones that came with this execution; the statement keeps the names of its preparation.
  const MYSQL_FIELD* fields = statement.mysql->fields;
  const unsigned count = mysql_stmt_field_count(&statement);
  changed = !fits(fields, count);
  if (changed) {
    make_cells(fields, count);
  } else if (is_bound(statement)) {
    return true;
  }
  return !mysql_stmt_bind_result(&statement, binds_.data());
}

// The library keeps what was bound from one execution to the next, but drops it where a procedure gives several results.
bool MysqlRow::is_bound(const MYSQL_STMT& statement) const noexcept {
  if (statement.bind_result_done == 0) return false;
  for (std::size_t i = 0; i < binds_.size(); ++i) {
    if (statement.bind[i].buffer != binds_[i].buffer) return false;
  }
  return true;
}

bool MysqlRow::fits(const MYSQL_FIELD* fields, unsigned count) const {
  if (count != cells_.size()) return false;
  for (unsigned i = 0; i < count; ++i) {
    const Cell& cell = cells_[i];
    const bool is_unsigned = (fields[i].flags & UNSIGNED_FLAG) != 0;
    if (cell.type != fields[i].type || cell.form != form_of(fields[i]) || cell.is_unsigned != is_unsigned) return false;
    if (cell.name != std::string_view(fields[i].name, fields[i].name_length)) return false;
  }
  return true;
}

void MysqlRow::make_cells(const MYSQL_FIELD* fields, unsigned count) {
  cells_.clear();
  cells_.resize(count);
  binds_.assign(count, MYSQL_BIND{});
  for (unsigned i = 0; i < count; ++i) {
    Cell& cell = cells_[i];
    cell.name.assign(fields[i].name, fields[i].name_length);
    cell.form = form_of(fields[i]);
    cell.type = fields[i].type;
    cell.is_unsigned = (fields[i].flags & UNSIGNED_FLAG) != 0;
    bind_cell(binds_[i], cell);
  }
}

void MysqlRow::bind_cell(MYSQL_BIND& bind, Cell& cell) {
  bind = MYSQL_BIND{};
  bind.is_null = &cell.is_null;
  bind.error = &cell.is_cut;
  bind.length = &cell.size;
  switch (cell.form) {
    case Form::Integer:
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.is_unsigned = cell.is_unsigned ? 1 : 0;
      bind.buffer = &cell.integer;
      return;
    case Form::Real:
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      bind.buffer = &cell.real;
      return;
    case Form::Time:
      bind.buffer_type = cell.type;
      bind.buffer = &cell.time;
      return;
    default:
      if (cell.bytes.empty()) cell.bytes.resize(kFirstBytes);
      bind.buffer_type = cell.form == Form::Blob || cell.form == Form::Bit ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
      bind.buffer = cell.bytes.data();
      bind.buffer_length = static_cast<unsigned long>(cell.bytes.size());
  }
}

bool MysqlRow::complete(MYSQL_STMT& statement) {
  bool rebound = false;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    Cell& cell = cells_[i];
    cell.text.clear();
    if (cell.bytes.empty() || cell.is_null) continue;
    const bool too_long = cell.size > cell.bytes.size();
    if (!too_long && (cell.bytes.size() <= kKeptBytes || cell.size > kKeptBytes)) continue;
    if (too_long) {
      cell.bytes.resize(cell.size);
      bind_cell(binds_[i], cell);
      if (mysql_stmt_fetch_column(&statement, &binds_[i], static_cast<unsigned>(i), 0) != 0) return false;
    } else {
      cell.bytes.resize(kKeptBytes);
      cell.bytes.shrink_to_fit();
      bind_cell(binds_[i], cell);
    }
    rebound = true;
  }
  return !rebound || !mysql_stmt_bind_result(&statement, binds_.data());
}

int MysqlRow::column(std::string_view name) const {
  const auto found = std::ranges::find(cells_, name, &Cell::name);
  return found == cells_.end() ? -1 : static_cast<int>(found - cells_.begin());
}

SqlKind MysqlRow::kind(int column) const {
  const Cell& cell = this->cell(column);
  if (cell.is_null) return SqlKind::Null;
  std::int64_t ignored = 0;
  switch (cell.form) {
    case Form::Integer: return cell.is_unsigned && cell.integer < 0 ? SqlKind::Unsigned : SqlKind::Integer;
    case Form::Bit: return bits_of(bytes_of(cell)) < 0 ? SqlKind::Unsigned : SqlKind::Integer;
    case Form::Real: return SqlKind::Real;
    case Form::Decimal: return is_integer(bytes_of(cell), ignored) ? SqlKind::Integer : SqlKind::Real;
    case Form::Blob: return SqlKind::Blob;
    default: return SqlKind::Text;
  }
}

std::int64_t MysqlRow::integer(int column) const {
  const Cell& cell = this->cell(column);
  std::int64_t value = 0;
  if (cell.form == Form::Integer) return cell.integer;
  if (cell.form == Form::Bit) return bits_of(bytes_of(cell));
  if (cell.form == Form::Decimal && is_integer(bytes_of(cell), value)) return value;
  return static_cast<std::int64_t>(real(column));
}

double MysqlRow::real(int column) const {
  const Cell& cell = this->cell(column);
  if (cell.form == Form::Real) return cell.real;
  double value = 0;
  if (cell.form == Form::Decimal || cell.form == Form::Text) {
    const std::string_view bytes = bytes_of(cell);
    std::from_chars(bytes.data(), bytes.data() + bytes.size(), value);
    return value;
  }
  const std::int64_t whole = cell.form == Form::Time ? 0 : integer(column);
  return kind(column) == SqlKind::Unsigned ? static_cast<double>(static_cast<std::uint64_t>(whole)) : static_cast<double>(whole);
}

std::string_view MysqlRow::text(int column) const {
  const Cell& cell = this->cell(column);
  if (cell.is_null) return {};
  if (cell.form == Form::Text || cell.form == Form::Blob || cell.form == Form::Decimal) return bytes_of(cell);
  if (!cell.text.empty()) return cell.text;
  if (cell.form == Form::Time) {
    append_text(cell.text, cell.time, cell.type);
  } else if (cell.form == Form::Real) {
    append_text(cell.text, cell.real);
  } else if (kind(column) == SqlKind::Unsigned) {
    append_text(cell.text, static_cast<std::uint64_t>(integer(column)));
  } else {
    append_text(cell.text, integer(column));
  }
  return cell.text;
}

ByteView MysqlRow::blob(int column) const { return as_bytes(text(column)); }

}  // namespace saki
