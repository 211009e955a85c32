// SPDX-License-Identifier: Apache-2.0
//
// How often this thread has called operator new. A program that links this has the global allocation functions replaced.
#pragma once

#include <cstddef>

namespace saki {

[[nodiscard]] std::size_t allocation_count() noexcept;

}  // namespace saki
