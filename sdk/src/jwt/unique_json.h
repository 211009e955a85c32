// SPDX-License-Identifier: Apache-2.0
//
// JSON whose objects have each member once: of two, two readers might take different ones.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/json.h"

namespace saki {

// Reads one whole object of at most `depth` levels. Error: Invalid.
[[nodiscard]] Result<Json> parse_unique_object(std::string_view document, std::uint32_t depth);

}  // namespace saki
