// SPDX-License-Identifier: Apache-2.0
//
// A type as the generator makes it for a manifest, and its table.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "saki/row.h"

namespace saki {

inline constexpr const char* kNotes =
    "create table if not exists notes (id integer primary key auto_increment, title text not null, body text not null default '',\n"
    "  tags text not null default '[]', state text not null default 'open', due text)";

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
