// SPDX-License-Identifier: Apache-2.0
#include "host/trailing_slash.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(TrailingSlash, TheOtherFormOfAPathHasOneOrHasNone) {
  EXPECT_EQ(other_form("/a"), "/a/");
  EXPECT_EQ(other_form("/a/"), "/a");
  EXPECT_EQ(other_form("/a/b//"), "/a/b");
  EXPECT_EQ(other_form("/"), "");
  EXPECT_EQ(other_form("//"), "");
  EXPECT_EQ(other_form(""), "");
}

}  // namespace
}  // namespace saki
