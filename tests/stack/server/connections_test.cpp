// SPDX-License-Identifier: Apache-2.0
#include "server/connections.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <list>
#include <thread>
#include <vector>

namespace saki {
namespace {

using Denial = Connections::Denial;

const Address kClient = Address::parse("192.0.2.1:1").value();

TEST(Connections, ThereAreAsManyPlacesAsTheLimitSaysForAllWorkers) {
  Connections connections(2, {.connections = 3, .for_each_address = 0, .ip6_prefix = 64});
  std::list<Connections::Place> places;
  for (unsigned worker : {0U, 0U, 0U}) places.push_back(std::move(*connections.enter(worker, kClient)));
  EXPECT_EQ(connections.enter(1, kClient).error(), Denial::Full);
  EXPECT_TRUE(connections.full());

  places.pop_back();
  EXPECT_TRUE(connections.enter(1, kClient).has_value());
  places.push_back(std::move(*connections.enter(1, kClient)));
  places.push_back(connections.enter_last(1));
  EXPECT_EQ(connections.counts().held, 4U);
  places.clear();
  EXPECT_EQ(connections.counts().held, 0U);
}

TEST(Connections, AnAddressThatHoldsTooManyTakesNoPlace) {
  Connections connections(1, {.connections = 2, .for_each_address = 1, .ip6_prefix = 64});
  const auto first = connections.enter(0, kClient);
  EXPECT_EQ(connections.enter(0, kClient).error(), Denial::AddressFull);
  EXPECT_EQ(connections.counts().held, 1U);
}

TEST(Connections, WhatIsDeniedIsCountedByItsReason) {
  Connections connections(1, {.connections = 1, .for_each_address = 0, .ip6_prefix = 64});
  connections.count(Denial::Full);
  connections.count(Denial::AddressFull);
  connections.count(Denial::AddressFull);
  for (int i = 0; i < 3; ++i) connections.count(Denial::Want);
  const ConnectionCounts counts = connections.counts();
  EXPECT_EQ(counts.refused_at_limit, 1U);
  EXPECT_EQ(counts.refused_by_address, 2U);
  EXPECT_EQ(counts.refused_for_want, 3U);
}

TEST(Connections, TheLeastBusyWorkerIsNextAndAmongEqualsEachHasItsTurn) {
  Connections connections(3, {.connections = 100, .for_each_address = 0, .ip6_prefix = 64});
  std::array<int, 3> chosen{};
  for (int i = 0; i < 9; ++i) ++chosen[connections.least_busy()];  // None of them stays.
  EXPECT_EQ(chosen, (std::array{3, 3, 3}));

  std::list<Connections::Place> places;
  for (unsigned worker : {0U, 0U, 2U}) places.push_back(connections.enter_last(worker));
  EXPECT_EQ(connections.least_busy(), 1U);
  places.push_back(connections.enter_last(1));
  places.push_back(connections.enter_last(1));
  EXPECT_EQ(connections.least_busy(), 2U);
}

// However the threads come and go, nobody enters past the limit, and in the end nobody is left.
TEST(Connections, ManyThreadsNeverPassTheLimits) {
  constexpr unsigned kThreads = 4;
  Connections connections(kThreads, {.connections = 5, .for_each_address = 3, .ip6_prefix = 64});
  std::atomic<bool> beyond = false;
  const auto come_and_go = [&](unsigned worker) {
    const Address client = Address::parse("192.0.2." + std::to_string(worker % 2) + ":1").value();
    for (int i = 0; i < 5000; ++i) {
      std::list<Connections::Place> places;
      for (int more = 0; more < 3; ++more) {
        if (auto place = connections.enter(worker, client)) places.push_back(std::move(*place));
      }
      if (connections.counts().held > 5) beyond = true;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned worker = 0; worker < kThreads; ++worker) threads.emplace_back(come_and_go, worker);
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(beyond);
  EXPECT_EQ(connections.counts().held, 0U);
  EXPECT_EQ(connections.addresses().addresses(), 0U);
}

}  // namespace
}  // namespace saki
