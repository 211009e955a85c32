// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/callback_profile.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "saki/loop/loop.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> slow_ones;

TEST(CallbackProfile, CountsEachCallbackByItsNameAndTellsTheSlowOnes) {
  ManualClock clock;
  slow_ones.clear();
  CallbackProfile profile({.clock = &clock, .slow = 50ms, .on_slow = [](const char* name, Duration) { slow_ones.emplace_back(name); }});
  const auto loop = Loop::open({.name = "test", .clock = &clock, .observer = &profile}).value();

  loop->post("quick", [&] { clock.advance(1ms); });
  loop->post("slow", [&] { clock.advance(60ms); });
  loop->post("quick", [] {});
  loop->run_once();

  EXPECT_EQ(profile.histograms().at("quick").count(), 2U);
  EXPECT_GE(profile.histograms().at("slow").max(), 50'000'000U);
  EXPECT_THAT(slow_ones, testing::ElementsAre("slow"));
}

}  // namespace
}  // namespace saki
