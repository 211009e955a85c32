// SPDX-License-Identifier: Apache-2.0
#include "saki/identity.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(Identity, OfNobodyHasNothing) {
  const Identity nobody;
  EXPECT_FALSE(nobody.known());
  EXPECT_FALSE(nobody.has_role(""));
  EXPECT_EQ(nobody.claim("sub"), std::nullopt);
}

TEST(Identity, TellsRolesAndClaimsThatAreTexts) {
  const Identity ada("ada", {"editor", "admin"}, R"({"n":{"email":"no"},"email":"a\u0040b","age":7,"list":["x"]})");
  EXPECT_TRUE(ada.known());
  EXPECT_TRUE(ada.has_role("admin"));
  EXPECT_FALSE(ada.has_role("adm"));
  EXPECT_EQ(ada.claim("email"), "a@b");
  EXPECT_EQ(ada.claim("age"), std::nullopt);
  EXPECT_EQ(ada.claim("list"), std::nullopt);
  EXPECT_EQ(ada.claim("none"), std::nullopt);
}

}  // namespace
}  // namespace saki
