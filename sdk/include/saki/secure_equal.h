// SPDX-License-Identifier: Apache-2.0
//
// Comparing secrets: how long it takes tells nobody where two of them begin to differ.
#pragma once

#include <string_view>

#include "saki/base/bytes.h"

namespace saki {

// Whether both hold the same bytes, in a time that depends on their lengths alone, which are no secret. Affinity: any.
[[nodiscard]] bool secure_equal(ByteView one, ByteView other) noexcept;
[[nodiscard]] bool secure_equal(std::string_view one, std::string_view other) noexcept;

}  // namespace saki
