// SPDX-License-Identifier: Apache-2.0
#include "process/heartbeat_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace saki {
namespace {

class HeartbeatCheckTest : public testing::Test {
 protected:
  // Looks so many times; each worker in `alive` beats once before each look.
  std::optional<unsigned> look(unsigned times, std::initializer_list<unsigned> alive = {}) {
    std::optional<unsigned> found;
    while (times-- > 0) {
      for (const unsigned index : alive) ++table_.add_worker(index);
      found = check_.look(table_);
    }
    return found;
  }

  HeartbeatTable table_ = *HeartbeatTable::create();
  HeartbeatCheck check_;
};

TEST_F(HeartbeatCheckTest, WorkersThatBeatAreLeftAlone) { EXPECT_EQ(look(100, {0, 1, 2}), std::nullopt); }

TEST_F(HeartbeatCheckTest, OneThatStandsStillIsFoundWhenAWholeHeartbeatHasPassedForCertain) {
  EXPECT_EQ(look(3, {0, 1, 2}), std::nullopt);
  EXPECT_EQ(look(HeartbeatCheck::kPeriods, {0, 2}), std::nullopt);
  EXPECT_EQ(look(1, {0, 2}), 1U);
}

TEST_F(HeartbeatCheckTest, ABeatInTheLastMomentSavesIt) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(look(1, {0}), std::nullopt);
    EXPECT_EQ(look(HeartbeatCheck::kPeriods), std::nullopt);
  }
}

TEST_F(HeartbeatCheckTest, OneThatHasNotBegunOrHasEndedDoesNotHang) {
  static_cast<void>(table_.add_worker(3));
  EXPECT_EQ(look(100, {0}), std::nullopt);
  table_.add_worker(0).store(0);
  EXPECT_EQ(look(100), std::nullopt);
}

TEST_F(HeartbeatCheckTest, ATableIsReadByAnotherMappingOfItsMemory) {
  const auto other = HeartbeatTable::open(FileDescriptor(::dup(table_.descriptor())));
  table_.add_worker(5).store(7);
  EXPECT_EQ(other->worker_count(), 6U);
  EXPECT_EQ(other->beats(5), 7U);
  EXPECT_EQ(other->beats(4), 0U);
}

TEST_F(HeartbeatCheckTest, MoreWorkersThanLinesStayWithinTheTable) {
  table_.add_worker(100'000).store(1);
  EXPECT_EQ(table_.worker_count(), HeartbeatTable::kMostWorkers);
  EXPECT_EQ(table_.beats(HeartbeatTable::kMostWorkers - 1), 1U);
}

}  // namespace
}  // namespace saki
