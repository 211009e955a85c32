// SPDX-License-Identifier: Apache-2.0
#include "loop/epoll_backend.h"

#include <gtest/gtest.h>
#include <sys/timerfd.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

MonotonicTime now() { return Clock::system().monotonic(); }

TEST(EpollBackend, AWaitLastsUntilItsEnd) {
  const auto backend = EpollBackend::open().value();
  for (const Duration wait : {2ms, 60ms}) {
    const MonotonicTime end = now() + wait;
    EXPECT_TRUE(backend->wait(wait).empty());
    EXPECT_GE(now(), end);
  }
}

TEST(EpollBackend, TheEndOfAnEarlierWaitDoesNotEndALongerOne) {
  const auto backend = EpollBackend::open().value();
  backend->wake();
  EXPECT_TRUE(backend->wait(60ms).empty());  // Its end is still to come.
  const MonotonicTime end = now() + 120ms;
  EXPECT_TRUE(backend->wait(120ms).empty());
  EXPECT_GE(now(), end);
}

TEST(EpollBackend, AShorterWaitAfterALongerOneEndsInItsOwnTime) {
  const auto backend = EpollBackend::open().value();
  backend->wake();
  EXPECT_TRUE(backend->wait(1h).empty());
  EXPECT_TRUE(backend->wait(60ms).empty());
}

// Up to a second: how much is left is told by the kernel later than it was set.
Duration left(const Alarm& alarm) {
  itimerspec spec{};
  EXPECT_EQ(::timerfd_gettime(alarm.descriptor(), &spec), 0);
  return std::chrono::ceil<std::chrono::seconds>(std::chrono::seconds(spec.it_value.tv_sec) +
                                                 std::chrono::nanoseconds(spec.it_value.tv_nsec));
}

TEST(Alarm, StaysForAnEndThatMovesAwayAndIsSetForOneThatComesNearer) {
  Alarm alarm = Alarm::open().value();
  const MonotonicTime start = now();
  alarm.ring_by(MonotonicTime::max());
  EXPECT_EQ(left(alarm), 0s);
  alarm.ring_by(start + 2h);
  alarm.ring_by(start + 3h);
  EXPECT_EQ(left(alarm), 2h);
  alarm.ring_by(start + 1h);
  EXPECT_EQ(left(alarm), 1h);
  alarm.rang();
  alarm.ring_by(start + 3h);
  EXPECT_EQ(left(alarm), 3h);
}

}  // namespace
}  // namespace saki
