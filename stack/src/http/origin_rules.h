// SPDX-License-Identifier: Apache-2.0
//
// Whether a page may open a WebSocket here (RFC 6455 section 10.2): a browser sends cookies along whichever page asks.
#pragma once

#include <string_view>

#include "saki/http/web_socket_options.h"

namespace saki::http {

// `origin` as the client sent it; scheme and host as the client asked for them.
[[nodiscard]] bool allows_origin(const OriginPolicy& policy, std::string_view origin, std::string_view scheme, std::string_view host);

}  // namespace saki::http
