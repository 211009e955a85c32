// SPDX-License-Identifier: Apache-2.0
#include "saki/base/arena.h"

#include <algorithm>
#include <cstring>

#include "base/sanitizer.h"

namespace saki {

Arena::~Arena() {
  end_objects();
  for (const Block& block : blocks_) unpoison_memory(block.memory.get(), block.size_bytes);
}

void* Arena::allocate_carefully(std::size_t size_bytes, std::size_t alignment) {
  const std::byte* const block_end = blocks_.empty() ? nullptr : blocks_.back().memory.get() + blocks_.back().size_bytes;
  if (static_cast<std::size_t>(block_end - next_) < size_bytes + padding_to(alignment)) {
    const std::size_t block_bytes = std::max(kBlockBytes, size_bytes);
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(block_bytes), block_bytes});
    begin_block();
  }
  std::byte* const start = next_ + padding_to(alignment);
  next_ = start + size_bytes;
  unpoison_memory(start, size_bytes);
  if (kPoisonsMemory) end_ = next_;
  return start;
}

// The last one; operator new[] aligns it for every fundamental type.
void Arena::begin_block() noexcept {
  const Block& block = blocks_.back();
  next_ = block.memory.get();
  end_ = kPoisonsMemory ? next_ : next_ + block.size_bytes;
  only_block_ = !kPoisonsMemory && blocks_.size() == 1 && block.size_bytes == kBlockBytes ? next_ : nullptr;
  poison_memory(next_, block.size_bytes);
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* start = static_cast<char*>(allocate(text.size(), 1));
  std::memcpy(start, text.data(), text.size());
  return {start, text.size()};
}

void Arena::reset_carefully() noexcept {
  end_objects();
  if (blocks_.empty()) return;
  for (const Block& block : blocks_) unpoison_memory(block.memory.get(), block.size_bytes);
  blocks_.resize(blocks_.front().size_bytes == kBlockBytes ? 1 : 0);
  if (!blocks_.empty()) return begin_block();
  next_ = nullptr;
  end_ = nullptr;
}

std::size_t Arena::held_bytes() const noexcept {
  std::size_t total = 0;
  for (const Block& block : blocks_) total += block.size_bytes;
  return total;
}

}  // namespace saki
