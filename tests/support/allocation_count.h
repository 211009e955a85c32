// SPDX-License-Identifier: Apache-2.0
//
// How often this thread has asked for memory from the heap. A program that links this has the global allocation functions replaced;
// under Clang's sanitizers, which cannot be replaced, a hook of theirs counts instead.
#pragma once

#include <cstddef>

namespace saki {

[[nodiscard]] std::size_t allocation_count() noexcept;

}  // namespace saki
