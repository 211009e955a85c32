// SPDX-License-Identifier: Apache-2.0
//
// Loop::post.
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "counting_backend.h"

namespace saki {
namespace {

using testing::ElementsAre;

class PostTest : public testing::Test {
 protected:
  CountingBackend::Counts counts_;
  std::unique_ptr<Loop> loop_ = CountingBackend::make_loop(counts_);
  std::vector<int> log_;
};

TEST_F(PostTest, FunctionsOfOneThreadRunInTheirOrderOnTheLoopsThread) {
  std::thread::id ran_on;
  std::thread poster([&] {
    for (int number = 0; number < 1000; ++number) loop_->post("log", [this, number] { log_.push_back(number); });
    loop_->post("stop", [&] {
      ran_on = std::this_thread::get_id();
      loop_->stop();
    });
  });
  loop_->run();
  poster.join();
  ASSERT_EQ(log_.size(), 1000U);
  EXPECT_TRUE(std::is_sorted(log_.begin(), log_.end()));
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST_F(PostTest, AThousandPostsBeforeTheLoopTurnsNeedNoWakeUp) {
  std::thread([&] {
    for (int number = 0; number < 1000; ++number) loop_->post("log", [this, number] { log_.push_back(number); });
  }).join();
  EXPECT_EQ(counts_.wakes, 0);
  loop_->run_once();
  EXPECT_EQ(counts_.waits.back(), Duration::zero());
  EXPECT_EQ(log_.size(), 1000U);
}

TEST_F(PostTest, ALoopThatPostsToItselfNeedsNoWakeUpAndDoesNotWait) {
  const LoopBinding binding(*loop_);
  loop_->post("log", [this] { log_.push_back(1); });
  loop_->run_once();
  EXPECT_THAT(log_, ElementsAre(1));
  EXPECT_EQ(counts_.wakes, 0);
  EXPECT_EQ(counts_.waits.back(), Duration::zero());
}

TEST_F(PostTest, WhatAPostedFunctionPostsRunsInTheNextTurn) {
  loop_->post("outer", [this] {
    log_.push_back(1);
    loop_->post("inner", [this] { log_.push_back(2); });
  });
  loop_->run_once();
  EXPECT_THAT(log_, ElementsAre(1));
  loop_->run_once();
  EXPECT_THAT(log_, ElementsAre(1, 2));
}

TEST_F(PostTest, FunctionsStillPostedAreDestroyedUnrunWithTheLoop) {
  const auto owned = std::make_shared<int>(1);
  loop_->post("never", [owned, this] { log_.push_back(*owned); });
  loop_.reset();
  EXPECT_TRUE(log_.empty());
  EXPECT_EQ(owned.use_count(), 1);
}

TEST_F(PostTest, WhatAFunctionOwnedEndsRightAfterIt) {
  const auto owned = std::make_shared<int>(1);
  long in_next = 0;
  loop_->post("owner", [owned] {});
  loop_->post("next", [&] { in_next = owned.use_count(); });
  loop_->run_once();
  EXPECT_EQ(in_next, 1);
}

TEST_F(PostTest, PostsFromManyThreadsWhileTheLoopRunsAreNeitherLostNorDoubled) {
  constexpr int kThreads = 4, kPosts = 5000;
  std::vector<int> next(kThreads, 0);
  int ran = 0;
  std::vector<std::thread> posters;
  for (std::size_t poster = 0; poster < kThreads; ++poster) {
    posters.emplace_back([&, poster] {
      for (int number = 0; number < kPosts; ++number) {
        loop_->post("count", [&, poster, number] {
          EXPECT_EQ(next[poster]++, number);
          if (++ran == kThreads * kPosts) loop_->stop();
        });
      }
    });
  }
  loop_->run();
  for (std::thread& poster : posters) poster.join();
  EXPECT_EQ(ran, kThreads * kPosts);
  EXPECT_LE(counts_.wakes, kThreads * kPosts + 1);
}

}  // namespace
}  // namespace saki
