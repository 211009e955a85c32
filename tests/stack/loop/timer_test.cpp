// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/timer.h"

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "counting_backend.h"
#include "saki/loop/deadline.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Noter final : public Timer {
 public:
  Noter(Loop& loop, std::vector<std::string>& log, std::string text) : Timer(loop, "noter"), log_(log), text_(std::move(text)) {}
  std::function<void()> then = [] {};

 private:
  void expire() override {
    log_.push_back(text_);
    const auto action = then;  // May destroy this.
    action();
  }
  std::vector<std::string>& log_;
  std::string text_;
};

class NotingDeadline final : public Deadline {
 public:
  explicit NotingDeadline(Loop& loop) : Deadline(loop, "deadline") {}
  int passed = 0;

 private:
  void on_deadline() override { ++passed; }
};

class TimerTest : public testing::Test {
 protected:
  void pass(Duration time) {
    clock_.advance(time);
    loop_->run_once(Duration::zero());
  }

  ManualClock clock_;
  CountingBackend::Counts counts_;
  std::unique_ptr<Loop> loop_ = CountingBackend::make_loop(counts_, {.name = "test", .clock = &clock_});
  std::vector<std::string> log_;
};

TEST_F(TimerTest, TimersExpireInOrderOfTimeThenOfArming) {
  Noter late(*loop_, log_, "late"), first(*loop_, log_, "first"), second(*loop_, log_, "second");
  late.start_after(2s);
  first.start_after(1s);
  second.start_after(1s);
  pass(2s);
  EXPECT_THAT(log_, ElementsAre("first", "second", "late"));
}

TEST_F(TimerTest, ATimerExpiresNotBeforeItsInstantAndOnlyOnce) {
  Noter timer(*loop_, log_, "timer");
  timer.start_after(1s);
  pass(1s - 1ns);
  EXPECT_TRUE(log_.empty());
  pass(1ns);
  pass(1h);
  EXPECT_THAT(log_, ElementsAre("timer"));
  EXPECT_FALSE(timer.armed());
}

TEST_F(TimerTest, ACancelledTimerNeverExpires) {
  Noter timer(*loop_, log_, "timer");
  timer.start_after(1s);
  timer.cancel();
  EXPECT_EQ(loop_->timer_count(), 0U);
  timer.cancel();
  clock_.advance(1s);
  loop_->run_once(Duration::zero());
  EXPECT_TRUE(log_.empty());
}

TEST_F(TimerTest, StartingAgainMovesTheInstant) {
  Noter timer(*loop_, log_, "timer");
  timer.start_after(1s);
  timer.start_after(3s);
  pass(2s);
  EXPECT_TRUE(log_.empty());
  timer.start_after(0s);
  pass(0s);
  EXPECT_THAT(log_, ElementsAre("timer"));
}

TEST_F(TimerTest, ATimerArmedForNowDuringItsPhaseWaitsForTheNextTurn) {
  Noter timer(*loop_, log_, "timer");
  timer.then = [&] { timer.start_after(0s); };
  timer.start_after(0s);
  loop_->run_once();
  EXPECT_EQ(log_.size(), 1U);
  loop_->run_once();
  EXPECT_EQ(log_.size(), 2U);
}

TEST_F(TimerTest, ATimerArmedForThePastDoesNotHoldUpThoseThatAreDue) {
  Noter first(*loop_, log_, "first"), second(*loop_, log_, "second"), hasty(*loop_, log_, "hasty");
  first.start_after(1s);
  second.start_after(2s);
  first.then = [&] { hasty.start_at(MonotonicTime{}); };
  pass(2s);
  EXPECT_THAT(log_, ElementsAre("first", "second"));
  pass(0s);
  EXPECT_THAT(log_, ElementsAre("first", "second", "hasty"));
}

TEST_F(TimerTest, AnExpiringTimerMayCancelAndDestroyOthersAndItself) {
  auto first = std::make_unique<Noter>(*loop_, log_, "first");
  auto second = std::make_unique<Noter>(*loop_, log_, "second");
  Noter third(*loop_, log_, "third"), last(*loop_, log_, "last");
  first->start_after(1s);
  second->start_after(1s);
  third.start_after(1s);
  last.start_after(1s);
  first->then = [&] {
    second.reset();
    third.cancel();
    first.reset();
  };
  pass(1s);
  EXPECT_THAT(log_, ElementsAre("first", "last"));
}

TEST_F(TimerTest, ADelayBeyondTheEndOfTimeIsNever) {
  Noter timer(*loop_, log_, "timer");
  timer.start_after(Duration::max());
  EXPECT_EQ(timer.when(), MonotonicTime::max());
  pass(100h);
  EXPECT_TRUE(log_.empty());
}

TEST_F(TimerTest, WithSimulatedTimeATurnDoesNotWaitForATimer) {
  Noter timer(*loop_, log_, "timer");
  timer.start_after(1h);
  loop_->run_once();
  EXPECT_EQ(counts_.waits.back(), Duration::zero());
}

TEST_F(TimerTest, TheKernelWaitsForTheNextTimerButNoLongerThanAsked) {
  CountingBackend::Counts counts;
  const auto loop = CountingBackend::make_loop(counts);
  Noter timer(*loop, log_, "timer");
  timer.start_after(1ms);
  while (log_.empty()) loop->run_once();
  EXPECT_LE(*counts.waits.front(), 1ms);
  timer.start_after(1h);
  loop->run_once(1us);
  EXPECT_EQ(counts.waits.back(), 1us);
}

TEST_F(TimerTest, ADeadlineMovedLaterIsNotMovedInTheHeap) {
  NotingDeadline deadline(*loop_);
  const MonotonicTime start = loop_->now();
  deadline.set(start + 1s);
  for (auto later = 2s; later <= 1000s; ++later) deadline.set(start + later);
  EXPECT_EQ(deadline.when(), start + 1s);
  pass(999s);
  EXPECT_EQ(deadline.passed, 0);
  pass(1s);
  EXPECT_EQ(deadline.passed, 1);
}

TEST_F(TimerTest, ADeadlineMovedEarlierComesEarlier) {
  NotingDeadline deadline(*loop_);
  deadline.set(loop_->now() + 10s);
  deadline.set(loop_->now() + 1s);
  pass(1s);
  EXPECT_EQ(deadline.passed, 1);
  pass(10s);
  EXPECT_EQ(deadline.passed, 1);
}

TEST_F(TimerTest, AClearedDeadlineNeverPasses) {
  NotingDeadline deadline(*loop_);
  deadline.set(loop_->now() + 1s);
  deadline.clear();
  pass(1s);
  EXPECT_EQ(deadline.passed, 0);
  deadline.set(MonotonicTime::max());
  EXPECT_FALSE(deadline.armed());
  deadline.set(loop_->now() + 1s);
  pass(1s);
  EXPECT_EQ(deadline.passed, 1);
}

}  // namespace
}  // namespace saki
