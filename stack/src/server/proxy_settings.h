// SPDX-License-Identifier: Apache-2.0
//
// The settings that tell of proxies in front of a server: `server.trusted_proxies`, `server.forwarded`, `server.proxy_protocol`.
#pragma once

#include "saki/base/diagnostics.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/server/server_options.h"

namespace saki {

void declare_proxy_settings(ConfigSchema& schema);
[[nodiscard]] ProxyOptions read_proxy_options(const Config& config);

// What cannot work although each setting alone is sound: nobody trusted to speak, a listener that there is none of.
void check_proxy_options(const ServerOptions& options, Diagnostics& diagnostics);

}  // namespace saki
