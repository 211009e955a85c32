// SPDX-License-Identifier: Apache-2.0
//
// Counts every allocation of the program it is linked into.
#pragma once

#include <cstddef>

namespace saki::http {

[[nodiscard]] std::size_t allocation_count() noexcept;

}  // namespace saki::http
