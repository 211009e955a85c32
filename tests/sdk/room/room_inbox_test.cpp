// SPDX-License-Identifier: Apache-2.0
//
// Orders from several threads to one, without a lock.
#include "room/room_inbox.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace saki {
namespace {

room_order::Leave numbered(unsigned thread, std::size_t number) { return {.room = std::to_string(number), .worker = thread}; }

TEST(RoomInbox, GivesTheOldestFirstAndTellsWhenItWasEmpty) {
  RoomInbox inbox;
  EXPECT_TRUE(inbox.empty());
  EXPECT_TRUE(inbox.push(numbered(0, 1)));
  EXPECT_FALSE(inbox.push(numbered(0, 2)));
  std::string order;
  const auto take = [&] { order += std::get<room_order::Leave>(*inbox.take()).room; };
  take();
  EXPECT_FALSE(inbox.empty());
  EXPECT_TRUE(inbox.push(numbered(0, 3)));
  take();
  take();
  EXPECT_EQ(order, "123");
  EXPECT_TRUE(inbox.empty());
  EXPECT_FALSE(inbox.take());
  for (std::size_t number = 4; number < 6; ++number) static_cast<void>(inbox.push(numbered(0, number)));
  take();
  EXPECT_TRUE(inbox.push(numbered(0, 6)));  // Freed with the inbox, as is the one before.
}

TEST(RoomInbox, KeepsTheOrderOfEachThread) {
  constexpr std::size_t kEach = 20'000;
  RoomInbox inbox;
  std::vector<std::thread> writers;
  for (unsigned thread = 0; thread < 3; ++thread) {
    writers.emplace_back([&inbox, thread] {
      for (std::size_t number = 0; number < kEach; ++number) static_cast<void>(inbox.push(numbered(thread, number)));
    });
  }
  std::vector<std::size_t> next(3);
  std::size_t wrong = 0;
  while (next[0] + next[1] + next[2] < 3 * kEach) {
    while (const auto order = inbox.take()) {
      const auto& leave = std::get<room_order::Leave>(*order);
      if (leave.room != std::to_string(next[leave.worker]++)) ++wrong;
    }
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(wrong, 0U);
}

}  // namespace
}  // namespace saki
