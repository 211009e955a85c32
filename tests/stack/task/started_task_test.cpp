// SPDX-License-Identifier: Apache-2.0
#include "task/started_task.h"

#include <stdexcept>

#include "saki/task/give_way.h"
#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

Task<> end_at_once(int& ended) {
  ++ended;
  co_return;
}
Task<> throw_at_once() {
  const int code = 1;
  throw std::runtime_error("as planned " + std::to_string(code));
  co_return;
}
Task<> end_late(int& ended, Token) {
  co_await give_way();
  ++ended;
}
Task<> sleep_noting(int& cancelled) {
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
    ++cancelled;
    throw;
  }
}

class StartedTaskTest : public TaskFixture {
 protected:
  static Task<> await_rest(StartedTask& started, std::string& outcome) {
    try {
      co_await started.rest();
      outcome = "ended";
    } catch (const Cancelled&) {
      outcome = "cancelled";
    } catch (const std::exception& error) {
      outcome = error.what();
    }
  }

  StartedTask started_;
  std::string outcome_;
  int ended_ = 0;
  int cancelled_ = 0;
  int live_ = 0;
};

TEST_F(StartedTaskTest, WhatEndsAtOnceNeedsNobodyAroundIt) {
  started_.hold(end_at_once(ended_));
  EXPECT_EQ(ended_, 0);
  EXPECT_TRUE(started_.begin());
  EXPECT_EQ(ended_, 1);
  started_.take();
  EXPECT_FALSE(started_);
}

TEST_F(StartedTaskTest, WhatWasThrownIsThrownToWhoTakesIt) {
  started_.hold(throw_at_once());
  EXPECT_TRUE(started_.begin());
  EXPECT_THROW(started_.take(), std::runtime_error);
  EXPECT_FALSE(started_);
}

TEST_F(StartedTaskTest, ATaskWithoutAFrameHasEnded) {
  started_.hold({});
  EXPECT_TRUE(started_.begin());
  started_.take();
}

TEST_F(StartedTaskTest, TheRestIsAwaited) {
  started_.hold(end_late(ended_, Token(live_)));
  EXPECT_FALSE(started_.begin());
  scope_.spawn(await_rest, std::ref(started_), std::ref(outcome_));
  EXPECT_EQ(outcome_, "");
  finish();
  EXPECT_EQ(outcome_, "ended");
  EXPECT_EQ(live_, 0);
}

TEST_F(StartedTaskTest, TheRestMayHaveEndedBeforeItIsAwaited) {
  started_.hold(end_late(ended_, Token(live_)));
  EXPECT_FALSE(started_.begin());
  turn();
  turn();
  EXPECT_EQ(ended_, 1);
  scope_.spawn(await_rest, std::ref(started_), std::ref(outcome_));
  EXPECT_EQ(outcome_, "ended");
}

TEST_F(StartedTaskTest, CancellingWhoWaitsCancelsTheTask) {
  started_.hold(sleep_noting(cancelled_));
  EXPECT_FALSE(started_.begin());
  scope_.spawn(await_rest, std::ref(started_), std::ref(outcome_));
  scope_.cancel();
  EXPECT_EQ(cancelled_, 1);
  EXPECT_EQ(outcome_, "cancelled");
  EXPECT_EQ(scope_.running(), 0U);
}

Task<> await_when_cancelled(StartedTask& started, int& unwound) {
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
    ++unwound;
  }
  try {
    co_await started.rest();
  } catch (const Cancelled&) {
    ++unwound;
  }
}

TEST_F(StartedTaskTest, WhoIsCancelledAlreadyCancelsTheTaskByAwaitingIt) {
  int unwound = 0;
  started_.hold(sleep_noting(cancelled_));
  EXPECT_FALSE(started_.begin());
  scope_.spawn(await_when_cancelled, std::ref(started_), std::ref(unwound));
  scope_.cancel();
  EXPECT_EQ(cancelled_, 1);
  EXPECT_EQ(unwound, 2);
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(StartedTaskTest, ItCanBeCancelledByItself) {
  started_.hold(sleep_noting(cancelled_));
  EXPECT_FALSE(started_.begin());
  scope_.spawn(await_rest, std::ref(started_), std::ref(outcome_));
  started_.cancel();
  EXPECT_EQ(outcome_, "cancelled");
}

TEST_F(StartedTaskTest, DroppingDestroysItWhereItWaits) {
  started_.hold(end_late(ended_, Token(live_)));
  EXPECT_FALSE(started_.begin());
  scope_.spawn(await_rest, std::ref(started_), std::ref(outcome_));
  EXPECT_EQ(live_, 1);
  scope_.drop();
  started_.drop();
  EXPECT_EQ(live_, 0);
  turn();
  EXPECT_EQ(ended_, 0);
}

}  // namespace
}  // namespace saki
