// SPDX-License-Identifier: Apache-2.0
#include "saki/task/blocking_pool.h"

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "saki/task/with_timeout.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class BlockingPoolTest : public TaskFixture {
 protected:
  void TearDown() override { scope_.drop(); }
};

std::string thread_name() {
  char name[16];
  ::pthread_getname_np(::pthread_self(), name, sizeof name);
  return name;
}
Task<> ask_name(BlockingPool& pool, Result<std::string>& into, std::thread::id& resumed_on) {
  into = co_await pool.run(thread_name);
  resumed_on = std::this_thread::get_id();
}

TEST_F(BlockingPoolTest, WorkRunsOnAThreadNamedAfterThePoolAndTheTaskGoesOnOnItsLoop) {
  BlockingPool pool({.name = "sqlite readers"});
  Result<std::string> name;
  std::thread::id resumed_on;
  scope_.spawn(ask_name, std::ref(pool), std::ref(name), std::ref(resumed_on));
  finish();
  EXPECT_EQ(name, "sqlite read-0");
  EXPECT_EQ(resumed_on, std::this_thread::get_id());
}

std::unique_ptr<std::string> join_owned(std::unique_ptr<std::string> left, const std::string& right) {
  return std::make_unique<std::string>(*left + right);
}
Task<> pass_owned(BlockingPool& pool, std::string& into) {
  auto left = std::make_unique<std::string>("move");
  auto joined = co_await pool.run(join_owned, std::move(left), "d");
  into = **joined;
}

TEST_F(BlockingPoolTest, ArgumentsAndResultsMayBeMoveOnly) {
  BlockingPool pool;
  std::string text;
  scope_.spawn(pass_owned, std::ref(pool), std::ref(text));
  finish();
  EXPECT_EQ(text, "moved");
}

int break_down() { throw std::runtime_error("no disk"); }
Task<> catch_break_down(BlockingPool& pool, std::string& into) {
  try {
    const Result<int> outcome = co_await pool.run(break_down);
    into = outcome ? "value" : "error";
  } catch (const std::runtime_error& error) {
    into = error.what();
  }
}

TEST_F(BlockingPoolTest, AnExceptionIsThrownToWhoeverWaits) {
  BlockingPool pool;
  std::string text;
  scope_.spawn(catch_break_down, std::ref(pool), std::ref(text));
  finish();
  EXPECT_EQ(text, "no disk");
}

// Work that holds its thread until told to go on.
struct Gate {
  std::latch entered{1};
  std::latch opened{1};
  std::atomic<int> runs = 0;
};
void wait_at(Gate* gate) {
  ++gate->runs;
  gate->entered.count_down();
  gate->opened.wait();
}
void count_run(Gate* gate) { ++gate->runs; }

Task<> run_void(BlockingPool& pool, void (*function)(Gate*), Gate& gate, Result<void>& into) { into = co_await pool.run(function, &gate); }

class OneThreadTest : public BlockingPoolTest {
 protected:
  void occupy() {
    scope_.spawn(run_void, std::ref(pool_), &wait_at, std::ref(gate_), std::ref(first_));
    gate_.entered.wait();
  }

  Gate gate_;
  Result<void> first_;
  BlockingPool pool_{{.name = "one", .threads = 1, .queue_limit = 2}};
};

TEST_F(OneThreadTest, AFullQueueRefuses) {
  occupy();
  std::array<Result<void>, 3> outcomes;
  for (Result<void>& outcome : outcomes) scope_.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(outcome));
  EXPECT_EQ(pool_.queued(), 2U);
  EXPECT_EQ(outcomes[2].error(), Error::Exhausted);
  gate_.opened.count_down();
  finish();
  EXPECT_TRUE(first_ && outcomes[0] && outcomes[1]);
  EXPECT_EQ(gate_.runs, 3);
}

TEST_F(OneThreadTest, WorkThatNobodyWaitsForAnyMoreNeverStarts) {
  occupy();
  TaskScope others(*loop_, "others");
  Result<void> cancelled, dropped, kept;
  others.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(cancelled));
  others.cancel();
  EXPECT_EQ(cancelled.error(), Error::Cancelled);
  others.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(dropped));
  others.drop();
  scope_.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(kept));
  gate_.opened.count_down();
  finish();
  EXPECT_TRUE(kept);
  EXPECT_EQ(gate_.runs, 2);
}

TEST_F(OneThreadTest, AbandonedWorkGivesItsPlaceInTheQueueUp) {
  occupy();
  TaskScope others(*loop_, "others");
  Result<void> ignored, kept;
  for (int i = 0; i < 2; ++i) others.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(ignored));
  others.cancel();
  scope_.spawn(run_void, std::ref(pool_), &count_run, std::ref(gate_), std::ref(kept));
  gate_.opened.count_down();
  finish();
  EXPECT_TRUE(kept);
}

TEST_F(OneThreadTest, ATaskThatIsCancelledDoesNotWaitForItsRunningWork) {
  occupy();
  scope_.cancel();
  EXPECT_EQ(first_.error(), Error::Cancelled);
  EXPECT_EQ(scope_.running(), 0U);
  gate_.opened.count_down();
}

TEST_F(BlockingPoolTest, StoppingEndsTheWaitForWhatDidNotStart) {
  BlockingPool pool({.name = "one", .threads = 1, .queue_limit = 1'000'000});
  Gate gate;
  Result<void> running, queued;
  scope_.spawn(run_void, std::ref(pool), &wait_at, std::ref(gate), std::ref(running));
  gate.entered.wait();
  scope_.spawn(run_void, std::ref(pool), &count_run, std::ref(gate), std::ref(queued));

  std::thread stopper([&] { pool.stop(); });
  Result<void> refused;
  while (refused) {  // Until the stop has begun.
    scope_.spawn(run_void, std::ref(pool), &count_run, std::ref(gate), std::ref(refused));
    std::this_thread::yield();
  }
  gate.opened.count_down();
  stopper.join();
  finish();
  EXPECT_TRUE(running);
  EXPECT_EQ(queued.error(), Error::Exhausted);
  EXPECT_EQ(gate.runs, 1);
  pool.stop();
}

void meet(std::latch* latch) { latch->arrive_and_wait(); }
Task<> run_meet(BlockingPool& pool, std::latch& latch) {
  const Result<void> met = co_await pool.run(meet, &latch);
  SAKI_CHECK(met, "met");
}

TEST_F(BlockingPoolTest, ThreadsAreStartedAsTheyAreNeeded) {
  BlockingPool pool({.name = "many", .threads = 4});
  std::latch latch(4);  // Passed only by four at once.
  for (int i = 0; i < 4; ++i) scope_.spawn(run_meet, std::ref(pool), std::ref(latch));
  finish();
}

bool blocks_signals() {
  sigset_t mask;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return sigismember(&mask, SIGTERM) == 1;
}
Task<> ask_signals(BlockingPool& pool, Result<bool>& into) { into = co_await pool.run(blocks_signals); }

TEST_F(BlockingPoolTest, ThreadsLeaveSignalsToTheLoops) {
  BlockingPool pool;
  Result<bool> blocked = false;
  scope_.spawn(ask_signals, std::ref(pool), std::ref(blocked));
  finish();
  EXPECT_EQ(blocked, true);
  EXPECT_FALSE(blocks_signals());
}

int twice(int value) { return 2 * value; }
Task<> sum_up(BlockingPool& pool, int from, long& sum) {
  for (int value = from; value < from + 100; ++value) {
    const Result<int> doubled = co_await pool.run(twice, value);
    sum += doubled.value();
  }
}

TEST_F(BlockingPoolTest, ManyTasksShareThePool) {
  BlockingPool pool;
  long sum = 0;
  for (int task = 0; task < 20; ++task) scope_.spawn(sum_up, std::ref(pool), task * 100, std::ref(sum));
  finish();
  EXPECT_EQ(sum, 2000L * 1999L);
}

}  // namespace
}  // namespace saki
