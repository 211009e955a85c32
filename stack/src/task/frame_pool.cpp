// SPDX-License-Identifier: Apache-2.0
#include "saki/task/frame_pool.h"

#include <array>
#include <cstdint>
#include <new>

#include "base/sanitizer.h"

namespace saki {
namespace {

// The sizes are those that leave no gap in a block of the C library's allocator, which puts a word before it and aligns it to 16 bytes.
constexpr std::size_t kLeastBytes = 8;
constexpr std::size_t kClassBytes = 16;
constexpr std::size_t kClasses = 256;           // Frames up to 4 KiB; larger ones go straight to the allocator.
constexpr std::size_t kKeptBytes = 256 * 1024;  // Per class and thread; what exceeds it is given back.

struct FreeFrame {
  FreeFrame* next;
};

// Plain data, so that reaching it takes no test whether it was made. What it holds is given back by a ThreadEnd.
struct ThreadFrames {
  std::array<FreeFrame*, kClasses> lists;
  std::array<std::uint32_t, kClasses> counts;
  enum class Phase : std::uint8_t { Fresh, Keeping, Ended } phase;
};

constinit thread_local ThreadFrames frames{};

constexpr std::size_t bytes_of(std::size_t index) noexcept { return kLeastBytes + index * kClassBytes; }

void* take(std::size_t index) noexcept {
  FreeFrame* const frame = frames.lists[index];
  if (frame == nullptr) return nullptr;
  unpoison_memory(frame, bytes_of(index));
  frames.lists[index] = frame->next;
  --frames.counts[index];
  return frame;
}

struct ThreadEnd {
  ~ThreadEnd() {
    FramePool::give_up_spare();
    frames.phase = ThreadFrames::Phase::Ended;  // What is freed even later goes to the allocator.
  }
};

// A thread that only frees what others made would keep it for nobody.
void start_keeping() noexcept {
  if (frames.phase != ThreadFrames::Phase::Fresh) return;
  static thread_local ThreadEnd end;
  static_cast<void>(end);
  frames.phase = ThreadFrames::Phase::Keeping;
}

bool keep(void* memory, std::size_t index) noexcept {
  if (frames.phase != ThreadFrames::Phase::Keeping || (frames.counts[index] + 1) * bytes_of(index) > kKeptBytes) return false;
  auto* const frame = static_cast<FreeFrame*>(memory);
  frame->next = frames.lists[index];
  frames.lists[index] = frame;
  ++frames.counts[index];
  poison_memory(reinterpret_cast<std::byte*>(frame) + sizeof(FreeFrame), bytes_of(index) - sizeof(FreeFrame));
  return true;
}

std::size_t class_of(std::size_t size_bytes) noexcept { return (size_bytes + kClassBytes - 1 - kLeastBytes) / kClassBytes; }

}  // namespace

void* FramePool::allocate(std::size_t size_bytes) {
  const std::size_t index = class_of(size_bytes);
  if (index >= kClasses) return ::operator new(size_bytes);
  if (void* frame = take(index)) return frame;
  start_keeping();
  return ::operator new(bytes_of(index));
}

void FramePool::give_up_spare() noexcept {
  for (std::size_t index = 0; index < kClasses; ++index) {
    while (void* frame = take(index)) ::operator delete(frame);
  }
}

void FramePool::release(void* frame, std::size_t size_bytes) noexcept {
  const std::size_t index = class_of(size_bytes);
  if (index < kClasses && keep(frame, index)) return;
  ::operator delete(frame);
}

}  // namespace saki
