// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log_pace.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(LogPace, OneLineASecondSaysHowManyOthersThereWere) {
  LogPace pace;
  const MonotonicTime start{1h};
  EXPECT_EQ(pace.admit(start), 0U);
  for (int i = 1; i <= 9; ++i) EXPECT_EQ(pace.admit(start + i * 100ms), std::nullopt);
  EXPECT_EQ(pace.admit(start + 1s), 9U);
  EXPECT_EQ(pace.admit(start + 1999ms), std::nullopt);
  EXPECT_EQ(pace.admit(start + 1h), 1U);
}

}  // namespace
}  // namespace saki
