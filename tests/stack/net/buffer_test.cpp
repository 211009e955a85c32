// SPDX-License-Identifier: Apache-2.0
#include "saki/net/buffer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sanitizer.h"

namespace saki {
namespace {

void append(Buffer& buffer, std::string_view text) {
  std::memcpy(buffer.room().data(), text.data(), text.size());
  buffer.grow(text.size());
}

TEST(Buffer, IsFilledFromTheFront) {
  BufferPool pool(16);
  Buffer buffer = pool.take();
  EXPECT_EQ(buffer.capacity(), 16U);
  append(buffer, "hello");
  EXPECT_EQ(as_text(std::as_const(buffer).bytes()), "hello");
  EXPECT_EQ(buffer.room().size(), 11U);
  buffer.discard_front(2);
  EXPECT_EQ(as_text(std::as_const(buffer).bytes()), "llo");
  append(buffer, "w");
  EXPECT_EQ(as_text(std::as_const(buffer).bytes()), "llow");
  buffer.discard_front(4);
  EXPECT_EQ(buffer.size(), 0U);
  EXPECT_EQ(buffer.room().size(), 16U);
}

TEST(Buffer, AnEmptyHandedOneOwnsNothing) {
  const Buffer buffer;
  EXPECT_FALSE(buffer);
  EXPECT_EQ(buffer.capacity(), 0U);
  EXPECT_TRUE(buffer.bytes().empty());
}

TEST(Buffer, MovingTakesTheBlockAlong) {
  BufferPool pool(16);
  Buffer first = pool.take();
  append(first, "a");
  Buffer second = std::move(first);
  EXPECT_EQ(as_text(std::as_const(second).bytes()), "a");
  Buffer third = pool.take();
  third = std::move(second);
  EXPECT_EQ(pool.in_use(), 1U);
  EXPECT_EQ(as_text(std::as_const(third).bytes()), "a");
}

TEST(BufferPool, TheBlockGivenBackLastIsTakenNext) {
  BufferPool pool;
  Buffer first = pool.take();
  Buffer second = pool.take();
  const std::byte* const hot = second.bytes().data();
  first.release();
  second.release();
  EXPECT_EQ(pool.in_use(), 0U);
  const Buffer again = pool.take();
  EXPECT_EQ(again.bytes().data(), hot);
  EXPECT_EQ(again.size(), 0U);
}

TEST(BufferPool, KeepsNoMoreFreeBlocksThanItsBound) {
  BufferPool pool(64, 2);
  std::vector<Buffer> buffers;
  for (int i = 0; i < 10; ++i) buffers.push_back(pool.take());
  EXPECT_EQ(pool.in_use(), 10U);
  buffers.clear();
  EXPECT_EQ(pool.in_use(), 0U);
  for (int i = 0; i < 10; ++i) buffers.push_back(pool.take());
  EXPECT_EQ(pool.in_use(), 10U);
}

TEST(BufferPool, SpareBlocksCanBeGivenBack) {
  BufferPool pool(64);
  const Buffer used = pool.take();
  {
    std::vector<Buffer> burst;
    for (int i = 0; i < 10; ++i) burst.push_back(pool.take());
  }
  EXPECT_EQ(pool.spare(), 10U);
  pool.give_up_spare(3);
  EXPECT_EQ(pool.spare(), 3U);
  pool.give_up_spare(5);
  EXPECT_EQ(pool.spare(), 3U);
  EXPECT_EQ(pool.in_use(), 1U);
}

TEST(BufferPoolDeathTest, APoolOutlivesItsBuffers) {
  const auto leave_one = [] {
    Buffer left;
    BufferPool pool;
    left = pool.take();
  };
  EXPECT_DEATH(leave_one(), "outlives its buffers");
}

#ifdef SAKI_ADDRESS_SANITIZER
TEST(BufferPoolDeathTest, AFreeBlockIsPoisoned) {
  BufferPool pool;
  Buffer buffer = pool.take();
  volatile std::byte* const block = buffer.bytes().data();
  buffer.release();
  EXPECT_DEATH(*block = std::byte{1}, "use-after-poison");
}
#endif

}  // namespace
}  // namespace saki
