// SPDX-License-Identifier: Apache-2.0
//
// The room of everybody who follows what becomes of the notes.
#pragma once

#include <string_view>

#include "handlers.h"
#include "saki/room.h"

// What happened, as events are called.
inline constexpr std::string_view kCreated = "created";
inline constexpr std::string_view kChanged = "changed";
inline constexpr std::string_view kDeleted = "deleted";

inline saki::Room<Note> followers(saki::Request& request) { return {request, "notes"}; }

inline void tell_followers(saki::Request& request, const Note& note, std::string_view what) {
  followers(request).send(note, saki::EventLabel(what));
}
