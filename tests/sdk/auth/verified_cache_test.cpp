// SPDX-License-Identifier: Apache-2.0
#include "auth/verified_cache.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr MonotonicTime kStart{1h};

TEST(VerifiedCache, RemembersForItsLifetimeFromTheLastComparison) {
  VerifiedCache cache(2, 1min);
  const auto code = cache.code_of("ada:secret");
  EXPECT_FALSE(cache.find(code, kStart));
  cache.remember(code, kStart);
  EXPECT_TRUE(cache.find(code, kStart + 59s));
  EXPECT_FALSE(cache.find(cache.code_of("ada:secreT"), kStart));
  EXPECT_FALSE(cache.find(code, kStart + 1min)) << "being used makes nothing last longer";
  EXPECT_EQ(cache.size(), 0U);
}

TEST(VerifiedCache, TheOneUsedLongestAgoMakesRoom) {
  VerifiedCache cache(2, 1min);
  const auto a = cache.code_of("a:"), b = cache.code_of("b:"), c = cache.code_of("c:");
  cache.remember(a, kStart);
  cache.remember(b, kStart);
  EXPECT_TRUE(cache.find(a, kStart));
  cache.remember(c, kStart);
  EXPECT_TRUE(cache.find(a, kStart));
  EXPECT_FALSE(cache.find(b, kStart));
  EXPECT_TRUE(cache.find(c, kStart));
  for (int i = 0; i < 100; ++i) cache.remember(cache.code_of(std::to_string(i)), kStart);
  EXPECT_EQ(cache.size(), 2U);
}

TEST(VerifiedCache, NothingIsRememberedWhereThatIsAsked) {
  for (VerifiedCache cache : {VerifiedCache(0, 1min), VerifiedCache(8, 0s)}) {
    cache.remember(cache.code_of("a:"), kStart);
    EXPECT_FALSE(cache.find(cache.code_of("a:"), kStart));
  }
}

TEST(VerifiedCache, CodesOfTwoProcessesHaveNothingInCommon) {
  EXPECT_NE(VerifiedCache(1, 1s).code_of("a:"), VerifiedCache(1, 1s).code_of("a:"));
}

TEST(VerifiedCache, ForgetsAllAtOnce) {
  VerifiedCache cache(2, 1min);
  cache.remember(cache.code_of("a:"), kStart);
  cache.forget_all();
  EXPECT_FALSE(cache.find(cache.code_of("a:"), kStart));
}

}  // namespace
}  // namespace saki
