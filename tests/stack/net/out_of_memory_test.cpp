// SPDX-License-Identifier: Apache-2.0
//
// Streams when there is no memory left.
#include <cerrno>

#include "allocation_failure.h"
#include "net_fixture.h"
#include "saki/net/stream.h"

namespace saki {
namespace {

// With a loop that does not count what it is asked for, which takes memory.
class OutOfMemory : public testing::Test {
 protected:
  ~OutOfMemory() override { scope_.drop(); }

  void turn() { loop_->run_once(Duration::zero()); }

  std::unique_ptr<Loop> loop_ = std::move(*Loop::open({.name = "test"}));
  LoopBinding binding_{*loop_};
  BufferPool pool_;
  TaskScope scope_{*loop_, "test"};
};

TEST_F(OutOfMemory, AStreamThatGetsNoBlockForWhatHasComeIsBroken) {
  ConnectedPair pair = ConnectedPair::tcp();
  Stream stream(*loop_, std::move(pair.near));
  std::string received;
  Result<std::size_t> read = 0;
  scope_.spawn(receive_once, std::ref(stream), std::ref(pool_), std::ref(received), std::ref(read));
  turn();
  pair.far_sends("hello");
  pool_.give_up_spare(0);
  bool failed = false;
  {
    const FailingAllocation failing(0);
    turn();
    failed = failing.happened();
  }
  turn();
  EXPECT_TRUE(failed);
  EXPECT_EQ(scope_.running(), 0U);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().detail(), ENOMEM);
  EXPECT_EQ(pool_.in_use(), 0U);
}

}  // namespace
}  // namespace saki
