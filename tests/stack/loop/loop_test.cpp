// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/loop.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "saki/loop/timer.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class Recorder final : public Timer {
 public:
  Recorder(Loop& loop, std::vector<int>& log, int number) : Timer(loop, "recorder"), log_(log), number_(number) {}

 private:
  void expire() override { log_.push_back(number_); }
  std::vector<int>& log_;
  int number_;
};

class LoopTest : public testing::Test {
 protected:
  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = Loop::open({.name = "test", .clock = &clock_}).value();
};

TEST_F(LoopTest, TimersExpireInOrderOfTimeThenOfArming) {
  std::vector<int> log;
  Recorder late(*loop_, log, 3), first(*loop_, log, 1), second(*loop_, log, 2);
  late.start_after(2s);
  first.start_after(1s);
  second.start_after(1s);

  loop_->run_once();
  EXPECT_TRUE(log.empty());
  clock_.advance(2s);
  loop_->run_once();
  EXPECT_EQ(log, (std::vector{1, 2, 3}));
}

TEST_F(LoopTest, AThousandPostsFromAnotherThreadAllRunInOrder) {
  std::vector<int> log;
  std::thread poster([&] {
    for (int i = 0; i < 1000; ++i) loop_->post("log", [&log, i] { log.push_back(i); });
    loop_->post("stop", [this] { loop_->stop(); });
  });
  loop_->run();
  poster.join();
  ASSERT_EQ(log.size(), 1000U);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(log[static_cast<std::size_t>(i)], i);
}

}  // namespace
}  // namespace saki
