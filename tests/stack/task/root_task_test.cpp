// SPDX-License-Identifier: Apache-2.0
#include "task/root_task.h"

#include <optional>
#include <stdexcept>

#include "saki/task/give_way.h"
#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

Task<> end_late(Token) { co_await sleep(1s); }
Task<> within(Token token) { co_await end_late(token); }
Task<> throw_late() {
  co_await give_way();
  throw std::runtime_error("as planned");
}

class RootTaskTest : public TaskFixture, protected RootTaskOwner {
 protected:
  void start(Task<> task) { task_.emplace().start(std::move(task), *this); }

  int ended_ = 0;
  std::string failure_;
  int live_ = 0;
  std::optional<RootTask> task_;

 private:
  void on_task_ended(std::exception_ptr failure) noexcept override {
    ++ended_;
    try {
      if (failure != nullptr) std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      failure_ = error.what();
    }
    EXPECT_FALSE(task_->running());
    task_.reset();  // As an owner may.
  }
};

TEST_F(RootTaskTest, OneThatNeedsNoFrameEndsAtOnce) {
  start({});
  EXPECT_EQ(ended_, 1);
}

TEST_F(RootTaskTest, EndsOnceWhateverItAwaited) {
  start(within(Token(live_)));
  EXPECT_EQ(ended_, 0);
  EXPECT_GT(live_, 0);
  pass(1s);
  EXPECT_EQ(ended_, 1);
  EXPECT_EQ(failure_, "");
  EXPECT_EQ(live_, 0);
}

TEST_F(RootTaskTest, WhatItThrewIsTold) {
  start(throw_late());
  turn();
  turn();
  EXPECT_EQ(ended_, 1);
  EXPECT_EQ(failure_, "as planned");
}

TEST_F(RootTaskTest, CancellingEndsItWhereItWaits) {
  start(within(Token(live_)));
  task_->cancel();
  EXPECT_EQ(ended_, 1);
  EXPECT_EQ(failure_, "cancelled");
  EXPECT_EQ(live_, 0);
}

TEST_F(RootTaskTest, OneThatIsDroppedTellsNothing) {
  start(within(Token(live_)));
  task_->drop();
  EXPECT_FALSE(task_->running());
  EXPECT_EQ(live_, 0);
  pass(1s);
  EXPECT_EQ(ended_, 0);
}

}  // namespace
}  // namespace saki
