// SPDX-License-Identifier: Apache-2.0
#include "queue.h"

#include <gtest/gtest.h>

#include <thread>

namespace saki {
namespace {

std::shared_ptr<SqliteJob> job(const char* sql) { return std::make_shared<SqliteChange>(SqliteJobKind::Statement, sql, SqlParameters()); }

TEST(SqliteQueue, FirstInFirstOut) {
  SqliteQueue queue(10);
  for (const char* sql : {"1", "2", "3"}) EXPECT_FALSE(queue.push(job(sql)));
  EXPECT_EQ(queue.size(), 3U);
  for (const char* sql : {"1", "2", "3"}) EXPECT_EQ(queue.pop()->sql(), sql);
}

TEST(SqliteQueue, WhatCameBeforeAMarkIsKnownAndWhatCameAfterItNeverTakenForOlder) {
  SqliteQueue queue(10);
  for (const char* sql : {"1", "2", "3"}) EXPECT_FALSE(queue.push(job(sql)));
  const std::uint64_t mark = queue.mark();
  const auto fourth = job("4");
  EXPECT_FALSE(queue.push(fourth));
  const auto first = queue.try_pop(mark);
  EXPECT_TRUE(first.older);
  EXPECT_EQ(first.behind, 3U);
  fourth->abandon();
  EXPECT_FALSE(queue.push(job("5")));
  static_cast<void>(queue.try_pop(mark));
  static_cast<void>(queue.try_pop(mark));
  const auto last = queue.try_pop(mark);
  EXPECT_EQ(last.job->sql(), "5");
  EXPECT_FALSE(last.older);
  EXPECT_EQ(queue.try_pop(mark).job, nullptr);
}

TEST(SqliteQueue, PastItsBoundItRefusesAndNamesTheSetting) {
  SqliteQueue queue(1);
  EXPECT_FALSE(queue.push(job("1")));
  const auto refusal = queue.push(job("2"));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind(), DatabaseErrorKind::Exhausted);
  EXPECT_STREQ(refusal->what(), "1 calls wait for the database already, as many as queue_limit allows [2]");
}

TEST(SqliteQueue, AnAbandonedJobLeavesAndFreesItsPlace) {
  SqliteQueue queue(1);
  const auto first = job("1");
  EXPECT_FALSE(queue.push(first));
  first->abandon();
  EXPECT_EQ(queue.size(), 0U);
  EXPECT_EQ(first.use_count(), 1);
  EXPECT_FALSE(queue.push(job("2")));
  EXPECT_EQ(queue.pop()->sql(), "2");
}

TEST(SqliteQueue, AbandoningAJobThatAnotherQueueHoldsLeavesThatOneWhole) {
  SqliteQueue readers(2);
  SqliteQueue writers(2);
  EXPECT_FALSE(readers.push(job("1")));
  EXPECT_FALSE(writers.push(readers.pop()));
  EXPECT_EQ(readers.size(), 0U);
  const auto moved = writers.pop();
  moved->abandon();
  EXPECT_TRUE(moved->abandoned());
  EXPECT_EQ(writers.size(), 0U);
}

TEST(SqliteQueue, ClosingWakesTheThreadAndRefusesWithTheReason) {
  SqliteQueue queue(10);
  std::thread thread([&queue] { EXPECT_EQ(queue.pop(), nullptr); });
  queue.close(SqliteError(DatabaseErrorKind::Closed, "over"));
  queue.close(SqliteError(DatabaseErrorKind::Other, "over again"));
  thread.join();
  const auto refusal = queue.push(job("1"));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->text(), "over");
}

TEST(SqliteQueue, APopThatHasAnEndEnds) {
  SqliteQueue queue(10);
  EXPECT_EQ(queue.pop_before(std::chrono::steady_clock::now()), nullptr);
  EXPECT_FALSE(queue.push(job("1")));
  EXPECT_NE(queue.pop_before(std::chrono::steady_clock::now() + std::chrono::minutes(1)), nullptr);
}

}  // namespace
}  // namespace saki
