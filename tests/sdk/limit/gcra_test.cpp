// SPDX-License-Identifier: Apache-2.0
#include "saki/gcra.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr Gcra::Instant kStart = 1h;

TEST(Gcra, ABurstPassesBackToBackThenTheExactWaitIsTold) {
  const Rate rate(10, 1s, 3);
  Gcra gcra;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(gcra.admit(rate, kStart).admitted);

  const RateVerdict refused = gcra.admit(rate, kStart);
  EXPECT_FALSE(refused.admitted);
  EXPECT_EQ(refused.wait, 100ms);
  EXPECT_EQ(gcra.admit(rate, kStart + 99ms).wait, 1ms);  // Refusals above cost nothing.
  EXPECT_TRUE(gcra.admit(rate, kStart + 100ms).admitted);
}

TEST(Gcra, TellsWhatRemainsAndWhenAllOfItIsBack) {
  const Rate rate(10, 1s, 3);
  Gcra gcra;
  const RateVerdict first = gcra.admit(rate, kStart);
  EXPECT_EQ(first.remaining, 2U);
  EXPECT_EQ(first.reset, 100ms);
  EXPECT_EQ(first.wait, 0ns);

  const RateVerdict all = gcra.admit(rate, kStart, 2);
  EXPECT_EQ(all.remaining, 0U);
  EXPECT_EQ(all.reset, 300ms);

  const RateVerdict refused = gcra.admit(rate, kStart + 50ms);
  EXPECT_EQ(refused.remaining, 0U);
  EXPECT_EQ(refused.reset, 250ms);
}

TEST(Gcra, ACostPassesWholeOrNotAtAll) {
  const Rate rate(10, 1s, 5);
  Gcra gcra;
  EXPECT_TRUE(gcra.admit(rate, kStart, 3).admitted);
  const RateVerdict refused = gcra.admit(rate, kStart, 3);
  EXPECT_FALSE(refused.admitted);
  EXPECT_EQ(refused.wait, 100ms);
  EXPECT_EQ(refused.remaining, 2U);
  EXPECT_TRUE(gcra.admit(rate, kStart, 2).admitted);
}

TEST(Gcra, ACostAboveTheBurstNeverPasses) {
  Gcra gcra;
  const RateVerdict verdict = gcra.admit(Rate(10, 1s, 5), kStart, 6);
  EXPECT_FALSE(verdict.admitted);
  EXPECT_EQ(verdict.wait, Gcra::Instant::max());
  EXPECT_EQ(verdict.remaining, 5U);
  EXPECT_EQ(gcra.next(), 0ns);
}

TEST(Gcra, ACostOfZeroOnlyAsks) {
  const Rate rate(10, 1s, 1);
  Gcra gcra;
  EXPECT_TRUE(gcra.admit(rate, kStart).admitted);
  const Gcra::Instant before = gcra.next();
  const RateVerdict asked = gcra.admit(rate, kStart, 0);
  EXPECT_TRUE(asked.admitted);
  EXPECT_EQ(asked.remaining, 0U);
  EXPECT_EQ(asked.reset, 100ms);
  EXPECT_EQ(gcra.next(), before);
}

TEST(Gcra, AnIdleStateIsAsGoodAsNone) {
  const Rate rate(10, 1s, 3);
  Gcra used;
  EXPECT_TRUE(used.admit(rate, kStart, 3).admitted);
  Gcra none;
  EXPECT_EQ(used.admit(rate, used.next()).remaining, none.admit(rate, kStart).remaining);
}

TEST(Gcra, WhenTheClockGoesBackNobodyIsShutOutForLongerThanAWindow) {
  const Rate rate(1, 1min, 2);
  Gcra gcra(kStart + 1000h);
  EXPECT_EQ(gcra.admit(rate, kStart).wait, 1min);
  EXPECT_EQ(gcra.admit(rate, kStart).reset, 2min);
  EXPECT_TRUE(gcra.admit(rate, kStart + 1001h).admitted);
}

TEST(Gcra, TheLargestRateAtALateInstantDoesNotOverflow) {
  const Rate rate(1'000'000, Rate::kLongestSpan, 1'000'000);
  const Gcra::Instant late(std::int64_t{1} << 62);
  Gcra gcra(Gcra::Instant::max());
  EXPECT_FALSE(gcra.admit(rate, late, 1'000'000).admitted);
  EXPECT_EQ(gcra.admit(rate, late).reset, rate.window());
}

// Of any instants and costs: what passed in any span is at most the burst and what the rate makes up in it; a refusal's wait is exact.
TEST(Gcra, NeverLetsMorePassThanItsRateAndItsBurst) {
  std::mt19937 source(7);  // NOLINT(cert-msc51-cpp): the same every time.
  const auto up_to = [&source](std::uint32_t most) { return 1 + static_cast<std::uint32_t>(source()) % most; };
  for (int round = 0; round < 50; ++round) {
    const Rate rate(up_to(50), std::chrono::milliseconds(up_to(2000)), up_to(20));
    Gcra gcra;
    Gcra::Instant now = kStart;
    std::vector<std::pair<Gcra::Instant, std::uint32_t>> passed;
    for (int i = 0; i < 200; ++i) {
      now += std::chrono::microseconds(up_to(20'000));
      const std::uint32_t cost = up_to(3);
      const RateVerdict verdict = gcra.admit(rate, now, cost);
      if (verdict.admitted) {
        passed.emplace_back(now, cost);
      } else if (cost <= rate.burst()) {
        Gcra early = gcra;
        EXPECT_FALSE(early.admit(rate, now + verdict.wait - 1ns, cost).admitted);
        EXPECT_TRUE(early.admit(rate, now + verdict.wait, cost).admitted);
      }
    }
    for (std::size_t from = 0; from < passed.size(); ++from) {
      std::uint64_t sum = 0;
      for (std::size_t to = from; to < passed.size(); ++to) {
        sum += passed[to].second;
        EXPECT_LE(sum, rate.burst() + static_cast<std::uint64_t>((passed[to].first - passed[from].first) / rate.period()));
      }
    }
  }
}

}  // namespace
}  // namespace saki
