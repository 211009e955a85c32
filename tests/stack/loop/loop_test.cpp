// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/loop.h"

#include <gmock/gmock.h>

#include <functional>
#include <thread>
#include <vector>

#include "counting_backend.h"
#include "saki/loop/timer.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// The smallest coroutine that can stand in a ready queue: it logs each time it is resumed.
class Logging {
 public:
  struct promise_type {
    Logging get_return_object() { return Logging(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Logging(std::coroutine_handle<> coroutine) : coroutine_(coroutine) { node.coroutine = coroutine; }
  Logging(const Logging&) = delete;
  Logging& operator=(const Logging&) = delete;
  ~Logging() { coroutine_.destroy(); }
  ReadyNode node;

 private:
  std::coroutine_handle<> coroutine_;
};

Logging logging(std::vector<int>& log, int number) {
  for (;;) {
    log.push_back(number);
    co_await std::suspend_always();
  }
}

class LoopTest : public testing::Test {
 protected:
  CountingBackend::Counts counts_;
  std::unique_ptr<Loop> loop_ = CountingBackend::make_loop(counts_);
  std::vector<int> log_;
};

TEST_F(LoopTest, AStopRequestedBeforehandEndsTheNextRunAtOnce) {
  loop_->stop();
  loop_->run();
  EXPECT_TRUE(counts_.waits.empty());
  loop_->post("stop", [this] { loop_->stop(); });
  loop_->run();
  EXPECT_EQ(counts_.waits.size(), 1U);
}

TEST_F(LoopTest, AStopFromAnotherThreadEndsAWaitingLoop) {
  std::thread stopper;
  loop_->post("ready", [&] { stopper = std::thread([this] { loop_->stop(); }); });
  loop_->run();
  stopper.join();
}

TEST_F(LoopTest, TheCurrentLoopIsTheOneThatRunsHereAndIsPutBackAfterwards) {
  EXPECT_EQ(Loop::current(), nullptr);
  const auto other = Loop::open().value();
  const LoopBinding binding(*other);
  Loop* inside = nullptr;
  loop_->post("look", [&] { inside = Loop::current(); });
  loop_->run_once();
  EXPECT_EQ(inside, loop_.get());
  EXPECT_EQ(Loop::current(), other.get());
  EXPECT_TRUE(other->in_loop_thread());
  EXPECT_FALSE(loop_->in_loop_thread());
}

TEST_F(LoopTest, WhatIsReadyRunsInOrderAndTheLoopDoesNotWaitMeanwhile) {
  Logging first = logging(log_, 1), second = logging(log_, 2);
  loop_->make_ready(first.node);
  loop_->make_ready(second.node);
  loop_->run_once();
  EXPECT_THAT(log_, ElementsAre(1, 2));
  EXPECT_EQ(counts_.waits.back(), Duration::zero());
}

TEST_F(LoopTest, ACoroutineThatLeavesTheReadyQueueIsNotResumed) {
  Logging stays = logging(log_, 1);
  {
    Logging leaves = logging(log_, 2);
    loop_->make_ready(leaves.node);
    loop_->make_ready(stays.node);
  }
  loop_->run_once();
  EXPECT_THAT(log_, ElementsAre(1));
}

TEST_F(LoopTest, WhatFeedsTheReadyPhaseDuringItDoesNotStarveDescriptors) {
  class Feeder final : public Timer {
   public:
    explicit Feeder(Loop& loop) : Timer(loop, "feeder") {}
    int turns = 0;

   private:
    void expire() override {
      ++turns;
      start_after(0s);
    }
  };
  Feeder feeder(*loop_);
  feeder.start_after(0s);
  std::function<void()> again = [&] {
    log_.push_back(0);
    loop_->post("again", [&] { again(); });
  };
  again();
  for (int turn = 0; turn < 10; ++turn) loop_->run_once();
  EXPECT_EQ(feeder.turns, 10);
  EXPECT_EQ(log_.size(), 11U);
}

TEST_F(LoopTest, ATurnWaitsAtMostAsLongAsAsked) {
  loop_->run_once(1us);
  EXPECT_EQ(counts_.waits.back(), 1us);
  EXPECT_EQ(counts_.told.back(), 0U);
}

TEST_F(LoopTest, NowIsTheInstantOfTheTurnsWakeUp) {
  ManualClock clock;
  const auto loop = Loop::open({.name = "test", .clock = &clock}).value();
  const MonotonicTime start = loop->now();
  clock.advance(1s);
  EXPECT_EQ(loop->now(), start);
  loop->run_once(Duration::zero());
  EXPECT_EQ(loop->now(), start + 1s);
}

using LoopDeathTest = LoopTest;

TEST_F(LoopDeathTest, ATimerIsArmedOnItsLoopsThreadOnly) {
  class Silent final : public Timer {
   public:
    using Timer::Timer;

   private:
    void expire() override {}
  };
  const LoopBinding binding(*loop_);
  Silent timer(*loop_, "silent");
  EXPECT_DEBUG_DEATH(std::thread([&] { timer.start_after(1s); }).join(), "its loop's thread");
  timer.cancel();
}

TEST_F(LoopDeathTest, ALoopEndsAfterItsTimers) {
  class Silent final : public Timer {
   public:
    using Timer::Timer;

   private:
    void expire() override {}
  };
  Silent timer(*loop_, "silent");
  timer.start_after(1s);
  EXPECT_DEATH(loop_.reset(), "after its timers");
  timer.cancel();
}

}  // namespace
}  // namespace saki
