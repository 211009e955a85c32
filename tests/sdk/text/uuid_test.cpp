// SPDX-License-Identifier: Apache-2.0
#include "saki/uuid.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace saki {
namespace {

TEST(Uuid, EitherCaseIsReadAndLowerCaseIsWritten) {
  const Result<Uuid> uuid = Uuid::parse("F81D4FAE-7dec-11D0-A765-00a0c91e6bf6");
  ASSERT_TRUE(uuid);
  EXPECT_EQ(uuid->text(), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  EXPECT_EQ(uuid->octets()[0], 0xF8);
  EXPECT_EQ(uuid->octets()[15], 0xF6);
}

TEST(Uuid, OtherSpellingsAreRefused) {
  for (const char* text :
       {"", "f81d4fae7dec11d0a76500a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bg6", "f81d4fae-7dec-11d0-a765_00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 "}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
}

TEST(Uuid, RandomOnesAreOfVersionFourAndDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = Uuid::random().text();
    EXPECT_EQ(text[14], '4');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
    EXPECT_TRUE(seen.insert(text).second);
  }
}

}  // namespace
}  // namespace saki
