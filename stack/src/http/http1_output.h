// SPDX-License-Identifier: Apache-2.0
//
// Http1Output: the bytes that a connection will send next. Answers to one batch of requests gather here and leave in one write. Holds a
// block while there are some; clear() keeps it.
#pragma once

#include <cstring>

#include "saki/net/buffer.h"

namespace saki::http {

class Http1Output {  // Affinity: loop.
 public:
  [[nodiscard]] bool pending() const noexcept { return buffer_.size() > 0; }
  [[nodiscard]] ByteView bytes() const noexcept { return buffer_.bytes(); }

  // Room for `count_bytes`, or null where there is not enough. Takes a block from `pool` for the first ones.
  [[nodiscard]] std::byte* reserve(std::size_t count_bytes, BufferPool& pool) {
    if (!buffer_) [[unlikely]]
      buffer_ = pool.take();
    const MutableBytes room = buffer_.room();
    return room.size() < count_bytes ? nullptr : room.data();
  }
  void commit(std::size_t count_bytes) noexcept { buffer_.grow(count_bytes); }  // So many of the reserved ones were written.

  // False where they do not fit.
  [[nodiscard]] bool append(std::string_view text, BufferPool& pool) {
    std::byte* const out = reserve(text.size(), pool);
    if (out == nullptr) return false;
    std::memcpy(out, text.data(), text.size());
    commit(text.size());
    return true;
  }

  void discard_front(std::size_t count) noexcept { buffer_.discard_front(count); }  // So many were sent.
  void clear() noexcept { buffer_.clear(); }  // All of it was sent; soon there will be more.
  void release() noexcept { buffer_.release(); }

 private:
  Buffer buffer_;
};

}  // namespace saki::http
