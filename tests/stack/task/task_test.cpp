// SPDX-License-Identifier: Apache-2.0
#include "saki/task/task.h"

#include <memory>
#include <stdexcept>
#include <string>

#include "saki/task/give_way.h"
#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using TaskTest = TaskFixture;

Task<int> add_later(int a, int b) {
  co_await sleep(1s);
  co_return a + b;
}
Task<> store_sum(int& into) { into = co_await add_later(1, 2); }

TEST_F(TaskTest, ASleepingTaskGoesOnWhenItsTimeHasCome) {
  int sum = 0;
  scope_.spawn(store_sum, std::ref(sum));
  turn();
  EXPECT_EQ(sum, 0);
  pass(1s);
  EXPECT_EQ(sum, 3);
}

Task<> note(bool& ran) {
  ran = true;
  co_return;
}

TEST_F(TaskTest, ATaskDoesNothingUntilItIsAwaited) {
  bool ran = false;
  {
    const Task<> task = note(ran);
  }
  EXPECT_FALSE(ran);
}

Task<> keep(Token, bool& ran) {
  co_await sleep(1s);
  ran = true;
}
Task<> await_keep(Token token, bool& ran) { co_await keep(token, ran); }

TEST_F(TaskTest, DroppingASuspendedTaskDestroysEverythingItAwaits) {
  int live = 0;
  bool ran = false;
  scope_.spawn(await_keep, Token(live), std::ref(ran));
  EXPECT_GT(live, 0);
  scope_.drop();
  EXPECT_EQ(live, 0);
  EXPECT_EQ(loop_->timer_count(), 0U);
  pass(1s);
  EXPECT_FALSE(ran);
}

Task<> nest_and_wait(int levels, Token token) {
  if (levels > 0) {
    co_await nest_and_wait(levels - 1, token);
  } else {
    co_await sleep(1h);
  }
}

TEST_F(TaskTest, TenThousandNestedTasksCanBeDropped) {
  int live = 0;
  scope_.spawn(nest_and_wait, 10'000, Token(live));
  while (live <= 10'000) pass(1ms);  // Starting takes turns with other tasks.
  scope_.drop();
  EXPECT_EQ(live, 0);
}

Task<> throwing() {
  co_await sleep(1s);
  throw std::runtime_error("lost");
}
Task<> middle() { co_await throwing(); }
Task<> catching(std::string& into) {
  try {
    co_await middle();
  } catch (const std::runtime_error& error) {
    into = error.what();
  }
}

TEST_F(TaskTest, AnExceptionReachesTheOneWhoAwaits) {
  std::string text;
  scope_.spawn(catching, std::ref(text));
  pass(1s);
  EXPECT_EQ(text, "lost");
}

Task<std::unique_ptr<int>> make_owned(int value) { co_return std::make_unique<int>(value); }
Task<> take_owned(std::unique_ptr<int>& into) { into = co_await make_owned(7); }

TEST_F(TaskTest, AResultMayBeMoveOnly) {
  std::unique_ptr<int> owned;
  scope_.spawn(take_owned, std::ref(owned));
  EXPECT_EQ(*owned, 7);
}

Task<> nothing_to_do() { return {}; }
Task<> await_nothing(bool& ran) {
  co_await nothing_to_do();
  ran = true;
}

TEST_F(TaskTest, ATaskThatNeedsNoFrameIsDoneFromTheStart) {
  EXPECT_TRUE(nothing_to_do().done());
  bool ran = false;
  scope_.spawn(await_nothing, std::ref(ran));
  EXPECT_TRUE(ran);
}

Task<int> at_once(int value) { co_return value; }
Task<> await_many(int count, long& sum) {
  for (int i = 0; i < count; ++i) sum += co_await at_once(1);
}

TEST_F(TaskTest, AMillionAwaitsThatCompleteAtOnceNeedNoStack) {
  long sum = 0;
  scope_.spawn(await_many, 1'000'000, std::ref(sum));
  finish();
  EXPECT_EQ(sum, 1'000'000);
}

Task<int> descend(int remaining) {
  if (remaining == 0) co_return 0;
  const int below = co_await descend(remaining - 1);
  co_return below + 1;
}
Task<> measure_depth(int levels, int& into) { into = co_await descend(levels); }

TEST_F(TaskTest, AHundredThousandNestedTasksUnwindWithoutTheStack) {
  int levels = 0;
  scope_.spawn(measure_depth, 100'000, std::ref(levels));
  finish();
  EXPECT_EQ(levels, 100'000);
}

Task<int> descend_and_throw(int remaining) {
  if (remaining == 0) throw std::runtime_error("bottom");
  co_return co_await descend_and_throw(remaining - 1);
}
Task<> catch_from_below(int levels, std::string& into) {
  try {
    static_cast<void>(co_await descend_and_throw(levels));
  } catch (const std::runtime_error& error) {
    into = error.what();
  }
}

TEST_F(TaskTest, AnExceptionUnwindsTenThousandNestedTasks) {
  std::string text;
  scope_.spawn(catch_from_below, 10'000, std::ref(text));
  finish();
  EXPECT_EQ(text, "bottom");
}

Task<> spin(bool& stop, int& rounds) {
  while (!stop) {
    ++rounds;
    static_cast<void>(co_await at_once(1));
  }
}
Task<> stop_after(Duration time, bool& stop) {
  co_await sleep(time);
  stop = true;
}

TEST_F(TaskTest, ALoopOfAwaitsThatCompleteAtOnceDoesNotStarveTheOthers) {
  bool stop = false;
  int rounds = 0;
  scope_.spawn(stop_after, Duration(1s), std::ref(stop));
  scope_.spawn(spin, std::ref(stop), std::ref(rounds));
  pass(1s);
  finish();
  EXPECT_TRUE(stop);
  EXPECT_GT(rounds, 0);
}

Task<> alternate(std::string& log, char letter) {
  for (int i = 0; i < 3; ++i) {
    log += letter;
    co_await give_way();
  }
}

TEST_F(TaskTest, TasksThatGiveWayTakeTurns) {
  std::string log;
  scope_.spawn(alternate, std::ref(log), 'a');
  scope_.spawn(alternate, std::ref(log), 'b');
  finish();
  EXPECT_EQ(log, "ababab");
}

Task<> sleep_for(Duration time, int& awake) {
  co_await sleep(time);
  ++awake;
}

TEST_F(TaskTest, AThousandSleepersOfOneSecondTakeOneSecond) {
  int awake = 0;
  for (int i = 0; i < 1000; ++i) scope_.spawn(sleep_for, Duration(1s), std::ref(awake));
  pass(1s - 1ns);
  EXPECT_EQ(awake, 0);
  pass(1ns);
  EXPECT_EQ(awake, 1000);
}

}  // namespace
}  // namespace saki
