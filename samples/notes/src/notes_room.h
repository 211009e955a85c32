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

inline saki::Room<Note> followers(saki::Surroundings& here) { return {here, "notes"}; }

inline void tell_followers(saki::Surroundings& here, const Note& note, std::string_view what) {
  followers(here).send(note, saki::EventLabel(what));
}
