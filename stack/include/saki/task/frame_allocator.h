// SPDX-License-Identifier: Apache-2.0
//
// FrameAllocator<T>: memory of FramePool for containers and shared objects that come and go as often as coroutine frames do.
#pragma once

#include <cstddef>
#include <limits>
#include <new>

#include "saki/task/frame_pool.h"

namespace saki {

template <class T>
class FrameAllocator {  // Affinity: any; each thread has its own lists.
 public:
  using value_type = T;

  FrameAllocator() noexcept = default;
  template <class U>
  FrameAllocator(const FrameAllocator<U>&) noexcept {}  // NOLINT(google-explicit-constructor): as allocators convert.

  [[nodiscard]] T* allocate(std::size_t count) {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(FramePool::allocate(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept { FramePool::release(memory, count * sizeof(T)); }

  friend bool operator==(const FrameAllocator&, const FrameAllocator&) noexcept { return true; }
};

}  // namespace saki
