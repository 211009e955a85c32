// SPDX-License-Identifier: Apache-2.0
#include "saki/base/check.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace saki {
namespace {

using CheckDeathTest = testing::Test;

TEST(Check, PassesWithoutEvaluatingItsMessage) {
  int asked = 0;
  const auto message = [&asked] {
    ++asked;
    return "message";
  };
  SAKI_CHECK(1 + 1 == 2, message());
  EXPECT_EQ(asked, 0);
}

TEST(CheckDeathTest, AFailureTellsPlaceConditionAndMessageAndAborts) {
  EXPECT_EXIT(SAKI_CHECK(1 + 1 == 3, "arithmetic"), testing::KilledBySignal(SIGABRT),
              "check_test.cpp:[0-9]+: check failed: 1 \\+ 1 == 3: arithmetic");
}

TEST(CheckDeathTest, AnInstalledReporterIsToldInstead) {
  const auto fail = [] {
    set_check_reporter([](const char*, int, const char* condition, const char*) noexcept { std::fprintf(stderr, "<%s>", condition); });
    SAKI_CHECK(false, "x");
  };
  EXPECT_EXIT(fail(), testing::KilledBySignal(SIGABRT), "^<false>");
}

TEST(CheckDeathTest, AssertionsHoldInDebugBuildsOnly) {
#ifdef NDEBUG
  SAKI_ASSERT(false, "not looked at");
#else
  EXPECT_EXIT(SAKI_ASSERT(false, "looked at"), testing::KilledBySignal(SIGABRT), "looked at");
#endif
}

}  // namespace
}  // namespace saki
