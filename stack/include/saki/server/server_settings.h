// SPDX-License-Identifier: Apache-2.0
//
// The settings of a server: `server.listen`, `server.tls.*`, `server.workers`, how it accepts, those of proxies, `server.drain_timeout`,
// `server.limits.*`, `server.timeouts.*`, `server.access_log.*`.
#pragma once

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/server/server_options.h"

namespace saki {

void declare_server_settings(ConfigSchema& schema);

// From a configuration that was read with these settings declared; each address with the place it was configured at.
[[nodiscard]] ServerOptions read_server_options(const Config& config);

}  // namespace saki
