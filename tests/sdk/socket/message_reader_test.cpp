// SPDX-License-Identifier: Apache-2.0
#include "saki/message_reader.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using http::CloseCode;

Message text(std::string_view content) { return {MessageKind::Text, as_bytes(content)}; }
Message binary(std::string_view content) { return {MessageKind::Binary, as_bytes(content)}; }

TEST(MessageReader, TakesAValueFromText) {
  std::vector<std::int64_t> numbers;
  EXPECT_FALSE(MessageReader<std::vector<std::int64_t>>().read(text("[1,2,3]"), numbers));
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(MessageReader, TellsWhereJsonIsMalformed) {
  std::vector<std::int64_t> numbers;
  const auto invalid = MessageReader<std::vector<std::int64_t>>().read(text("[1,"), numbers);
  ASSERT_TRUE(invalid);
  EXPECT_EQ(invalid->code, CloseCode::InvalidContent);
  EXPECT_TRUE(invalid->reason.starts_with("malformed JSON: ")) << invalid->reason;
  EXPECT_EQ(invalid->error.status(), Status::BadRequest);
}

TEST(MessageReader, RefusesWhatStandsBehindTheValue) {
  std::int64_t number = 0;
  const auto invalid = MessageReader<std::int64_t>().read(text("1 2"), number);
  ASSERT_TRUE(invalid);
  EXPECT_EQ(invalid->code, CloseCode::InvalidContent);
}

TEST(MessageReader, TellsWhichRuleIsBroken) {
  constexpr auto reading = [](Decoder& in, std::vector<std::string>& into) {
    return read_value(in, into, Items(Count::at_most(2), Length(1, 3)));
  };
  std::vector<std::string> words;
  const MessageReader<std::vector<std::string>> reader(reading);
  EXPECT_FALSE(reader.read(text(R"(["a","abc"])"), words));
  const auto invalid = reader.read(text(R"(["a","abcd"])"), words);
  ASSERT_TRUE(invalid);
  EXPECT_EQ(invalid->code, CloseCode::Policy);
  EXPECT_TRUE(invalid->reason.starts_with("/1 ")) << invalid->reason;
  EXPECT_EQ(invalid->error.status(), Status::UnprocessableContent);
}

TEST(MessageReader, AValueDoesNotComeInBytes) {
  std::int64_t number = 0;
  const auto invalid = MessageReader<std::int64_t>().read(binary("1"), number);
  ASSERT_TRUE(invalid);
  EXPECT_EQ(invalid->code, CloseCode::Unsupported);
  EXPECT_EQ(invalid->error.status(), Status::UnsupportedMediaType);
}

TEST(MessageReader, TextAndBytesAreToldApart) {
  std::string_view words;
  EXPECT_FALSE(MessageReader<Text>().read(text("{no json"), words));
  EXPECT_EQ(words, "{no json");
  EXPECT_TRUE(MessageReader<Text>().read(binary("abc"), words));

  ByteView bytes;
  EXPECT_FALSE(MessageReader<Binary>().read(binary("abc"), bytes));
  EXPECT_EQ(as_text(bytes), "abc");
  EXPECT_TRUE(MessageReader<Binary>().read(text("abc"), bytes));
}

}  // namespace
}  // namespace saki
