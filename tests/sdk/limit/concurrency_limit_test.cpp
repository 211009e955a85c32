// SPDX-License-Identifier: Apache-2.0
//
// Concurrency limits and load shedding as clients meet them.
#include <gmock/gmock.h>

#include "crowd.h"
#include "saki/body_writer.h"
#include "saki/limits.h"
#include "saki/measures.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

int inside = 0;
int most_inside = 0;

Task<Response> slow(Request&) {
  most_inside = std::max(most_inside, ++inside);
  co_await sleep(100ms);
  --inside;
  co_return Response::text("done");
}

class ConcurrencyLimitTest : public testing::Test {
 protected:
  ConcurrencyLimitTest() { inside = most_inside = 0; }

  void serve(ConcurrencyOptions options) {
    RouteOptions route;
    route.middleware.push_back(limits_.concurrency(std::move(options)));
    service_.get("/", slow, std::move(route));
  }
  double told(const std::string& sample) {
    Measures measures;
    limits_.measure(measures);
    return measures.find(sample).value_or(-1);
  }

  Service service_{"test"};
  Limits& limits_ = service_.add_package(std::make_unique<Limits>());
};

TEST_F(ConcurrencyLimitTest, SomeAreServedSomeWaitTheRestIsRefusedAtOnce) {
  serve({.name = "slow", .most = 2, .queue = 1});
  Crowd crowd(service_);
  for (int i = 0; i < 4; ++i) crowd.ask("/");
  const TestResponse refused = crowd.answer(3);
  EXPECT_EQ(refused.status(), 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(told("concurrency_waiting{limit=\"slow\"}"), 1);
  crowd.finish();
  for (std::size_t place = 0; place < 3; ++place) EXPECT_EQ(crowd.answer(place).status(), 200);
  EXPECT_EQ(most_inside, 2);
  EXPECT_EQ(told("concurrency_places_free{limit=\"slow\"}"), 2);
  EXPECT_EQ(told("concurrency_requests_total{limit=\"slow\",outcome=\"refused\"}"), 1);
}

TEST_F(ConcurrencyLimitTest, WhoWaitsTooLongIsRefused) {
  serve({.name = "slow", .most = 1, .queue = 5, .wait = 50ms});
  Crowd crowd(service_, "limits: {retry_after: 7s}");
  for (int i = 0; i < 2; ++i) crowd.ask("/");
  crowd.finish();
  EXPECT_EQ(crowd.answer(0).status(), 200);
  const TestResponse late = crowd.answer(1);
  EXPECT_EQ(late.status(), 503);
  EXPECT_EQ(late.header("Retry-After"), "7");
  EXPECT_EQ(crowd.get("/").status(), 200);
}

TEST_F(ConcurrencyLimitTest, AClientThatLeavesGivesItsPlaceBack) {
  serve({.name = "slow", .most = 1, .queue = 5});
  Crowd crowd(service_);
  for (int i = 0; i < 3; ++i) crowd.ask("/");
  crowd.leave_all();
  EXPECT_EQ(crowd.get("/").status(), 200);
}

Task<> write_late(BodyWriter& out) {
  co_await sleep(1h);
  co_await out.write("late");
}

TEST_F(ConcurrencyLimitTest, WhatIsStreamedAfterwardsHoldsNoPlace) {
  RouteOptions route;
  route.middleware.push_back(limits_.concurrency({.name = "n", .most = 1}));
  service_.get("/", [](Request&) { return Response::stream("text/plain", write_late); }, std::move(route));
  Crowd crowd(service_);
  for (int i = 0; i < 3; ++i) crowd.ask("/");
  EXPECT_EQ(told("concurrency_places_free{limit=\"n\"}"), 1);
  EXPECT_EQ(told("concurrency_requests_total{limit=\"n\",outcome=\"admitted\"}"), 3);
  EXPECT_EQ(told("concurrency_requests_total{limit=\"n\",outcome=\"refused\"}"), 0);
}

TEST_F(ConcurrencyLimitTest, AFailureGivesItsPlaceBack) {
  RouteOptions route;
  route.middleware.push_back(limits_.concurrency({.name = "n", .most = 1}));
  service_.get("/", [](Request&) -> Response { throw NotFound(); }, std::move(route));
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/").status(), 404);
  EXPECT_EQ(crowd.get("/").status(), 404);
}

// Ten at a time in a queue that never empties: everybody waits for two rounds, which is more than the target.
TEST_F(ConcurrencyLimitTest, AQueueThatStandsIsShed) {
  serve({.name = "slow", .most = 10, .queue = 1000, .wait = 10s, .target = 20ms, .interval = 200ms});
  Crowd crowd(service_);
  for (int i = 0; i < 100; ++i) crowd.ask("/");
  crowd.finish();
  EXPECT_GT(told("concurrency_requests_total{limit=\"slow\",outcome=\"shed\"}"), 50);
  EXPECT_GE(told("concurrency_requests_total{limit=\"slow\",outcome=\"admitted\"}"), 20);
  crowd.pass(1s);
  EXPECT_EQ(crowd.get("/").status(), 200);
}

TEST_F(ConcurrencyLimitTest, WithoutATargetNobodyIsShed) {
  serve({.name = "slow", .most = 10, .queue = 1000, .wait = 10s});
  Crowd crowd(service_);
  for (int i = 0; i < 100; ++i) crowd.ask("/");
  crowd.finish();
  EXPECT_EQ(told("concurrency_requests_total{limit=\"slow\",outcome=\"admitted\"}"), 100);
}

TEST_F(ConcurrencyLimitTest, TheConfigurationMaySuspendThem) {
  serve({.name = "slow", .most = 1});
  Crowd crowd(service_, "limits: {enabled: false}");
  for (int i = 0; i < 5; ++i) crowd.ask("/");
  crowd.finish();
  EXPECT_EQ(most_inside, 5);
}

}  // namespace
}  // namespace saki
