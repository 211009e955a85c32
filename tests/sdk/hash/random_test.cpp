// SPDX-License-Identifier: Apache-2.0
#include "saki/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "saki/encoding.h"
#include "saki/secure_equal.h"

namespace saki {
namespace {

TEST(Random, TokensDifferAndAreOfTheirLength) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = random_token();
    EXPECT_EQ(token.size(), 22U);
    EXPECT_EQ(from_base64url(token).value().size(), 16U);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(random_token(0), "");
  EXPECT_EQ(random_token(32).size(), 43U);
}

TEST(Random, FillsAllOfWhatIsLong) {
  std::vector<std::byte> bytes(100'000);
  fill_random(bytes);
  for (std::size_t at = 0; at < bytes.size(); at += 1000) {
    EXPECT_TRUE(std::any_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.begin() + static_cast<std::ptrdiff_t>(at + 1000),
                            [](std::byte byte) { return byte != std::byte{0}; }));
  }
  EXPECT_NE(random_bytes<16>(), random_bytes<16>());
}

TEST(SecureEqual, ComparesLengthAndEveryByte) {
  EXPECT_TRUE(secure_equal("", ""));
  EXPECT_TRUE(secure_equal("secret", "secret"));
  EXPECT_FALSE(secure_equal("secret", "secres"));
  EXPECT_FALSE(secure_equal("secret", "tecret"));
  EXPECT_FALSE(secure_equal("secret", "secre"));
  EXPECT_FALSE(secure_equal("", "s"));
  EXPECT_FALSE(secure_equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

}  // namespace
}  // namespace saki
