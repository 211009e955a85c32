// SPDX-License-Identifier: Apache-2.0
//
// The section `client` of a configuration, as HttpClientOptions.
#pragma once

#include <string>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/http_client_options.h"

namespace saki {

void declare_client_settings(ConfigSchema& schema);

// `user_agent` is what the client calls itself unless it is configured.
[[nodiscard]] HttpClientOptions read_client_settings(const Config& config, std::string user_agent);

}  // namespace saki
