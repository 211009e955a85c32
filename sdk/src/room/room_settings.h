// SPDX-License-Identifier: Apache-2.0
//
// RoomSettings: `server.rooms`: what rooms keep, and the bounds of it.
#pragma once

#include <cstddef>
#include <string>

#include "saki/base/clock.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"

namespace saki {

struct RoomSettings {  // Affinity: frozen.
  std::size_t replay_count = 256;          // Messages that a room with streams of events keeps for those that come back; 0 for none.
  std::size_t replay_bytes = 1024 * 1024;  // And how much of them.
  Duration keep = std::chrono::minutes{1};  // How long an empty room keeps them.
  std::size_t kept_rooms = 1024;            // Empty rooms that a worker keeps at once.
  std::string bridge{};  // The package that carries what is sent to all processes; none: rooms are of this one.
  std::size_t backlog_bytes = 64 * 1024 * 1024;  // Messages on their way to the members of one worker.
};

void declare_room_settings(ConfigSchema& schema);
[[nodiscard]] RoomSettings read_room_settings(const Config& config);

}  // namespace saki
