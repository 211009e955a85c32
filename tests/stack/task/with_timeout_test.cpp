// SPDX-License-Identifier: Apache-2.0
#include "saki/task/with_timeout.h"

#include <stdexcept>
#include <string>

#include "saki/task/mailbox.h"
#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using WithTimeoutTest = TaskFixture;

Task<int> answer_after(Duration time) {
  co_await sleep(time);
  co_return 42;
}
Task<> limited(Duration limit, Duration time, Result<int>& into) { into = co_await with_timeout(limit, answer_after(time)); }

TEST_F(WithTimeoutTest, AResultInTimeIsGiven) {
  Result<int> outcome = 0;
  scope_.spawn(limited, Duration(2s), Duration(1s), std::ref(outcome));
  pass(1s);
  EXPECT_EQ(outcome, 42);
  EXPECT_EQ(loop_->timer_count(), 0U);
}

TEST_F(WithTimeoutTest, ATaskThatTakesTooLongIsCancelledAndTimeoutTold) {
  Result<int> outcome = 0;
  scope_.spawn(limited, Duration(1s), Duration(2s), std::ref(outcome));
  pass(1s);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), Error::Timeout);
  EXPECT_EQ(loop_->timer_count(), 0U);
}

Task<Result<int>> receive(Mailbox<int>& box) { co_return co_await box.receive(); }
Task<> limited_receive(Mailbox<int>& box, Result<int>& into) { into = co_await with_timeout(1s, receive(box)); }

TEST_F(WithTimeoutTest, ATaskThatGivesResultsIsNotWrappedTwice) {
  Mailbox<int> box(*loop_, 1);
  Result<int> outcome = 0;
  scope_.spawn(limited_receive, std::ref(box), std::ref(outcome));
  pass(1s);
  EXPECT_EQ(outcome.error(), Error::Timeout);

  ASSERT_TRUE(box.post(3));
  scope_.spawn(limited_receive, std::ref(box), std::ref(outcome));
  EXPECT_EQ(outcome, 3);
}

TEST_F(WithTimeoutTest, CancelledFromOutsideIsNotTimeout) {
  Mailbox<int> box(*loop_, 1);
  Result<int> outcome = 0;
  scope_.spawn(limited_receive, std::ref(box), std::ref(outcome));
  scope_.cancel();
  EXPECT_EQ(outcome.error(), Error::Cancelled);
}

Task<> outer_limit(Result<void>& outer, Result<int>& inner) {
  outer = co_await with_timeout(1s, limited(Duration(5s), Duration(10s), inner));
}

TEST_F(WithTimeoutTest, TheOuterOfTwoLimitsReachesTheInnermostWait) {
  Result<void> outer;
  Result<int> inner = 0;
  scope_.spawn(outer_limit, std::ref(outer), std::ref(inner));
  pass(1s);
  EXPECT_EQ(outer.error(), Error::Timeout);
  EXPECT_EQ(inner, 0);  // Unwound by Cancelled, not ended by its own limit.
}

Task<int> throw_after(Duration time) {
  co_await sleep(time);
  throw std::runtime_error("broken");
}
Task<> limited_throw(std::string& into) {
  try {
    const Result<int> outcome = co_await with_timeout(2s, throw_after(1s));
    into = outcome ? "value" : "error";
  } catch (const std::runtime_error& error) {
    into = error.what();
  }
}

TEST_F(WithTimeoutTest, OtherExceptionsPass) {
  std::string text;
  scope_.spawn(limited_throw, std::ref(text));
  pass(1s);
  EXPECT_EQ(text, "broken");
}

Task<int> stubborn() {
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
  }
  co_return 7;
}
Task<> limited_stubborn(Result<int>& into) { into = co_await with_timeout(1s, stubborn()); }

TEST_F(WithTimeoutTest, AValueGivenInSpiteOfTheCancellationCounts) {
  Result<int> outcome = 0;
  scope_.spawn(limited_stubborn, std::ref(outcome));
  pass(1s);
  EXPECT_EQ(outcome, 7);
}

Task<> limited_then_sleep(Result<int>& into, bool& slept) {
  into = co_await with_timeout(1s, answer_after(2s));
  co_await sleep(1s);
  slept = true;
}

TEST_F(WithTimeoutTest, AfterATimeoutTheCallersOwnWaitsWorkAsBefore) {
  Result<int> outcome = 0;
  bool slept = false;
  scope_.spawn(limited_then_sleep, std::ref(outcome), std::ref(slept));
  pass(1s);
  EXPECT_EQ(outcome.error(), Error::Timeout);
  EXPECT_FALSE(slept);
  pass(1s);
  EXPECT_TRUE(slept);
}

}  // namespace
}  // namespace saki
