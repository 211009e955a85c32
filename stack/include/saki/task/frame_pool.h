// SPDX-License-Identifier: Apache-2.0
//
// FramePool: memory of coroutine frames, from a list per size class and thread, last in first out. A frame freed on another thread
// simply joins that thread's list. Under AddressSanitizer free frames are poisoned.
#pragma once

#include <cstddef>

namespace saki {

class FramePool {  // Affinity: any; each thread has its own lists.
 public:
  [[nodiscard]] static void* allocate(std::size_t size_bytes);  // Throws std::bad_alloc.
  static void release(void* frame, std::size_t size_bytes) noexcept;
  static void give_up_spare() noexcept;  // Empties the lists of the calling thread.
};

}  // namespace saki
