// SPDX-License-Identifier: Apache-2.0
//
// EventSettings: `server.events`: what streams of events have in common.
#pragma once

#include "saki/base/clock.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/event_queue.h"

namespace saki {

struct EventSettings {  // Affinity: frozen.
  EventQueueBounds queue{};
  Duration heartbeat = std::chrono::seconds{15};  // Zero: none.
};

void declare_event_settings(ConfigSchema& schema);
[[nodiscard]] EventSettings read_event_settings(const Config& config);

}  // namespace saki
