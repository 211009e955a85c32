// SPDX-License-Identifier: Apache-2.0
//
// Note: a type as the generator makes it for a manifest, read from the rows of a table `notes`. Each database's tests make that table.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "saki/row.h"

namespace saki {

struct Note {
  Note() = default;
  std::int64_t id = 0;
  std::string title;
  std::string body;
  std::optional<std::chrono::year_month_day> due;
  friend bool operator==(const Note&, const Note&) = default;
};

template <>
struct RowTraits<Note> {
  static constexpr std::array<std::string_view, 4> kColumns{"id", "title", "body", "due"};
  static Note read(const RowReader& row, std::span<const int> column_of) {
    Note note;
    read_column(row, column_of[0], "Note.id", note.id);
    read_column(row, column_of[1], "Note.title", note.title);
    read_column_if_present(row, column_of[2], "Note.body", note.body);
    read_column_if_present(row, column_of[3], "Note.due", note.due);
    return note;
  }
};

}  // namespace saki
