// SPDX-License-Identifier: Apache-2.0
//
// MessageBuffer: a message that comes in pieces. It grows with what has come, not with what is announced, and holds nothing once released.
#pragma once

#include <cstdlib>
#include <memory>

#include "saki/base/bytes.h"

namespace saki::http {

class MessageBuffer {  // Affinity: loop.
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] ByteView bytes() const noexcept { return {block_.get(), size_}; }

  // Room behind the bytes, for `most` of them at most and at least for one; then grow(). Throws std::bad_alloc.
  [[nodiscard]] MutableBytes room(std::size_t most);
  void grow(std::size_t count) noexcept { size_ += count; }
  [[nodiscard]] MutableBytes last(std::size_t count) noexcept { return {block_.get() + size_ - count, count}; }
  void append(ByteView bytes);
  void release() noexcept {
    block_.reset();
    size_ = capacity_ = 0;
  }

 private:
  struct Free {
    void operator()(std::byte* block) const noexcept { std::free(block); }
  };
  void reserve(std::size_t capacity);

  std::unique_ptr<std::byte[], Free> block_;  // realloc(3) moves large ones without copying.
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace saki::http
