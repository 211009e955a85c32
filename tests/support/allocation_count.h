// SPDX-License-Identifier: Apache-2.0
//
// How often this thread has asked for memory from the heap, and how much of it is held. A program that links this has the global allocation
// functions replaced; under Clang's sanitizers, which cannot be replaced, a hook of theirs counts instead.
#pragma once

#include <cstddef>

namespace saki {

[[nodiscard]] std::size_t allocation_count() noexcept;

// What this thread took and nobody gave back, with what the allocator adds to each block. Where sanitizers are, 0.
[[nodiscard]] std::size_t held_heap_bytes() noexcept;

}  // namespace saki
