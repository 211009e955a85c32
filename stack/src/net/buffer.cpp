// SPDX-License-Identifier: Apache-2.0
#include "saki/net/buffer.h"

#include <cstring>
#include <new>

#include "base/sanitizer.h"
#include "saki/base/check.h"

namespace saki {

void Buffer::discard_front(std::size_t count) noexcept {
  SAKI_ASSERT(count <= size_, "no more is discarded than is there");
  size_ -= count;
  if (size_ > 0) std::memmove(block_, block_ + count, size_);
}

BufferPool::~BufferPool() {
  SAKI_CHECK(in_use_ == 0, "a buffer pool outlives its buffers");
  give_up_spare(0);
}

void BufferPool::give_up_spare(std::size_t kept_count) noexcept {
  for (; free_.size() > kept_count; free_.pop_back()) {
    unpoison_memory(free_.back(), block_bytes_);
    ::operator delete(free_.back());
  }
}

std::byte* BufferPool::take_block() {
  if (free_.empty()) return make_block();
  std::byte* const block = free_.back();
  free_.pop_back();
  unpoison_memory(block, block_bytes_);
  ++in_use_;
  return block;
}

std::byte* BufferPool::make_block() {
  if (free_.capacity() == 0) free_.reserve(kept_count_);  // Giving back never allocates.
  auto* const block = static_cast<std::byte*>(::operator new(block_bytes_));
  ++in_use_;
  return block;
}

void BufferPool::give_back(std::byte* block) noexcept {
  --in_use_;
  if (free_.size() == free_.capacity()) return ::operator delete(block);
  poison_memory(block, block_bytes_);
  free_.push_back(block);
}

}  // namespace saki
