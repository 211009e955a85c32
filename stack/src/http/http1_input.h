// SPDX-License-Identifier: Apache-2.0
//
// Http1Input: the bytes that a connection has received and not used up. Holds a block while there are some; clear() keeps it.
//
//   | consumed: a head in use, and what came before it | unread | room |
#pragma once

#include "base/sanitizer.h"
#include "saki/net/buffer.h"

namespace saki::http {

class Http1Input {  // Affinity: loop.
 public:
  [[nodiscard]] Buffer& buffer() noexcept { return buffer_; }

  // Where the next bytes go; grow() once they have come. Takes a block from `pool` for the first ones.
  [[nodiscard]] MutableBytes room(BufferPool& pool) {
    if (!buffer_) [[unlikely]]
      buffer_ = pool.take();
    unpoison_memory(buffer_.bytes().data(), buffer_.capacity());
    return buffer_.room();
  }
  void grow(std::size_t count_bytes) noexcept { buffer_.grow(count_bytes); }

  [[nodiscard]] bool empty() const noexcept { return consumed_ == buffer_.size(); }
  [[nodiscard]] std::string_view unread() const noexcept { return as_text(buffer_.bytes()).substr(consumed_); }
  void consume(std::size_t count) noexcept { consumed_ += count; }

  // Moves the unread bytes to the block's front. Views into what was consumed are gone.
  void compact() noexcept {
    if (consumed_ == 0) return;
    buffer_.discard_front(consumed_);
    consumed_ = 0;
  }

  // The end of what must stay where it is: call once a head was consumed.
  [[nodiscard]] std::size_t mark() const noexcept { return consumed_; }

  // Forgets what was consumed behind `mark`, so that there is room again. Nothing is unread.
  void rewind(std::size_t mark) noexcept {
    buffer_.truncate(mark);
    consumed_ = mark;
  }

  // Nothing that was received is looked at any more. The block stays for what comes next, poisoned until room() is asked for.
  void clear() noexcept {
    buffer_.clear();
    consumed_ = 0;
    poison_memory(buffer_.bytes().data(), buffer_.capacity());
  }
  // What is unread, for somebody else. Nothing is held then.
  [[nodiscard]] Buffer take_unread() noexcept {
    if (empty()) release();
    compact();
    return std::move(buffer_);
  }
  void release() noexcept {
    buffer_.release();
    consumed_ = 0;
  }

 private:
  Buffer buffer_;
  std::size_t consumed_ = 0;
};

}  // namespace saki::http
