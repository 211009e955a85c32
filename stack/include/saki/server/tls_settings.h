// SPDX-License-Identifier: Apache-2.0
//
// The settings of TLS: `server.tls.*`, and `tls` of a virtual host.
#pragma once

#include <string_view>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/tls/tls_options.h"

namespace saki {

// What a server has, and each of its hosts may have: `certificate`, `key`, … with `within` in front of them.
void declare_tls_host_settings(ConfigSchema& schema, std::string_view within);
// From a configuration that was read with these declared; its names are the caller's to add.
[[nodiscard]] TlsHostOptions read_tls_host(const Config& config, std::string_view within);

// All of `server.tls`.
void declare_tls_settings(ConfigSchema& schema);
[[nodiscard]] TlsOptions read_tls_options(const Config& config);

}  // namespace saki
