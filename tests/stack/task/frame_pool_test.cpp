// SPDX-License-Identifier: Apache-2.0
#include "saki/task/frame_pool.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <thread>
#include <vector>

namespace saki {
namespace {

TEST(FramePool, TheFrameFreedLastIsTheNextOneOfItsSize) {
  void* const first = FramePool::allocate(200);
  void* const second = FramePool::allocate(200);
  FramePool::release(first, 200);
  FramePool::release(second, 200);
  EXPECT_EQ(FramePool::allocate(195), second);
  EXPECT_EQ(FramePool::allocate(200), first);
  FramePool::release(first, 200);
  FramePool::release(second, 195);
}

TEST(FramePool, FramesDoNotOverlapOverRandomUse) {
  struct Frame {
    unsigned char* memory;
    std::size_t size_bytes;
    unsigned char mark;
  };
  std::mt19937 random(4711);
  std::vector<Frame> frames;
  for (int step = 0; step < 20'000; ++step) {
    if (frames.size() < 200 && random() % 2 == 0) {
      const std::size_t size_bytes = 1 + random() % 6000;  // Some beyond the largest class.
      auto* const memory = static_cast<unsigned char*>(FramePool::allocate(size_bytes));
      frames.push_back({memory, size_bytes, static_cast<unsigned char>(step)});
      std::memset(memory, frames.back().mark, size_bytes);
    } else if (!frames.empty()) {
      std::swap(frames[random() % frames.size()], frames.back());
      const Frame& frame = frames.back();
      for (std::size_t index = 0; index < frame.size_bytes; ++index) ASSERT_EQ(frame.memory[index], frame.mark);
      FramePool::release(frame.memory, frame.size_bytes);
      frames.pop_back();
    }
  }
  for (const Frame& frame : frames) FramePool::release(frame.memory, frame.size_bytes);
}

TEST(FramePool, SpareFramesCanBeGivenUp) {
  std::vector<void*> frames(100);
  for (void*& frame : frames) frame = FramePool::allocate(2000);
  void* const used = frames.back();
  frames.pop_back();
  for (void* frame : frames) FramePool::release(frame, 2000);
  FramePool::give_up_spare();
  std::memset(used, 1, 2000);
  void* const next = FramePool::allocate(2000);
  std::memset(next, 2, 2000);
  FramePool::release(next, 2000);
  FramePool::release(used, 2000);
}

TEST(FramePool, AFrameMayBeFreedOnAnotherThread) {
  std::vector<void*> frames(100);
  for (void*& frame : frames) frame = FramePool::allocate(128);
  std::thread([&] {
    for (void* frame : frames) FramePool::release(frame, 128);
    frames.clear();
  }).join();
  EXPECT_TRUE(frames.empty());
}

}  // namespace
}  // namespace saki
