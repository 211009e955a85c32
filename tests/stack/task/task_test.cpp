// SPDX-License-Identifier: Apache-2.0
#include "saki/task/task.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "saki/task/blocking_pool.h"
#include "saki/task/mailbox.h"
#include "saki/task/sleep.h"
#include "saki/task/task_scope.h"
#include "saki/task/with_timeout.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class TaskTest : public testing::Test {
 protected:
  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = Loop::open({.name = "test", .clock = &clock_}).value();
  LoopBinding binding_{*loop_};
  TaskScope scope_{*loop_, "test"};
};

Task<int> add_later(int a, int b) {
  co_await sleep(1s);
  co_return a + b;
}

Task<> store_sum(int& into) { into = co_await add_later(1, 2); }

TEST_F(TaskTest, ASleepingTaskGoesOnWhenItsTimeHasCome) {
  int sum = 0;
  scope_.spawn(store_sum, std::ref(sum));
  loop_->run_once();
  EXPECT_EQ(sum, 0);
  clock_.advance(1s);
  loop_->run_once();
  EXPECT_EQ(sum, 3);
}

Task<int> at_once(int value) { co_return value; }
Task<> await_many(int count, long& sum) {
  for (int i = 0; i < count; ++i) sum += co_await at_once(1);
}

TEST_F(TaskTest, AMillionAwaitsThatCompleteAtOnceNeedNoStack) {
  long sum = 0;
  scope_.spawn(await_many, 1'000'000, std::ref(sum));
  while (scope_.running() > 0) loop_->run_once();
  EXPECT_EQ(sum, 1'000'000);
}

Task<int> depth(int remaining) {
  if (remaining == 0) co_return 0;
  const int below = co_await depth(remaining - 1);
  co_return below + 1;
}
Task<> measure_depth(int levels, int& into) { into = co_await depth(levels); }

TEST_F(TaskTest, AHundredThousandNestedTasksUnwindWithoutTheStack) {
  int levels = 0;
  scope_.spawn(measure_depth, 100'000, std::ref(levels));
  while (scope_.running() > 0) loop_->run_once();
  EXPECT_EQ(levels, 100'000);
}

Task<> time_out(Result<int>& into) { into = co_await with_timeout(500ms, add_later(1, 2)); }

TEST_F(TaskTest, WithTimeoutCancelsAndTellsTimeout) {
  Result<int> outcome = 0;
  scope_.spawn(time_out, std::ref(outcome));
  clock_.advance(500ms);
  loop_->run_once();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), Error::Timeout);
}

std::string shout(std::string text) { return text + "!"; }
Task<> use_pool(BlockingPool& pool, Result<std::string>& into) { into = co_await pool.run(shout, "hey"); }

TEST_F(TaskTest, ABlockingPoolRunsWorkAndTheTaskGoesOnOnItsLoop) {
  BlockingPool pool;
  Result<std::string> outcome;
  scope_.spawn(use_pool, std::ref(pool), std::ref(outcome));
  while (scope_.running() > 0) loop_->run_once();
  EXPECT_EQ(outcome.value(), "hey!");
}

Task<> read_box(Mailbox<int>& box, int count, long& sum) {
  for (int i = 0; i < count; ++i) {
    const Result<int> message = co_await box.receive();
    sum += message.value();
  }
}

TEST_F(TaskTest, AMailboxTakesMessagesFromAnotherThread) {
  Mailbox<int> box(*loop_, 10);
  long sum = 0;
  scope_.spawn(read_box, std::ref(box), 1000, std::ref(sum));
  std::thread poster([&] {
    for (int i = 0; i < 1000;) {
      if (box.post(1)) ++i;
    }
  });
  while (scope_.running() > 0) loop_->run_once();
  poster.join();
  EXPECT_EQ(sum, 1000);
}

}  // namespace
}  // namespace saki
