// SPDX-License-Identifier: Apache-2.0
#include "room/room_settings.h"

#include <algorithm>

namespace saki {

void declare_room_settings(ConfigSchema& schema) {
  schema.add({.path = "server.rooms.bridge",
              .type = SettingType::String,
              .initial = "",
              .description = "The package that carries what is sent to rooms to all processes of the service, as redis; none by default."});
  schema.add({.path = "server.rooms.replay_count",
              .type = SettingType::Uint32,
              .initial = "256",
              .minimum = "0",
              .maximum = "1000000",
              .unit = "messages",
              .description = "The last messages that a room keeps for streams of events that come back; 0 for none."});
  schema.add({.path = "server.rooms.replay_bytes",
              .type = SettingType::Size,
              .initial = "1MiB",
              .minimum = "1KiB",
              .maximum = "1GiB",
              .description = "How much of them."});
  schema.add({.path = "server.rooms.keep",
              .type = SettingType::TimeSpan,
              .initial = "1m",
              .minimum = "0s",
              .maximum = "1d",
              .description = "How long an empty room keeps them; then it is forgotten."});
  schema.add({.path = "server.rooms.kept_rooms",
              .type = SettingType::Uint32,
              .initial = "1024",
              .minimum = "0",
              .maximum = "1000000",
              .unit = "rooms",
              .description = "Empty rooms that one worker keeps; past it the one that has been empty for longest is forgotten."});
  schema.add({.path = "server.rooms.backlog_bytes",
              .type = SettingType::Size,
              .initial = "64MiB",
              .minimum = "64KiB",
              .maximum = "2GiB",
              .description = "Messages on their way to the members of one worker; what comes past it is lost."});
}

RoomSettings read_room_settings(const Config& config) {
  RoomSettings settings;
  // No more than a stream's queue has room for: what comes at once would fall to the policy.
  settings.replay_count =
      std::min(config.get<std::uint32_t>("server.rooms.replay_count"), config.get<std::uint32_t>("server.events.queue_count"));
  settings.replay_bytes = static_cast<std::size_t>(
      std::min(config.get<std::uint64_t>("server.rooms.replay_bytes"), config.get<std::uint64_t>("server.events.queue_bytes")));
  settings.keep = config.get<std::chrono::milliseconds>("server.rooms.keep");
  settings.kept_rooms = config.get<std::uint32_t>("server.rooms.kept_rooms");
  settings.backlog_bytes = static_cast<std::size_t>(config.get<std::uint64_t>("server.rooms.backlog_bytes"));
  settings.bridge = config.get<std::string>("server.rooms.bridge");
  return settings;
}

}  // namespace saki
