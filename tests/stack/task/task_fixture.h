// SPDX-License-Identifier: Apache-2.0
//
// TaskFixture: a loop whose time is chosen by the test, bound to this thread, and a scope for tasks.
#pragma once

#include <gmock/gmock.h>

#include <memory>

#include "saki/loop/loop.h"
#include "saki/task/task_scope.h"

namespace saki {

class TaskFixture : public testing::Test {
 protected:
  void turn() { loop_->run_once(Duration::zero()); }
  void pass(Duration time) {
    clock_.advance(time);
    turn();
    turn();  // What became ready last time.
  }
  void finish() {  // For tasks that end without the clock.
    while (scope_.running() > 0) loop_->run_once();
  }

  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = Loop::open({.name = "test", .clock = &clock_}).value();
  LoopBinding binding_{*loop_};
  TaskScope scope_{*loop_, "test"};
};

// Counts how many of its kind are alive, for what a dropped task must give back.
class Token {
 public:
  explicit Token(int& live) noexcept : live_(&live) { ++*live_; }
  Token(const Token& other) noexcept : live_(other.live_) { ++*live_; }
  Token& operator=(const Token&) = delete;
  ~Token() { --*live_; }

 private:
  int* live_;
};

}  // namespace saki
