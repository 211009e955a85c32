// SPDX-License-Identifier: Apache-2.0
#include "row.h"

namespace saki {

std::string_view SqliteRow::column_name(int column) const {
  const char* name = sqlite3_column_name(statement_, column);
  return name != nullptr ? name : "";
}

int SqliteRow::column(std::string_view name) const {
  for (int column = 0; column < column_count(); ++column) {
    if (column_name(column) == name) return column;
  }
  return -1;
}

SqlKind SqliteRow::kind(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_INTEGER: return SqlKind::Integer;
    case SQLITE_FLOAT: return SqlKind::Real;
    case SQLITE_TEXT: return SqlKind::Text;
    case SQLITE_BLOB: return SqlKind::Blob;
    default: return SqlKind::Null;
  }
}

std::string_view SqliteRow::text(int column) const {
  // The size is that of the text only when asked for after it.
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text != nullptr ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string_view();
}

ByteView SqliteRow::blob(int column) const {
  const auto* blob = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return blob != nullptr ? ByteView(blob, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : ByteView();
}

}  // namespace saki
