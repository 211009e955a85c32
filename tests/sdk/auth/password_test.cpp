// SPDX-License-Identifier: Apache-2.0
#include "saki/password.h"

#include <gtest/gtest.h>

#include <vector>

namespace saki {
namespace {

constexpr ScryptCost kCheap{4, 1, 1};

TEST(PasswordHash, MatchesItsPasswordAndNoOther) {
  const PasswordHash hash = PasswordHash::of("correct horse", kCheap);
  EXPECT_TRUE(hash.matches("correct horse"));
  EXPECT_FALSE(hash.matches("correct horsf"));
  EXPECT_FALSE(hash.matches(""));
  EXPECT_TRUE(PasswordHash::parse(hash.text()).value().matches("correct horse"));
  EXPECT_NE(hash.text(), PasswordHash::of("correct horse", kCheap).text()) << "each has a salt of its own";
}

TEST(PasswordHash, EmptyAndLongPasswordsAreAsAnyOther) {
  const std::string long_one = std::string(5000, 'x') + '\0' + "y";
  EXPECT_TRUE(PasswordHash::of("", kCheap).matches(""));
  EXPECT_TRUE(PasswordHash::of(long_one, kCheap).matches(long_one));
  EXPECT_FALSE(PasswordHash::of(long_one, kCheap).matches(long_one.substr(0, 5000)));
}

// What Python's hashlib makes of `password` and the salt `NaClNaCl`.
TEST(PasswordHash, ReadsWhatOtherProgramsWrite) {
  const auto hash = PasswordHash::parse(
      "$scrypt$ln=10,r=8,p=16$TmFDbE5hQ2w$XsC2ZTdXJ4zsfzVdRtTQNNSXMToqf+tcSxiTF5U/EW4bQrmC0tFSLiqsSgATDJlsuk/bU58fe99WhUo5izDpPw");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->matches("password"));
  EXPECT_FALSE(hash->matches("passwore"));
}

TEST(PasswordHash, TheUsualCostIsWrittenWithIt) {
  EXPECT_TRUE(PasswordHash::of_nobody().text().starts_with("$scrypt$ln=14,r=8,p=5$"));
  EXPECT_TRUE(PasswordHash::parse(PasswordHash::of_nobody(kCheap).text()));
}

TEST(PasswordHash, NobodyHasNoPassword) {
  const PasswordHash nobody = PasswordHash::of_nobody(kCheap);
  EXPECT_EQ(nobody.cost(), kCheap);
  EXPECT_FALSE(nobody.matches(""));
}

TEST(PasswordHash, WhatIsNoneIsRefused) {
  const std::string salt = "c2FsdHNhbHQ";
  const std::string hash = "aGFzaGhhc2hoYXNoaGFzaA";
  ASSERT_TRUE(PasswordHash::parse("$scrypt$ln=4,r=1,p=1$" + salt + "$" + hash));
  for (const std::string& text :
       std::vector<std::string>{"", "password", "$scrypt$", "$scrypt$ln=4,r=1,p=1$" + salt,
                                "$scrypt$ln=4,r=1,p=1$" + salt + "$" + hash + "=", "$scrypt$ln=4,r=1,p=1$" + salt + "$" + hash + "$x",
                                "$scrypt$ln=04,r=1,p=1$" + salt + "$" + hash, "$scrypt$r=1,ln=4,p=1$" + salt + "$" + hash,
                                "$scrypt$ln=4,r=1$" + salt + "$" + hash, "$scrypt$ln=4,r=1,p=1,x=1$" + salt + "$" + hash,
                                "$scrypt$ln=4,r=1,p=1$c2E$" + hash, "$bcrypt$ln=4,r=1,p=1$" + salt + "$" + hash}) {
    EXPECT_FALSE(PasswordHash::parse(text)) << text;
  }
}

TEST(PasswordHash, ACostThatWouldStallTheServiceIsRefused) {
  const std::string rest = "$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA";
  for (const char* cost :
       {"ln=21,r=1,p=1", "ln=20,r=8,p=1", "ln=63,r=8,p=1", "ln=4,r=33,p=1", "ln=4,r=1,p=17", "ln=0,r=1,p=1", "ln=4,r=0,p=1"}) {
    EXPECT_FALSE(PasswordHash::parse("$scrypt$" + std::string(cost) + rest)) << cost;
  }
  EXPECT_THROW(static_cast<void>(PasswordHash::of("x", {30, 8, 1})), std::invalid_argument);
}

}  // namespace
}  // namespace saki
