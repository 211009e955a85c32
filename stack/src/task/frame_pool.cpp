// SPDX-License-Identifier: Apache-2.0
#include "saki/task/frame_pool.h"

#include <array>
#include <cstdint>
#include <new>

#include "base/sanitizer.h"

namespace saki {
namespace {

constexpr std::size_t kClassBytes = 64;
constexpr std::size_t kClasses = 64;           // Frames up to 4 KiB; larger ones go straight to the allocator.
constexpr std::size_t kKeptBytes = 256 * 1024;  // Per class and thread; what exceeds it is given back.

struct FreeFrame {
  FreeFrame* next;
};

class ThreadFrames {
 public:
  ~ThreadFrames() {
    for (std::size_t index = 0; index < kClasses; ++index) {
      while (void* frame = take(index)) ::operator delete(frame);
    }
    ended = true;
  }

  void* take(std::size_t index) noexcept {
    FreeFrame* frame = lists_[index];
    if (frame == nullptr) return nullptr;
    unpoison_memory(frame, (index + 1) * kClassBytes);
    lists_[index] = frame->next;
    --counts_[index];
    return frame;
  }

  bool keep(void* memory, std::size_t index) noexcept {
    if (ended || (counts_[index] + 1) * (index + 1) * kClassBytes > kKeptBytes) return false;
    auto* frame = static_cast<FreeFrame*>(memory);
    frame->next = lists_[index];
    lists_[index] = frame;
    ++counts_[index];
    poison_memory(reinterpret_cast<std::byte*>(frame) + sizeof(FreeFrame), (index + 1) * kClassBytes - sizeof(FreeFrame));
    return true;
  }

 private:
  std::array<FreeFrame*, kClasses> lists_{};
  std::array<std::uint32_t, kClasses> counts_{};
  bool ended = false;  // Frames freed after this thread's end go to the allocator.
};

thread_local ThreadFrames frames;

std::size_t class_of(std::size_t size_bytes) noexcept { return (size_bytes - 1) / kClassBytes; }

}  // namespace

void* FramePool::allocate(std::size_t size_bytes) {
  const std::size_t index = class_of(size_bytes);
  if (index >= kClasses) return ::operator new(size_bytes);
  void* frame = frames.take(index);
  return frame != nullptr ? frame : ::operator new((index + 1) * kClassBytes);
}

void FramePool::release(void* frame, std::size_t size_bytes) noexcept {
  const std::size_t index = class_of(size_bytes);
  if (index < kClasses && frames.keep(frame, index)) return;
  ::operator delete(frame);
}

}  // namespace saki
