// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace saki {
namespace {

using namespace std::chrono_literals;

const SipHash kHash(SipHash::Key{1, 2});
constexpr Gcra::Instant kStart = 1h;

std::string key_of(std::uint64_t number) { return "client " + std::to_string(number); }

TEST(RateTable, CountsEachKeyApart) {
  const Rate rate(2, 1min);
  RateTable table(64, kHash);
  for (std::uint64_t client = 0; client < 8; ++client) {
    EXPECT_TRUE(table.admit(rate, key_of(client), kStart).admitted);
    EXPECT_TRUE(table.admit(rate, key_of(client), kStart).admitted);
    EXPECT_FALSE(table.admit(rate, key_of(client), kStart).admitted);
  }
}

TEST(RateTable, WhoIsNotAheadAnyMoreMakesRoom) {
  const Rate rate(1, 1s);
  RateTable table(8, kHash);
  for (std::uint64_t client = 0; client < 800; ++client) {
    const Gcra::Instant now = kStart + client / 8 * 1s;
    EXPECT_TRUE(table.admit(rate, key_of(client), now).admitted) << client;
  }
}

// One who used up a burst, and then asks under a thousand other names to be forgotten.
TEST(RateTable, AFloodOfKeysMakesItForgetNobody) {
  const Rate rate(5, 1h);
  RateTable table(8, kHash);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(table.admit(rate, "attacker", kStart).admitted);
  int admitted = 0;
  for (std::uint64_t name = 0; name < 1000; ++name) admitted += table.admit(rate, key_of(name), kStart + 1s).admitted ? 1 : 0;
  EXPECT_LE(admitted, 7 * 5);  // What the other places of the set hold, and nothing more.
  EXPECT_FALSE(table.admit(rate, "attacker", kStart + 2s).admitted);
}

// Against a table with room for all: whatever the keys, a full one never lets more through.
TEST(RateTable, AFullOneNeverAdmitsWhatOneWithRoomForAllWouldNot) {
  std::mt19937 source(11);  // NOLINT(cert-msc51-cpp): the same every time.
  for (int round = 0; round < 20; ++round) {
    const Rate rate(1 + static_cast<std::uint32_t>(source()) % 10, 1s, 1 + static_cast<std::uint32_t>(source()) % 5);
    RateTable table(16, kHash);
    std::map<std::string, Gcra> all;
    Gcra::Instant now = kStart;
    for (int i = 0; i < 2000; ++i) {
      now += std::chrono::microseconds(source() % 5000);
      const std::string key = key_of(source() % (20 + 10 * static_cast<unsigned>(round)));
      if (table.admit(rate, key, now).admitted) {
        EXPECT_TRUE(all[key].admit(rate, now).admitted) << round << " " << i;
      }
    }
  }
}

// The stated drift: workers that count each by itself let at most their number times the rate through.
TEST(RateTable, OfSeveralWorkersEachAdmitsItsRateAndNoMore) {
  const Rate rate(10, 1s);
  constexpr std::uint64_t kWorkers = 4;
  std::vector<RateTable> workers(kWorkers, RateTable(64, kHash));
  std::uint64_t admitted = 0;
  constexpr std::uint64_t kSeconds = 20;
  for (std::uint64_t request = 0; request < 1000 * kSeconds; ++request) {
    admitted += workers[request * 7 % kWorkers].admit(rate, "client", kStart + request * 1ms).admitted ? 1U : 0U;
  }
  EXPECT_LE(admitted, kWorkers * (rate.burst() + 10 * kSeconds));
  EXPECT_GT(admitted, 10 * kSeconds);
}

}  // namespace
}  // namespace saki
