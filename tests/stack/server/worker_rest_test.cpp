// SPDX-License-Identifier: Apache-2.0
#include "server/worker_rest.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "stack/http/wire_bench.h"

namespace saki {
namespace {

class Rested final : public WorkerApplication, private http::Handler {
 public:
  http::Handler& handler() noexcept override { return *this; }
  void rest() noexcept override { ++times; }
  int times = 0;

 private:
  Task<> handle(http::Exchange&) override { return {}; }
};

class WorkerRestTest : public testing::Test {
 protected:
  void use_buffers(std::size_t count) {
    std::vector<Buffer> buffers;
    for (std::size_t index = 0; index < count; ++index) buffers.push_back(http_.buffers.take());
  }
  void connect() {
    place_.emplace(connections_.enter_last(0));
    rest_.wake();
  }
  void pass_a_second() { bench_.advance(WorkerRest::kPeriod); }
  [[nodiscard]] std::size_t timers() { return bench_.loop().timer_count(); }

  Rested application_;
  http::WireBench bench_{application_.handler()};
  http::HttpWorker& http_ = bench_.worker();
  Connections connections_{1, {.connections = 10, .for_each_address = 0, .ip6_prefix = 64}};
  std::optional<Connections::Place> place_;
  WorkerRest rest_{http_, application_, connections_, 0};
  const std::size_t others_ = timers();
};

TEST_F(WorkerRestTest, WhatABurstLeftBehindIsGivenBackOnceItIsQuiet) {
  connect();
  use_buffers(50);
  http_.counters.requests += WorkerRest::kQuietRequests + 1;
  pass_a_second();
  EXPECT_EQ(application_.times, 0);
  EXPECT_EQ(http_.buffers.spare(), 50U);
  pass_a_second();
  EXPECT_EQ(application_.times, 1);
  EXPECT_LE(http_.buffers.spare(), 4U);
}

TEST_F(WorkerRestTest, NothingIsGivenBackTwiceWhereNothingHappened) {
  connect();
  pass_a_second();
  for (int i = 0; i < 5; ++i) pass_a_second();
  EXPECT_EQ(application_.times, 1);
  ++http_.counters.requests;
  pass_a_second();
  pass_a_second();
  EXPECT_EQ(application_.times, 2);
}

TEST_F(WorkerRestTest, FewRequestsInEachSecondLetItRestNowAndThen) {
  connect();
  for (unsigned i = 0; i < 3 * WorkerRest::kQuietPeriods; ++i) {
    ++http_.counters.requests;
    pass_a_second();
  }
  EXPECT_EQ(application_.times, 3);
}

TEST_F(WorkerRestTest, WithoutConnectionsNoTimerRuns) {
  connect();
  pass_a_second();
  EXPECT_EQ(timers(), others_ + 1);
  place_.reset();
  pass_a_second();
  pass_a_second();
  EXPECT_EQ(timers(), others_);
  EXPECT_EQ(application_.times, 1);
  connect();
  EXPECT_EQ(timers(), others_ + 1);
}

}  // namespace
}  // namespace saki
