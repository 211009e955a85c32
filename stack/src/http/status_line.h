// SPDX-License-Identifier: Apache-2.0
//
// The status lines of HTTP/1.1 as constants, so that the common answer's head begins with one copy.
#pragma once

#include <string_view>

#include "saki/http/status.h"

namespace saki::http {

// "HTTP/1.1 404 Not Found\r\n"; empty for a status that has no name.
[[nodiscard]] std::string_view known_status_line(Status status) noexcept;

}  // namespace saki::http
