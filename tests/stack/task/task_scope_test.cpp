// SPDX-License-Identifier: Apache-2.0
#include "saki/task/task_scope.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using TaskScopeTest = TaskFixture;

Task<> append(std::vector<std::string>& log, std::string text, Duration after) {
  co_await sleep(after);
  log.push_back(std::move(text));
}
Task<> join_then_note(TaskScope& scope, bool& joined) {
  co_await scope.join();
  joined = true;
}

TEST_F(TaskScopeTest, ArgumentsAreCopiedIntoTheTask) {
  std::vector<std::string> log;
  {
    std::string text = "a text that is too long for the small buffer of a string";
    scope_.spawn(append, std::ref(log), text, Duration(1s));
    text = "changed";
  }
  pass(1s);
  EXPECT_THAT(log, testing::ElementsAre("a text that is too long for the small buffer of a string"));
}

TEST_F(TaskScopeTest, JoiningWaitsForTheLastTask) {
  std::vector<std::string> log;
  bool joined = false;
  TaskScope inner(*loop_, "inner");
  inner.spawn(append, std::ref(log), "early", Duration(1s));
  inner.spawn(append, std::ref(log), "late", Duration(2s));
  scope_.spawn(join_then_note, std::ref(inner), std::ref(joined));
  pass(1s);
  EXPECT_FALSE(joined);
  pass(1s);
  EXPECT_TRUE(joined);
}

TEST_F(TaskScopeTest, JoiningAnIdleScopeDoesNotWait) {
  bool joined = false;
  TaskScope inner(*loop_, "inner");
  scope_.spawn(join_then_note, std::ref(inner), std::ref(joined));
  EXPECT_TRUE(joined);
}

TEST_F(TaskScopeTest, ADroppedScopeIsJoined) {
  std::vector<std::string> log;
  bool joined = false;
  TaskScope inner(*loop_, "inner");
  inner.spawn(append, std::ref(log), "never", Duration(1s));
  scope_.spawn(join_then_note, std::ref(inner), std::ref(joined));
  inner.drop();
  turn();
  EXPECT_TRUE(joined);
  EXPECT_TRUE(log.empty());
}

TEST_F(TaskScopeTest, CancellingEndsEveryTaskThatRuns) {
  std::vector<std::string> log;
  for (int i = 0; i < 10; ++i) scope_.spawn(append, std::ref(log), "never", Duration(1s));
  scope_.cancel();
  EXPECT_EQ(scope_.running(), 0U);
  EXPECT_EQ(loop_->timer_count(), 0U);
}

Task<> spawn_another_when_cancelled(TaskScope& scope, std::vector<std::string>& log) {
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
    scope.spawn(append, std::ref(log), "successor", Duration(1s));
  }
}

TEST_F(TaskScopeTest, CancellingLeavesAloneWhatIsSpawnedMeanwhile) {
  std::vector<std::string> log;
  scope_.spawn(spawn_another_when_cancelled, std::ref(scope_), std::ref(log));
  scope_.cancel();
  EXPECT_EQ(scope_.running(), 1U);
  pass(1s);
  EXPECT_THAT(log, testing::ElementsAre("successor"));
}

Task<> cancel_all(TaskScope& scope) {
  scope.cancel();
  co_return;
}

TEST_F(TaskScopeTest, ATaskMayCancelTheScopeItRunsIn) {
  std::vector<std::string> log;
  scope_.spawn(append, std::ref(log), "never", Duration(1s));
  scope_.spawn(cancel_all, std::ref(scope_));
  EXPECT_EQ(scope_.running(), 0U);
}

Task<> fail_with(std::string text) {
  co_await sleep(1s);
  throw std::runtime_error(text);
}

TEST_F(TaskScopeTest, AnExceptionOutOfATaskIsToldToTheHandler) {
  std::string told;
  const auto handler = [](void* into, const char* scope_name, std::exception_ptr error) noexcept {
    try {
      std::rethrow_exception(error);
    } catch (const std::runtime_error& caught) {
      *static_cast<std::string*>(into) = std::string(scope_name) + ": " + caught.what();
    }
  };
  scope_.on_error(handler, &told);
  scope_.spawn(fail_with, "went wrong");
  pass(1s);
  EXPECT_EQ(told, "test: went wrong");
}

Task<> spawn_two_and_join(Loop& loop, std::vector<std::string>& log) {
  TaskScope inner(loop, "inner");
  inner.spawn(append, std::ref(log), "never", Duration(1s));
  inner.spawn(append, std::ref(log), "nor this", Duration(2s));
  co_await inner.join();
}

TEST_F(TaskScopeTest, AScopeThatEndsBeforeItsTasksDropsThem) {
  std::vector<std::string> log;
  scope_.spawn(spawn_two_and_join, std::ref(*loop_), std::ref(log));
  scope_.cancel();
  EXPECT_EQ(scope_.running(), 0U);
  scope_.spawn(spawn_two_and_join, std::ref(*loop_), std::ref(log));
  scope_.drop();
  EXPECT_EQ(loop_->timer_count(), 0U);
  EXPECT_TRUE(log.empty());
}

using TaskScopeDeathTest = TaskScopeTest;

TEST_F(TaskScopeDeathTest, AnExceptionThatNobodyHandlesEndsTheProcess) {
  scope_.spawn(fail_with, "went wrong");
  EXPECT_DEATH(pass(1s), "ended with an exception");
  scope_.drop();
}

}  // namespace
}  // namespace saki
