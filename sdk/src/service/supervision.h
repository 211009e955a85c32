// SPDX-License-Identifier: Apache-2.0
//
// What a service tells its supervisor of its configuration.
#pragma once

#include "saki/config/config.h"
#include "saki/process/supervisor_settings.h"

namespace saki {

// `server.supervisor.*`, and where the service's log and crash reports go.
[[nodiscard]] SupervisorSettings supervision_of(const Config& config);

}  // namespace saki
