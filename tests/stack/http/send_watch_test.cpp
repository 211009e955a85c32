// SPDX-License-Identifier: Apache-2.0
#include "http/send_watch.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <optional>

namespace saki::http {
namespace {

using namespace std::chrono_literals;

class SendWatchTest : public testing::Test {
 protected:
  SendWatchTest() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    stream_.emplace(*loop_, FileDescriptor(ends[0]), "test");
    client_ = FileDescriptor(ends[1]);
    pace_.begin(256, 1s);
  }
  void pass(Duration time) {
    clock_.advance(time);
    loop_->run_once(Duration::zero());
  }

  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = Loop::open({.name = "test", .clock = &clock_}).value();
  LoopBinding binding_{*loop_};
  FileDescriptor client_;
  std::optional<Stream> stream_;
  Pace pace_;
};

TEST_F(SendWatchTest, AClientIsWaitedForWhileItTakesSome) {
  SendWatch watch(*stream_, pace_, 30s);
  watch.begin(1000);
  pass(900ms);
  EXPECT_TRUE(watch.end(900));
  watch.begin(900);
  pass(900ms);
  EXPECT_FALSE(watch.end(899));
}

TEST_F(SendWatchTest, ATryThatTakesNoTimeCostsNoPatience) {
  SendWatch watch(*stream_, pace_, 30s);
  for (int i = 0; i < 10; ++i) {
    watch.begin(1000);
    EXPECT_TRUE(watch.end(1000));
  }
}

// The last bytes of what was sent before came too late, but they came. Waiting for the next anew would end at once, and again.
TEST_F(SendWatchTest, WhereThePatienceIsGoneNobodyIsWaitedFor) {
  pace_.note(2s, 100);
  SendWatch watch(*stream_, pace_, 30s);
  watch.begin(1000);
  EXPECT_FALSE(watch.end(1000));
}

}  // namespace
}  // namespace saki::http
