// SPDX-License-Identifier: Apache-2.0
//
// The version of Saki that a program was built with.
#pragma once

#include <string_view>

namespace saki {

// Returns the version as `major.minor.patch` (semver.org), such as "0.1.0". Affinity: any.
[[nodiscard]] std::string_view version() noexcept;

}  // namespace saki
