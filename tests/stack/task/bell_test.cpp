// SPDX-License-Identifier: Apache-2.0
#include "saki/task/bell.h"

#include <vector>

#include "task_fixture.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class BellTest : public TaskFixture {
 protected:
  Bell bell_;
  std::vector<int> went_on_;
};

Task<> wait_once(Bell& bell, int who, std::vector<int>& went_on) {
  const bool rung = co_await bell.wait();
  went_on.push_back(rung ? who : -who);
}

TEST_F(BellTest, ARingWakesAllThatWaitInTheirOrder) {
  for (int who = 1; who <= 3; ++who) scope_.spawn(wait_once, std::ref(bell_), who, std::ref(went_on_));
  bell_.ring(*loop_);
  EXPECT_THAT(went_on_, IsEmpty()) << "who rings is not interrupted";
  turn();
  EXPECT_THAT(went_on_, ElementsAre(1, 2, 3));
}

TEST_F(BellTest, ARingThatNobodyWaitsForIsNotKept) {
  bell_.ring(*loop_);
  scope_.spawn(wait_once, std::ref(bell_), 1, std::ref(went_on_));
  turn();
  EXPECT_THAT(went_on_, IsEmpty());
  bell_.ring(*loop_);
  finish();
  EXPECT_THAT(went_on_, ElementsAre(1));
}

TEST_F(BellTest, WhoIsCancelledIsToldSoAndDroppedOnesAreForgotten) {
  scope_.spawn(wait_once, std::ref(bell_), 1, std::ref(went_on_));
  scope_.cancel();
  finish();
  EXPECT_THAT(went_on_, ElementsAre(-1));
  {
    TaskScope dropped(*loop_, "dropped");
    dropped.spawn(wait_once, std::ref(bell_), 2, std::ref(went_on_));
    dropped.drop();
  }
  bell_.ring(*loop_);
  turn();
  EXPECT_THAT(went_on_, ElementsAre(-1));
}

}  // namespace
}  // namespace saki
