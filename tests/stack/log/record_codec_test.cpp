// SPDX-License-Identifier: Apache-2.0
#include "log/record_codec.h"

#include <gtest/gtest.h>

#include "log/log_core.h"
#include "saki/base/utf8.h"

namespace saki {
namespace {

class RecordCodec : public testing::Test {
 protected:
  LogRecord round_trip(std::size_t room, std::string_view message, std::span<const LogField> fields) {
    bytes_.assign(room, std::byte{0});
    used_ = encode_record(bytes_, {MonotonicTime(std::chrono::seconds(5)), &stream_, LogLevel::Warn}, message, fields);
    return decode_record(ByteView(bytes_).first(used_), decoded_);
  }

  LogCore core_{LogOptions(), Clock::system()};
  LogStream& stream_ = core_.graph.stream("http");
  std::vector<std::byte> bytes_;
  std::size_t used_ = 0;
  std::vector<LogField> decoded_;
};

TEST_F(RecordCodec, KeepsEverythingThatFits) {
  const std::vector<LogField> fields{
      {"text", "x"}, {"int", -1}, {"uint", 1U}, {"double", 0.5}, {"bool", true}, {"none", {}}, {"error", Error(Error::System, 2)}};
  const std::size_t size = record_bytes("hello", fields);
  const LogRecord record = round_trip(size, "hello", fields);

  EXPECT_EQ(used_, size);
  EXPECT_EQ(decode_head(bytes_).time, MonotonicTime(std::chrono::seconds(5)));
  EXPECT_EQ(record.level, LogLevel::Warn);
  EXPECT_EQ(record.logger, "http");
  EXPECT_EQ(record.message, "hello");
  EXPECT_FALSE(record.truncated);
  ASSERT_EQ(record.fields.size(), fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(record.fields[i].name, fields[i].name);
    EXPECT_EQ(record.fields[i].value.held().index(), fields[i].value.held().index());
  }
  EXPECT_EQ(std::get<std::string_view>(record.fields[0].value.held()), "x");
  EXPECT_EQ(std::get<std::int64_t>(record.fields[1].value.held()), -1);
  EXPECT_EQ(std::get<std::uint64_t>(record.fields[2].value.held()), 1U);
  EXPECT_EQ(std::get<double>(record.fields[3].value.held()), 0.5);
  EXPECT_TRUE(std::get<bool>(record.fields[4].value.held()));
  EXPECT_EQ(std::get<Error>(record.fields[6].value.held()).text(), "No such file or directory");
}

TEST_F(RecordCodec, ALongMessageWithOneShortFieldFitsAsWell) {
  const std::string message(60, 'm');
  const LogField field("a", "b");
  const LogRecord record = round_trip(record_bytes(message, {&field, 1}), message, {&field, 1});
  EXPECT_FALSE(record.truncated);
  EXPECT_EQ(record.message, message);
  ASSERT_EQ(record.fields.size(), 1U);
  EXPECT_EQ(std::get<std::string_view>(record.fields[0].value.held()), "b");
}

TEST_F(RecordCodec, CutsTheMessageBetweenCodePointsAndLeavesRoomForFields) {
  std::string message;
  for (int i = 0; i < 200; ++i) message += "ä";
  const LogField field("a", 1);
  const LogRecord record = round_trip(256, message, {&field, 1});
  EXPECT_TRUE(record.truncated);
  EXPECT_TRUE(is_utf8(record.message));
  EXPECT_GT(record.message.size(), 100U);
  ASSERT_EQ(record.fields.size(), 1U);
  EXPECT_EQ(std::get<std::int64_t>(record.fields[0].value.held()), 1);
}

TEST_F(RecordCodec, CutsTheValueThatReachesTheEndAndDropsTheFieldsBehindIt) {
  const std::string big(1000, 'x');
  const std::vector<LogField> fields{{"a", big}, {"b", 1}};
  const LogRecord record = round_trip(256, "m", fields);
  EXPECT_TRUE(record.truncated);
  EXPECT_LE(used_, 256U);
  ASSERT_EQ(record.fields.size(), 1U);
  EXPECT_GT(std::get<std::string_view>(record.fields[0].value.held()).size(), 100U);
}

TEST_F(RecordCodec, AnyRoomHoldsWhatFits) {
  const std::string big(300, 'x');
  const std::vector<LogField> fields{{big, "v"}, {"n", 1}, {"e", Error(Error::Closed)}, {"t", big}, {"u", true}};
  for (std::size_t room = 128; room < 1200; ++room) {
    const LogRecord record = round_trip(room, big, fields);
    ASSERT_LE(used_, room);
    ASSERT_LE(record.fields.size(), fields.size());
  }
}

}  // namespace
}  // namespace saki
