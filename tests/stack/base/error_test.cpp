// SPDX-License-Identifier: Apache-2.0
#include "saki/base/error.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "saki/base/result.h"

namespace saki {
namespace {

enum class OtherError : std::uint16_t { First = 1 };

const ErrorRoom& error_room(OtherError) noexcept {
  static constexpr ErrorRoom kRoom{"other", [](std::uint16_t) noexcept { return "other failed"; }};
  return kRoom;
}

TEST(Error, IsSmall) { EXPECT_LE(sizeof(Error), 16U); }

TEST(Error, BecomesTextOnlyWhenPrinted) {
  EXPECT_EQ(Error(Error::Timeout).text(), "timed out");
  EXPECT_EQ(Error(Error::Exhausted, 16384).text(), "limit reached (16384)");
  EXPECT_EQ(Error(OtherError::First).text(), "other failed");
  EXPECT_EQ(Error::system(ENOENT).text(), "No such file or directory");
  EXPECT_EQ(Error::system(99999).text(), "system error 99999");
}

TEST(Error, TakesErrnoOfTheCallThatJustFailed) {
  errno = ECONNRESET;
  const Error error = Error::last_system();
  EXPECT_TRUE(error == Error::System);
  EXPECT_EQ(error.detail(), ECONNRESET);
}

TEST(Error, EqualCodesOfDifferentRoomsDiffer) {
  EXPECT_TRUE(Error(OtherError::First) == OtherError::First);
  EXPECT_FALSE(Error(OtherError::First) == BasicError::System);
  EXPECT_FALSE(Error(Error::Timeout) == BasicError::Cancelled);
  EXPECT_STREQ(Error(OtherError::First).room().name, "other");
}

Result<int> half(int number) {
  if (number % 2 != 0) return fail(Error::Invalid, number);
  return number / 2;
}

Result<int> quarter(int number) {
  SAKI_TRY(half(number));
  return half(number / 2);
}

TEST(Result, TryPassesTheFirstFailureOn) {
  EXPECT_EQ(quarter(8), 2);
  EXPECT_EQ(quarter(6).error().detail(), 3);
  EXPECT_EQ(quarter(5).error().detail(), 5);
}

}  // namespace
}  // namespace saki
