// SPDX-License-Identifier: Apache-2.0
#include "saki/task/frame_allocator.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace saki {
namespace {

TEST(FrameAllocator, AContainerLivesInThePoolAndGivesItBack) {
  const void* place = nullptr;
  {
    std::vector<int, FrameAllocator<int>> numbers(50);
    std::iota(numbers.begin(), numbers.end(), 1);
    EXPECT_EQ(std::accumulate(numbers.begin(), numbers.end(), 0), 1275);
    place = numbers.data();
  }
  void* const frame = FramePool::allocate(50 * sizeof(int));
  EXPECT_EQ(frame, place);
  FramePool::release(frame, 50 * sizeof(int));
}

TEST(FrameAllocator, ASharedObjectIsMadeAndEnded) {
  const auto text = std::allocate_shared<std::string>(FrameAllocator<std::string>(), 100, 'x');
  EXPECT_EQ(text->size(), 100U);
}

TEST(FrameAllocator, MoreThanThereIsOfMemoryIsRefused) {
  FrameAllocator<std::uint64_t> allocator;
  EXPECT_THROW(static_cast<void>(allocator.allocate(SIZE_MAX / 4)), std::bad_array_new_length);
}

}  // namespace
}  // namespace saki
