// SPDX-License-Identifier: Apache-2.0
#include "event/event_settings.h"

#include <string>

namespace saki {
namespace {

http::QueuePolicy policy_of(const std::string& word) {
  if (word == "drop-oldest") return http::QueuePolicy::DropOldest;
  return word == "drop-newest" ? http::QueuePolicy::DropNewest : http::QueuePolicy::Close;
}

}  // namespace

void declare_event_settings(ConfigSchema& schema) {
  schema.add({.path = "server.events.heartbeat",
              .type = SettingType::TimeSpan,
              .initial = "15s",
              .minimum = "0s",
              .maximum = "1h",
              .description = "A stream of events that had nothing to send for so long sends a comment, which keeps proxies from closing "
                             "it and finds clients that are gone; 0 for never."});
  schema.add({.path = "server.events.queue_count",
              .type = SettingType::Uint32,
              .initial = "256",
              .minimum = "1",
              .maximum = "1000000",
              .unit = "events",
              .description = "How many events may wait for a client that reads slowly."});
  schema.add({.path = "server.events.queue_bytes",
              .type = SettingType::Size,
              .initial = "1MiB",
              .minimum = "1KiB",
              .maximum = "1GiB",
              .description = "How much may wait for a client that reads slowly."});
  schema.add({.path = "server.events.overflow",
              .type = SettingType::Word,
              .initial = "drop-oldest",
              .words = {"drop-oldest", "drop-newest", "close"},
              .description = "What a room does with an event for a client whose queue is full: an older one makes room, the new one is "
                             "left out, or the stream is closed; the client then comes back and asks for what it missed."});
}

EventSettings read_event_settings(const Config& config) {
  EventSettings settings;
  settings.heartbeat = config.get<std::chrono::milliseconds>("server.events.heartbeat");
  settings.queue.count = config.get<std::uint32_t>("server.events.queue_count");
  settings.queue.bytes = static_cast<std::size_t>(config.get<std::uint64_t>("server.events.queue_bytes"));
  settings.queue.policy = policy_of(config.get<std::string>("server.events.overflow"));
  return settings;
}

}  // namespace saki
