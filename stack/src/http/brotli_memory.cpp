// SPDX-License-Identifier: Apache-2.0
#include "http/brotli_memory.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace saki::http {
namespace {

constexpr std::size_t kLargeBytes = 16 * 1024;

}  // namespace

void* BrotliMemory::allocate(void* self, std::size_t size_bytes) noexcept {
  if (size_bytes < kLargeBytes) return std::malloc(size_bytes);
  try {
    return static_cast<BrotliMemory*>(self)->take(size_bytes);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void* BrotliMemory::take(std::size_t size_bytes) {
  const auto fits = [size_bytes](const Block& block) {
    return !block.used && block.size_bytes >= size_bytes && block.size_bytes / 2 <= size_bytes;
  };
  const auto found = std::ranges::find_if(blocks_, fits);
  if (found != blocks_.end()) {
    found->used = true;
    return found->memory.get();
  }
  std::erase_if(blocks_, [](const Block& block) { return !block.used; });  // Never more than was needed at once.
  blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size_bytes]), size_bytes, true});
  return blocks_.back().memory.get();
}

void BrotliMemory::release(void* self, void* block) noexcept {
  auto& blocks = static_cast<BrotliMemory*>(self)->blocks_;
  const auto found = std::ranges::find_if(blocks, [block](const Block& known) { return known.memory.get() == block; });
  if (found != blocks.end() && block != nullptr) {
    found->used = false;
  } else {
    std::free(block);
  }
}

std::size_t BrotliMemory::held_bytes() const noexcept {
  std::size_t bytes = 0;
  for (const Block& block : blocks_) bytes += block.size_bytes;
  return bytes;
}

}  // namespace saki::http
