// SPDX-License-Identifier: Apache-2.0
//
// BrotliMemory: the memory of one encoder at a time, kept from one to the next.
//
// Brotli cannot start anew: an encoder is made and destroyed for each content, and asks for the same few large blocks each time. Those are
// kept here, the small ones not.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace saki::http {

class BrotliMemory {  // Affinity: one thread at a time.
 public:
  BrotliMemory() = default;
  BrotliMemory(const BrotliMemory&) = delete;
  BrotliMemory& operator=(const BrotliMemory&) = delete;

  // As brotli wants them, `self` being the memory. Null when there is none.
  static void* allocate(void* self, std::size_t size_bytes) noexcept;
  static void release(void* self, void* block) noexcept;

  [[nodiscard]] std::size_t held_bytes() const noexcept;  // In large blocks.

 private:
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size_bytes;
    bool used;
  };
  [[nodiscard]] void* take(std::size_t size_bytes);

  std::vector<Block> blocks_;
};

}  // namespace saki::http
