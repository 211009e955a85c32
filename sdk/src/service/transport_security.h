// SPDX-License-Identifier: Apache-2.0
//
// Strict-Transport-Security (RFC 6797): browsers that came by https once come by it alone for some time.
#pragma once

#include <string>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/response.h"

namespace saki {

class Request;

void declare_transport_security_settings(ConfigSchema& schema);

// The field's value; empty where none is sent. A combination that no list of browsers takes goes to `diagnostics`.
[[nodiscard]] std::string read_transport_security(const Config& config, Diagnostics& diagnostics);

// Adds the service's value where the client came by https and the handler has not set its own.
void add_transport_security(const Request& request, Response& response);

}  // namespace saki
