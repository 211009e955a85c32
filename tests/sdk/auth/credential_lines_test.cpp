// SPDX-License-Identifier: Apache-2.0
#include "auth/credential_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/users.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string mistakes_of(std::string_view text) {
  Diagnostics diagnostics;
  static_cast<void>(read_credential_lines(text, "users", diagnostics));
  return diagnostics.text();
}

TEST(CredentialLines, HoldANameASecretAndRoles) {
  Diagnostics diagnostics;
  const auto lines = read_credential_lines("# staff\nada:HASH:editor,admin\r\n\nbob:HASH2\neve:HASH3:\n", "users", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].name, "ada");
  EXPECT_EQ(lines[0].secret, "HASH");
  EXPECT_THAT(lines[0].roles, ElementsAre("editor", "admin"));
  EXPECT_EQ(lines[1].secret, "HASH2");
  EXPECT_TRUE(lines[2].roles.empty());
}

TEST(CredentialLines, EveryMistakeIsToldWithItsLine) {
  EXPECT_THAT(mistakes_of("ada:H\nada:H\n"), HasSubstr("users:2:1: error[credentials]: \"ada\" stands there twice"));
  for (const char* text : {"ada\n", ":H\n", "ada:\n", "a\x01:H\n", "\xFF:H\n"}) EXPECT_THAT(mistakes_of(text), HasSubstr("users:1:1"));
  EXPECT_NE(mistakes_of(std::string(256, 'a') + ":H"), "");
  EXPECT_EQ(mistakes_of(std::string(255, 'a') + ":H"), "");
}

TEST(Users, AreReadWholeOrNotAtAll) {
  Diagnostics diagnostics;
  EXPECT_EQ(Users::read("ada:secret\n", "users", diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("is no scrypt hash"));
  const std::string line = "ada:" + PasswordHash::of("x", {4, 1, 1}).text() + ":editor\n";
  const auto users = Users::read(line, "users", diagnostics);
  ASSERT_NE(users, nullptr);
  EXPECT_EQ(users->by_name.size(), 1U);
  EXPECT_EQ(users->nobody.cost(), users->by_name.at("ada").hash.cost()) << "who is not there costs as much as who is";
}

TEST(KeyHolders, AreFoundByTheDigestsOfTheirKeys) {
  Diagnostics diagnostics;
  const auto holders = KeyHolders::read("build:$sha256$" + Sha256::hex_of("a key") + ":deploy\n", "keys", diagnostics);
  ASSERT_NE(holders, nullptr) << diagnostics.text();
  EXPECT_EQ(holders->by_digest.at(Sha256::of("a key")).name, "build");
  EXPECT_EQ(KeyHolders::read("build:a key\n", "keys", diagnostics), nullptr);
  EXPECT_EQ(KeyHolders::read("build:$sha256$aabb\n", "keys", diagnostics), nullptr);
}

}  // namespace
}  // namespace saki
