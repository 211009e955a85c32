// SPDX-License-Identifier: Apache-2.0
//
// The Authorization field of a request (RFC 9110 section 11.6.2).
#pragma once

#include <optional>
#include <string_view>

#include "saki/request.h"

namespace saki {

// How often a field of that name comes with the request. Of two that say who calls, whoever reads one only could be misled.
[[nodiscard]] std::size_t count_fields(const Request& request, std::string_view name) noexcept;

// What stands behind the name of a scheme, in any letter case: nothing where the field is absent or of another scheme.
[[nodiscard]] std::optional<std::string_view> authorization(const Request& request, std::string_view scheme) noexcept;

}  // namespace saki
