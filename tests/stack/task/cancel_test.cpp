// SPDX-License-Identifier: Apache-2.0
//
// Cancelling a line of execution.
#include <string>
#include <vector>

#include "saki/task/blocking_pool.h"
#include "saki/task/give_way.h"
#include "saki/task/mailbox.h"
#include "saki/task/sleep.h"
#include "saki/task/with_timeout.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using CancelTest = TaskFixture;
using Log = std::vector<std::string>;

Task<> sleep_noting(Log& log, const char* name) {
  try {
    co_await sleep(1h);
    log.push_back(std::string(name) + " slept");
  } catch (const Cancelled&) {
    log.push_back(std::string(name) + " cancelled");
    throw;
  }
}
Task<> three_deep(Log& log) {
  try {
    co_await sleep_noting(log, "inner");
  } catch (const Cancelled&) {
    log.push_back("outer cancelled");
    throw;
  }
}

TEST_F(CancelTest, TheInnermostWaitEndsAtOnceAndTheTaskUnwinds) {
  Log log;
  scope_.spawn(three_deep, std::ref(log));
  scope_.cancel();
  EXPECT_THAT(log, ElementsAre("inner cancelled", "outer cancelled"));
  EXPECT_EQ(scope_.running(), 0U);
}

Task<> go_on_waiting(Log& log) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await sleep(1h);
    } catch (const Cancelled&) {
      log.push_back("cancelled");
    }
  }
}

TEST_F(CancelTest, EveryLaterWaitEndsWithoutSuspending) {
  Log log;
  scope_.spawn(go_on_waiting, std::ref(log));
  scope_.cancel();
  EXPECT_THAT(log, ElementsAre("cancelled", "cancelled", "cancelled"));
}

Task<> clean_up_slowly(Log& log) {
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
  }
  co_await shielded(sleep_noting(log, "clean-up"));
  log.push_back("after clean-up");
  co_await sleep(1h);
  log.push_back("never");
}

TEST_F(CancelTest, AShieldedTaskRunsToItsEndAndTheNextWaitIsCancelled) {
  Log log;
  scope_.spawn(clean_up_slowly, std::ref(log));
  scope_.cancel();
  EXPECT_TRUE(log.empty());
  pass(1h);
  EXPECT_THAT(log, ElementsAre("clean-up slept", "after clean-up"));
  EXPECT_EQ(scope_.running(), 0U);
}

Task<> shield_then_sleep(Log& log) {
  co_await shielded(sleep_noting(log, "shielded"));
  co_await sleep_noting(log, "next");
}

TEST_F(CancelTest, CancellingDuringAShieldedTaskIsReportedByTheWaitAfterIt) {
  Log log;
  scope_.spawn(shield_then_sleep, std::ref(log));
  scope_.cancel();
  scope_.cancel();
  EXPECT_TRUE(log.empty());
  pass(1h);
  EXPECT_THAT(log, ElementsAre("shielded slept", "next cancelled"));
}

Task<> give_way_for_ever() {
  for (;;) co_await give_way();
}

TEST_F(CancelTest, ATaskThatGivesWayIsCancelledAtItsNextWait) {
  scope_.spawn(give_way_for_ever);
  turn();
  scope_.cancel();
  turn();
  EXPECT_EQ(scope_.running(), 0U);
}

Task<> timed(Log& log) {
  const Result<void> outcome = co_await with_timeout(1s, sleep_noting(log, "timed"));
  log.push_back(outcome ? "in time" : "late");
}

TEST_F(CancelTest, CancellingReachesThroughWithTimeout) {
  Log log;
  scope_.spawn(timed, std::ref(log));
  scope_.cancel();
  EXPECT_THAT(log, ElementsAre("timed cancelled"));
  EXPECT_EQ(loop_->timer_count(), 0U);
}

Task<> receive_one(Mailbox<int>& box, Result<int>& into) { into = co_await box.receive(); }

TEST_F(CancelTest, AMailboxsWaitEndsWithCancelled) {
  Mailbox<int> box(*loop_, 1);
  Result<int> outcome = 0;
  scope_.spawn(receive_one, std::ref(box), std::ref(outcome));
  scope_.cancel();
  EXPECT_EQ(outcome.error(), Error::Cancelled);
  ASSERT_TRUE(box.post(5));
  scope_.spawn(receive_one, std::ref(box), std::ref(outcome));
  EXPECT_EQ(outcome, 5);
}

Task<> join_other(TaskScope& other, Log& log) {
  try {
    co_await other.join();
  } catch (const Cancelled&) {
    log.push_back("join cancelled");
  }
}

TEST_F(CancelTest, AJoinCanBeCancelledAndRepeated) {
  Log log;
  TaskScope other(*loop_, "other");
  other.spawn(sleep_noting, std::ref(log), "other");
  scope_.spawn(join_other, std::ref(other), std::ref(log));
  scope_.cancel();
  EXPECT_THAT(log, ElementsAre("join cancelled"));
  scope_.spawn(join_other, std::ref(other), std::ref(log));
  pass(1h);
  EXPECT_THAT(log, ElementsAre("join cancelled", "other slept"));
  EXPECT_EQ(scope_.running(), 0U);
}

}  // namespace
}  // namespace saki
