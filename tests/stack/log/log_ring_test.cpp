// SPDX-License-Identifier: Apache-2.0
#include "log/log_ring.h"

#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <random>
#include <string>
#include <thread>

namespace saki {
namespace {

bool put(LogRing& ring, std::string_view text) {
  const MutableBytes room = ring.reserve(text.size());
  if (room.empty()) return false;
  std::memcpy(room.data(), text.data(), text.size());
  ring.commit(text.size());
  return true;
}

std::string take(LogRing& ring) {
  const ByteView entry = ring.front();
  std::string text(as_text(entry));
  if (!entry.empty()) ring.pop();
  return text;
}

TEST(LogRing, GivesEntriesBackInOrder) {
  LogRing ring("r", 256);
  EXPECT_TRUE(put(ring, "one"));
  EXPECT_TRUE(put(ring, "two two two"));
  EXPECT_TRUE(ring.has_entries());
  EXPECT_EQ(take(ring), "one");
  EXPECT_EQ(take(ring), "two two two");
  EXPECT_EQ(take(ring), "");
  EXPECT_FALSE(ring.has_entries());
}

TEST(LogRing, AnEntryMayEndShorterThanReserved) {
  LogRing ring("r", 256);
  ASSERT_EQ(ring.reserve(100).size(), 100U);
  ring.commit(3);
  EXPECT_EQ(ring.front().size(), 3U);
  ring.pop();
  EXPECT_TRUE(put(ring, "next"));
  EXPECT_EQ(take(ring), "next");
}

TEST(LogRing, AFullRingRefusesCountsAndRecovers) {
  LogRing ring("r", 64);  // Four entries of 8 bytes with their headers.
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(put(ring, "12345678"));
  EXPECT_FALSE(put(ring, "x"));
  EXPECT_FALSE(put(ring, "y"));
  EXPECT_EQ(ring.take_dropped(), 2U);
  EXPECT_EQ(ring.take_dropped(), 0U);
  EXPECT_EQ(take(ring), "12345678");
  EXPECT_TRUE(put(ring, "z"));
}

TEST(LogRing, EntriesStayInOnePieceAroundTheEnd) {
  LogRing ring("r", 128);
  std::deque<std::string> expected;
  std::mt19937 random(7);
  int wrapped = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string text(1 + random() % 30, static_cast<char>('a' + i % 26));
    if (put(ring, text)) {
      expected.push_back(text);
    } else {
      ASSERT_FALSE(expected.empty());
      ASSERT_EQ(take(ring), expected.front());
      expected.pop_front();
      ++wrapped;
    }
  }
  EXPECT_GT(wrapped, 100);
}

TEST(LogRing, PassesEveryEntryBetweenTwoThreads) {
  constexpr int kEntries = 50'000;
  LogRing ring("r", 1024);
  std::thread producer([&ring] {
    for (int i = 0; i < kEntries; ++i) {
      while (!put(ring, std::to_string(i) + std::string(static_cast<std::size_t>(i % 50), '.'))) std::this_thread::yield();
    }
  });
  for (int i = 0; i < kEntries; ++i) {
    while (ring.front().empty()) std::this_thread::yield();
    EXPECT_EQ(take(ring), std::to_string(i) + std::string(static_cast<std::size_t>(i % 50), '.'));
  }
  producer.join();
}

}  // namespace
}  // namespace saki
