// SPDX-License-Identifier: Apache-2.0
#include "saki/base/version.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

TEST(Version, IsThreeNumbersWithDotsBetween) { EXPECT_THAT(std::string(version()), testing::MatchesRegex("[0-9]+[.][0-9]+[.][0-9]+")); }

}  // namespace
}  // namespace saki
