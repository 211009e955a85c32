// SPDX-License-Identifier: Apache-2.0
//
// What the loop and its tasks ask of the allocator once they are warm: nothing.
#include <thread>
#include <vector>

#include "allocation_count.h"
#include "saki/task/frame_pool.h"
#include "saki/task/give_way.h"
#include "saki/task/sleep.h"
#include "saki/task/with_timeout.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using AllocationsTest = TaskFixture;

Task<int> level(int remaining) {
  if (remaining == 0) {
    co_await sleep(1ms);
    co_return 0;
  }
  const int below = co_await level(remaining - 1);
  co_await give_way();
  co_return below + 1;
}
Task<> work(int& done) {
  const Result<int> depth = co_await with_timeout(1s, level(5));
  done += depth.value_or(0) == 5 ? 1 : 0;
}

TEST(FramePool, AThreadThatOnlyFreesKeepsNothing) {
  std::vector<void*> frames(100);
  for (void*& frame : frames) frame = FramePool::allocate(128);
  std::thread([&] {
    for (void* frame : frames) FramePool::release(frame, 128);
    const std::size_t before = allocation_count();
    void* const own = FramePool::allocate(128);
    EXPECT_GE(allocation_count(), before + 1) << "it had one of the others left";
    FramePool::release(own, 128);
  }).join();
}

TEST_F(AllocationsTest, TasksTimersAndPostsAllocateNothingOnceWarm) {
  int done = 0;
  int posted = 0;
  const auto round = [&] {
    for (int task = 0; task < 20; ++task) scope_.spawn(work, std::ref(done));
    loop_->post("count", [&posted] { ++posted; });
    while (scope_.running() > 0) pass(1ms);
  };
  round();
  round();
  const std::size_t before = allocation_count();
  for (int i = 0; i < 50; ++i) round();
  EXPECT_EQ(allocation_count() - before, 0U);
  EXPECT_EQ(done, 52 * 20);
  EXPECT_EQ(posted, 52);
}

}  // namespace
}  // namespace saki
