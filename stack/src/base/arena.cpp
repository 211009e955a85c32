// SPDX-License-Identifier: Apache-2.0
#include "saki/base/arena.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/sanitizer.h"

namespace saki {

Arena::~Arena() {
  for (const Block& block : blocks_) unpoison_memory(block.memory.get(), block.size_bytes);
}

void* Arena::allocate(std::size_t size_bytes, std::size_t alignment) {
  const std::size_t padding = (0 - std::bit_cast<std::uintptr_t>(next_)) & (alignment - 1);
  if (static_cast<std::size_t>(end_ - next_) < size_bytes + padding) {
    const std::size_t block_bytes = std::max(kBlockBytes, size_bytes);
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(block_bytes), block_bytes});
    next_ = blocks_.back().memory.get();  // operator new[] aligns for every fundamental type.
    end_ = next_ + block_bytes;
    poison_memory(next_, block_bytes);
    return allocate(size_bytes, alignment);
  }
  std::byte* start = next_ + padding;
  next_ = start + size_bytes;
  unpoison_memory(start, size_bytes);
  return start;
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* start = static_cast<char*>(allocate(text.size(), 1));
  std::memcpy(start, text.data(), text.size());
  return {start, text.size()};
}

void Arena::reset() noexcept {
  if (blocks_.empty() || next_ == blocks_.front().memory.get()) return;
  for (const Block& block : blocks_) unpoison_memory(block.memory.get(), block.size_bytes);
  const bool keep_first = blocks_.front().size_bytes == kBlockBytes;
  blocks_.resize(keep_first ? 1 : 0);
  next_ = keep_first ? blocks_.front().memory.get() : nullptr;
  end_ = keep_first ? next_ + kBlockBytes : nullptr;
  if (keep_first) poison_memory(next_, kBlockBytes);
}

std::size_t Arena::held_bytes() const noexcept {
  std::size_t total = 0;
  for (const Block& block : blocks_) total += block.size_bytes;
  return total;
}

}  // namespace saki
