// SPDX-License-Identifier: Apache-2.0
//
// EventSettings: `server.events`: what streams of events have in common.
#pragma once

#include "event/event_queue.h"
#include "saki/base/clock.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"

namespace saki {

struct EventSettings {  // Affinity: frozen.
  EventQueueBounds queue{};
  Duration heartbeat = std::chrono::seconds{15};  // Zero: none.
};

void declare_event_settings(ConfigSchema& schema);
[[nodiscard]] EventSettings read_event_settings(const Config& config);

}  // namespace saki
