// SPDX-License-Identifier: Apache-2.0
//
// The table of Note.
#pragma once

#include "support/note.h"

namespace saki {

inline constexpr const char* kNotes =
    "create table if not exists notes (id integer primary key, title text not null, body text not null default '',\n"
    "  tags text not null default '[]', state text not null default 'open', due text)";

}  // namespace saki
