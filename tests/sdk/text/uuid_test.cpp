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

TEST(Uuid, ThatOfATimeIsOfVersionSevenAndTellsIt) {
  const Uuid uuid = Uuid::of_time(Timestamp::parse("2022-02-22T19:22:22Z").value());  // The example of RFC 9562, appendix A.6.
  EXPECT_EQ(uuid.text().substr(0, 18), "017f22e2-79b0-7000");
  EXPECT_EQ(uuid.version(), 7);
  EXPECT_NE(std::string("89ab").find(uuid.text()[19]), std::string::npos);
  EXPECT_NE(uuid, Uuid::of_time(Timestamp::parse("2022-02-22T19:22:22Z").value()));
  EXPECT_EQ(Uuid::of_time(Timestamp::parse("1900-01-01T00:00:00Z").value()).text().substr(0, 14), "00000000-0000-");
}

TEST(Uuid, ThoseOfLaterMicrosecondsAreGreater) {
  Timestamp at = Timestamp::parse("2026-01-01T00:00:00Z").value();
  for (int i = 0; i < 5000; ++i) {
    const Timestamp later = at + std::chrono::microseconds{1};
    ASSERT_LT(Uuid::of_time(at), Uuid::of_time(later)) << later.text();
    at = later;
  }
}

}  // namespace
}  // namespace saki
