// SPDX-License-Identifier: Apache-2.0
#include "saki/net/buffer.h"

#include <cstring>
#include <new>

#include "base/sanitizer.h"
#include "saki/base/check.h"

namespace saki {

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this != &other) {
    release();
    pool_ = std::exchange(other.pool_, nullptr);
    block_ = std::exchange(other.block_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

std::size_t Buffer::capacity() const noexcept { return block_ != nullptr ? pool_->block_bytes_ : 0; }

void Buffer::discard_front(std::size_t count) noexcept {
  SAKI_ASSERT(count <= size_, "no more is discarded than is there");
  size_ -= count;
  if (size_ > 0) std::memmove(block_, block_ + count, size_);
}

void Buffer::release() noexcept {
  if (block_ == nullptr) return;
  pool_->give_back(std::exchange(block_, nullptr));
  size_ = 0;
}

BufferPool::~BufferPool() {
  SAKI_CHECK(in_use_ == 0, "a buffer pool outlives its buffers");
  for (std::byte* block : free_) {
    unpoison_memory(block, block_bytes_);
    ::operator delete(block);
  }
}

Buffer BufferPool::take() {
  std::byte* block = nullptr;
  if (free_.empty()) {
    free_.reserve(kept_count_);  // Giving back never allocates.
    block = static_cast<std::byte*>(::operator new(block_bytes_));
  } else {
    block = free_.back();
    free_.pop_back();
    unpoison_memory(block, block_bytes_);
  }
  ++in_use_;
  return {*this, block};
}

void BufferPool::give_back(std::byte* block) noexcept {
  --in_use_;
  if (free_.size() >= kept_count_) {
    ::operator delete(block);
    return;
  }
  poison_memory(block, block_bytes_);
  free_.push_back(block);
}

}  // namespace saki
