// SPDX-License-Identifier: Apache-2.0
//
// What a service tells its supervisor of its configuration.
#pragma once

#include "saki/config/config.h"
#include "saki/process/supervisor_settings.h"
#include "saki/server/server.h"

namespace saki {

// `server.supervisor.*`, where the service's log and crash reports go, and whether it can read anew what may have changed.
[[nodiscard]] SupervisorSettings supervision_of(const Config& config, const ServerOptions& options);

}  // namespace saki
