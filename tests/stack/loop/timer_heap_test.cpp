// SPDX-License-Identifier: Apache-2.0
#include "loop/timer_heap.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "loop/loop_impl.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class Numbered final : public Timer {
 public:
  Numbered(Loop& loop, std::vector<std::size_t>& log, std::size_t number) : Timer(loop, "numbered"), log_(log), number_(number) {}

 private:
  void expire() override { log_.push_back(number_); }
  std::vector<std::size_t>& log_;
  std::size_t number_;
};

// What a heap should do, by a sorted map of (instant, order of arming).
class Model {
 public:
  void arm(std::size_t timer, MonotonicTime when) {
    cancel(timer);
    where_[timer] = order_.emplace(std::pair(when, next_++), timer).first;
  }
  void cancel(std::size_t timer) {
    if (const auto found = where_.find(timer); found != where_.end()) {
      order_.erase(found->second);
      where_.erase(found);
    }
  }
  std::vector<std::size_t> expire(MonotonicTime now) {
    std::vector<std::size_t> expired;
    while (!order_.empty() && order_.begin()->first.first <= now) {
      expired.push_back(order_.begin()->second);
      cancel(expired.back());
    }
    return expired;
  }
  [[nodiscard]] std::size_t size() const { return order_.size(); }

 private:
  using Order = std::map<std::pair<MonotonicTime, int>, std::size_t>;
  Order order_;
  std::map<std::size_t, Order::iterator> where_;
  int next_ = 0;
};

TEST(TimerHeap, AgreesWithASortedMapOverRandomOperations) {
  ManualClock clock;
  const auto loop = Loop::open({.name = "test", .clock = &clock}).value();
  std::mt19937 random(20261);
  std::vector<std::size_t> log;
  std::vector<std::unique_ptr<Numbered>> timers;
  for (std::size_t number = 0; number < 500; ++number) timers.push_back(std::make_unique<Numbered>(*loop, log, number));
  Model model;

  for (int step = 0; step < 100'000; ++step) {
    const std::size_t number = random() % timers.size();
    switch (random() % 8) {
      case 0:
        timers[number]->cancel();
        model.cancel(number);
        break;
      case 1: {
        clock.advance(std::chrono::milliseconds(random() % 10));
        log.clear();
        loop->run_once(Duration::zero());
        ASSERT_EQ(log, model.expire(clock.monotonic())) << "step " << step;
        break;
      }
      default: {
        const MonotonicTime when = loop->now() + std::chrono::milliseconds(random() % 50);  // Many of them equal.
        timers[number]->start_at(when);
        model.arm(number, when);
      }
    }
    ASSERT_EQ(loop->timer_count(), model.size());
  }
}

TEST(TimerHeap, AHundredThousandTimersComeAndGo) {
  ManualClock clock;
  const auto loop = Loop::open({.name = "test", .clock = &clock}).value();
  std::mt19937 random(20262);
  std::vector<std::size_t> log;
  std::vector<std::unique_ptr<Numbered>> timers;
  for (std::size_t number = 0; number < 100'000; ++number) {
    timers.push_back(std::make_unique<Numbered>(*loop, log, number));
    timers.back()->start_after(std::chrono::microseconds(random() % 1'000'000));
  }
  for (std::size_t number = 0; number < timers.size(); number += 2) timers[number]->cancel();
  EXPECT_EQ(loop->timer_count(), 50'000U);
  clock.advance(1s);
  loop->run_once();
  EXPECT_EQ(log.size(), 50'000U);
  EXPECT_EQ(loop->timer_count(), 0U);
}

}  // namespace
}  // namespace saki
