// SPDX-License-Identifier: Apache-2.0
#include "session/session_record.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

constexpr const char* kText =
    R"({"created":1767225600000000,"renewed":1767225660000001,"left":1767225670000000,"heir":"ab","values":{"a":[1,{"b":null}],"é\"":"x"}})";

TEST(SessionRecord, IsReadAsItWasWritten) {
  const std::optional<SessionRecord> record = SessionRecord::parse(kText);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->created, Timestamp::parse("2026-01-01T00:00:00Z").value());
  EXPECT_EQ(record->renewed, Timestamp::parse("2026-01-01T00:01:00.000001Z").value());
  EXPECT_EQ(record->left, Timestamp::parse("2026-01-01T00:01:10Z").value());
  EXPECT_EQ(record->heir, "ab");
  EXPECT_EQ(record->values.at("a"), R"([1,{"b":null}])");
  EXPECT_EQ(record->values.at("é\""), R"("x")");
  EXPECT_EQ(record->text(), kText);
  EXPECT_EQ(SessionRecord().text(), R"({"created":0,"renewed":0,"values":{}})");
}

TEST(SessionRecord, WhatIsCutOrNoneIsNotRead) {
  const std::string text = kText;
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(SessionRecord::parse(text.substr(0, size))) << size;
  for (const char* other :
       {"[]", "7", "{\"created\":\"x\"}", "{\"unknown\":1}", "{\"values\":[]}", "{\"created\":1}x", "{\"values\":{\"a\":}}",
        "{\"created\":9223372036854775807}", "{\"renewed\":-9223372036854775808}", "{\"left\":253402300800000000}", "{\"created\":-1}"}) {
    EXPECT_FALSE(SessionRecord::parse(other)) << other;
  }
}

}  // namespace
}  // namespace saki
