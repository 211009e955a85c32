// SPDX-License-Identifier: Apache-2.0
//
// Arena: memory with the life of one request. Allocation moves a pointer; reset forgets everything at once and keeps the blocks.
//
// Destructors are run of what was adopted alone; the rest is trivially destructible. Under AddressSanitizer memory past the mark is
// poisoned, and so each step is a careful one.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "saki/base/arena_object.h"

namespace saki {

class Arena {  // Affinity: loop.
 public:
  static constexpr std::size_t kBlockBytes = 4096;

  Arena() noexcept = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  // Uninitialised memory until reset(); throws std::bad_alloc. `alignment` is a power of two up to that of std::max_align_t.
  [[nodiscard]] void* allocate(std::size_t size_bytes, std::size_t alignment = alignof(std::max_align_t)) {
    const std::size_t padding = padding_to(alignment);
    if (static_cast<std::size_t>(end_ - next_) < size_bytes + padding) [[unlikely]]
      return allocate_carefully(size_bytes, alignment);
    std::byte* const start = next_ + padding;
    next_ = start + size_bytes;
    return start;
  }

  template <class T>
  [[nodiscard]] std::span<T> allocate_array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
    T* first = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(first, count);
    return {first, count};
  }

  [[nodiscard]] std::string_view copy(std::string_view text);

  // Ends `object`, which stands in this arena or on the heap, with the next reset: the newest first. Who adopts none pays nothing.
  void adopt(ArenaObject& object) noexcept {
    objects_.add(object);
    only_block_ = nullptr;  // The reset is a careful one.
  }
  void take_objects(ArenaObjects& others) noexcept {  // Of an arena that has none.
    objects_.swap(others);
    only_block_ = nullptr;
  }
  [[nodiscard]] const ArenaObjects& objects() const noexcept { return objects_; }
  void end_objects() noexcept { objects_.end(); }  // Now already.

  // Forgets every allocation. The first block is kept, larger ones are given back.
  void reset() noexcept {
    if (only_block_ == nullptr) [[unlikely]]
      return reset_carefully();
    next_ = only_block_;
  }

  [[nodiscard]] std::size_t held_bytes() const noexcept;  // Memory taken from the system.

 private:
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size_bytes;
  };
  [[nodiscard]] std::size_t padding_to(std::size_t alignment) const noexcept {
    return (0 - std::bit_cast<std::uintptr_t>(next_)) & (alignment - 1);
  }
  [[nodiscard]] void* allocate_carefully(std::size_t size_bytes, std::size_t alignment);
  void begin_block() noexcept;
  void reset_carefully() noexcept;

  std::vector<Block> blocks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;         // Of what is given out without care.
  std::byte* only_block_ = nullptr;  // Where all begins anew without care: there is one block, of the usual size, and nothing to end.
  ArenaObjects objects_;
};

}  // namespace saki
