// SPDX-License-Identifier: Apache-2.0
//
// Buffer and BufferPool: blocks of one size, last in first out, so that synchronous traffic keeps reusing one hot block.
//
// A connection holds a block only while a request is in flight or unfinished, or an answer is not yet written. Free blocks are poisoned
// under AddressSanitizer.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "saki/base/bytes.h"

namespace saki {

class BufferPool;

class Buffer {  // Affinity: loop. Owns its block; an empty one owns nothing. Filled from the front: bytes(), then room().
 public:
  Buffer() noexcept = default;
  Buffer(Buffer&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), block_(std::exchange(other.block_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    if (this == &other) return *this;
    release();
    pool_ = std::exchange(other.pool_, nullptr);
    block_ = std::exchange(other.block_, nullptr);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~Buffer() { release(); }

  [[nodiscard]] explicit operator bool() const noexcept { return block_ != nullptr; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept;
  [[nodiscard]] MutableBytes bytes() noexcept { return {block_, size_}; }
  [[nodiscard]] ByteView bytes() const noexcept { return {block_, size_}; }
  [[nodiscard]] MutableBytes room() noexcept { return {block_ + size_, capacity() - size_}; }
  void grow(std::size_t filled_bytes) noexcept { size_ += filled_bytes; }    // So many bytes of room() were filled.
  void discard_front(std::size_t count) noexcept;                           // Moves the rest to the front.
  void truncate(std::size_t size) noexcept { size_ = size; }                 // Keeps so many bytes, at most size().
  void clear() noexcept { size_ = 0; }
  void release() noexcept;                                                  // Gives the block back.

 private:
  friend class BufferPool;
  Buffer(BufferPool& pool, std::byte* block) noexcept : pool_(&pool), block_(block) {}
  BufferPool* pool_ = nullptr;
  std::byte* block_ = nullptr;
  std::size_t size_ = 0;
};

class BufferPool {  // Affinity: loop. Outlives its buffers.
 public:
  static constexpr std::size_t kDefaultBlockBytes = 16 * 1024;
  // At most `kept_count` free blocks are kept; others go back to the system.
  explicit BufferPool(std::size_t block_bytes = kDefaultBlockBytes, std::size_t kept_count = 256) noexcept
      : block_bytes_(block_bytes), kept_count_(kept_count) {}
  ~BufferPool();
  BufferPool(const BufferPool&) = delete;
  BufferPool& operator=(const BufferPool&) = delete;

  [[nodiscard]] Buffer take() { return {*this, take_block()}; }  // Throws std::bad_alloc.
  void give_up_spare(std::size_t kept_count) noexcept;          // Keeps so many free blocks, at most.
  [[nodiscard]] std::size_t block_bytes() const noexcept { return block_bytes_; }
  [[nodiscard]] std::size_t in_use() const noexcept { return in_use_; }
  [[nodiscard]] std::size_t spare() const noexcept { return free_.size(); }

 private:
  friend class Buffer;
  [[nodiscard]] std::byte* take_block();
  [[nodiscard]] std::byte* make_block();
  void give_back(std::byte* block) noexcept;
  std::size_t block_bytes_;
  std::size_t kept_count_;
  std::size_t in_use_ = 0;
  std::vector<std::byte*> free_;
};

inline std::size_t Buffer::capacity() const noexcept { return block_ != nullptr ? pool_->block_bytes_ : 0; }

inline void Buffer::release() noexcept {
  if (block_ == nullptr) return;
  pool_->give_back(std::exchange(block_, nullptr));
  size_ = 0;
}

}  // namespace saki
