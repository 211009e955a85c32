// SPDX-License-Identifier: Apache-2.0
#include "limit/places.h"

#include <atomic>
#include <thread>
#include <vector>

#include "saki/task/sleep.h"
#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class PlacesTest : public TaskFixture {
 protected:
  // What became of each that asked, by number: negative where there was no place.
  std::vector<int> told_;
};

Task<> ask(Places& places, std::vector<int>& told, int number, Duration wait) {
  const bool placed = co_await places.take(*Loop::current(), wait);
  told.push_back(placed ? number : -number);
}

TEST_F(PlacesTest, WhoFindsAFreeOneNeedNotWait) {
  Places places(2, 0);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 1, 1s);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 2, 1s);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 3, 1s);
  EXPECT_THAT(told_, ElementsAre(1, 2, -3));
  places.leave();
  scope_.spawn(ask, std::ref(places), std::ref(told_), 4, 1s);
  EXPECT_THAT(told_, ElementsAre(1, 2, -3, 4));
}

TEST_F(PlacesTest, TheFirstComeIsTheFirstServed) {
  Places places(1, 2);
  for (int number = 1; number <= 4; ++number) scope_.spawn(ask, std::ref(places), std::ref(told_), number, 1s);
  EXPECT_THAT(told_, ElementsAre(1, -4));
  EXPECT_EQ(places.balance(), -2);
  places.leave();
  turn();
  places.leave();
  turn();
  EXPECT_THAT(told_, ElementsAre(1, -4, 2, 3));
  places.leave();
  EXPECT_EQ(places.balance(), 1);
}

TEST_F(PlacesTest, WhoWaitedTooLongIsRefusedAndNoLongerCounts) {
  Places places(1, 1);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 1, 1s);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 2, 1s);
  pass(1s);
  EXPECT_THAT(told_, ElementsAre(1, -2));
  EXPECT_EQ(places.balance(), 0);
  places.leave();
  EXPECT_EQ(places.balance(), 1);
}

TEST_F(PlacesTest, WhoGoesAwayMakesRoomInTheQueue) {
  Places places(1, 1);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 1, 1s);
  scope_.spawn(ask, std::ref(places), std::ref(told_), 2, 1s);
  scope_.cancel();
  turn();
  EXPECT_THAT(told_, ElementsAre(1));
  EXPECT_EQ(places.balance(), 0);
}

TEST_F(PlacesTest, APlaceOnItsWayToWhoHasGoneIsNotLost) {
  Places places(1, 2);
  for (int number = 1; number <= 2; ++number) scope_.spawn(ask, std::ref(places), std::ref(told_), number, 1s);
  places.leave();  // Given to the second, who does not know yet,
  scope_.drop();   // and goes.
  EXPECT_EQ(places.balance(), 1);
  turn();
  EXPECT_THAT(told_, ElementsAre(1));
}

struct Shared {
  Places places{3, 64};
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> served = 0;
};

Task<> visit(Shared& shared) {
  for (int i = 0; i < 200; ++i) {
    const bool placed = co_await shared.places.take(*Loop::current(), 10s);
    if (!placed) continue;
    const int now = ++shared.inside;
    int most = shared.most;
    while (now > most && !shared.most.compare_exchange_weak(most, now)) {
    }
    if (i % 3 == 0) co_await sleep(10us);
    --shared.inside;
    ++shared.served;
    shared.places.leave();
  }
}

void run_worker(Shared& shared) {
  const auto loop = Loop::open({.name = "worker"}).value();
  const LoopBinding binding(*loop);
  TaskScope scope(*loop, "visitors");
  for (int i = 0; i < 8; ++i) scope.spawn(visit, std::ref(shared));
  while (scope.running() > 0) loop->run_once();
}

TEST(Places, AreNeverMoreThanThereAreWhateverTheThreads) {
  Shared shared;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(run_worker, std::ref(shared));
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(shared.most, 3);
  EXPECT_EQ(shared.served, 4 * 8 * 200);
  EXPECT_EQ(shared.places.balance(), 3);
}

}  // namespace
}  // namespace saki
