// SPDX-License-Identifier: Apache-2.0
#include "http/response_writer.h"

#include <gmock/gmock.h>

#include <vector>

#include "http/status_line.h"
#include "saki/http/date_cache.h"
#include "saki/http/refusal.h"

namespace saki::http {
namespace {

using testing::EndsWith;
using testing::StartsWith;

constexpr std::string_view kDate = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

// The head as text, or "" where it is refused. Its bound is kept.
std::string written(const AnswerHead& answer) {
  if (!may_be_sent(answer.head)) return {};
  const std::size_t bound = head_bound(answer.head);
  std::vector<std::byte> memory(bound);
  const std::size_t size = write_head(answer, memory.data());
  EXPECT_LE(size, bound);
  return std::string(as_text({memory.data(), size}));
}

std::string written_with(const Field& field) {
  const ResponseHead head{Status::Ok, {&field, 1}};
  return written({.head = head, .date_line = kDate});
}

TEST(ResponseWriter, WritesWhatTheFramingAndTheConnectionAsk) {
  const ResponseHead head{Status::Created, {}};
  EXPECT_EQ(written({.head = head, .date_line = kDate, .framing = ContentFraming::Length, .length = 1234567890123}),
            "HTTP/1.1 201 Created\r\n" + std::string(kDate) + "Content-Length: 1234567890123\r\n\r\n");
  EXPECT_EQ(written({.head = head, .date_line = kDate, .framing = ContentFraming::Chunked, .connection = ConnectionField::Close}),
            "HTTP/1.1 201 Created\r\n" + std::string(kDate) + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(written({.head = head, .date_line = kDate, .connection = ConnectionField::KeepAlive}),
            "HTTP/1.1 201 Created\r\n" + std::string(kDate) + "Connection: keep-alive\r\n\r\n");
}

TEST(ResponseWriter, FieldsThatWereCheckedBeforeAreWrittenAlike) {
  const Field field{"Content-Type", "text/plain; charset=utf-8"};
  const ResponseHead head{Status::Ok, {&field, 1}, FieldCheck::Done};
  EXPECT_EQ(written({.head = head, .date_line = kDate}), written_with(field));
}

#ifndef NDEBUG
TEST(ResponseWriterDeathTest, AFieldThatWasNeverCheckedIsFoundOutInDebugBuilds) {
  const Field field{"X-Split", "a\r\nX-More: b"};
  const ResponseHead head{Status::Ok, {&field, 1}, FieldCheck::Done};
  EXPECT_DEATH(written({.head = head, .date_line = kDate}), "never checked");
}
#endif

TEST(ResponseWriter, TheMediaTypeStandsBeforeTheFields) {
  const Field field{"X-Tag", "t"};
  const ResponseHead head{.fields = {&field, 1}, .media_type = "text/plain"};
  EXPECT_THAT(written({.head = head, .date_line = kDate}), EndsWith("GMT\r\nContent-Type: text/plain\r\nX-Tag: t\r\n\r\n"));
}

TEST(ResponseWriter, AMediaTypeOfEveryLengthIsCopiedWhole) {
  for (std::size_t size = 1; size < 300; ++size) {
    const std::string media_type(size, 'm');
    const ResponseHead head{.fields = {}, .media_type = media_type};
    EXPECT_THAT(written({.head = head, .date_line = kDate}), EndsWith("GMT\r\nContent-Type: " + media_type + "\r\n\r\n"));
  }
}

TEST(ResponseWriter, AMediaTypeThatWouldSplitTheHeadIsRefused) {
  const ResponseHead head{.fields = {}, .media_type = "text/plain\r\nX-More: b"};
  EXPECT_EQ(written({.head = head, .date_line = kDate}), "");
}

TEST(ResponseWriter, EveryLengthIsWrittenRight) {
  const ResponseHead head;
  for (std::uint64_t length = 1; length < UINT64_MAX / 10; length = length * 10 + 3) {
    for (const std::uint64_t near : {length - 1, length, length * 10 - 1}) {
      EXPECT_THAT(written({.head = head, .date_line = kDate, .framing = ContentFraming::Length, .length = near}),
                  EndsWith("\r\nContent-Length: " + std::to_string(near) + "\r\n\r\n"));
    }
  }
  EXPECT_THAT(written({.head = head, .date_line = kDate, .framing = ContentFraming::Length, .length = UINT64_MAX}),
              EndsWith("Content-Length: 18446744073709551615\r\n\r\n"));
}

TEST(ResponseWriter, ContentOfEveryLengthFollowsTheHead) {
  const ResponseHead head;
  for (const std::size_t size : {0U, 1U, 3U, 4U, 7U, 8U, 15U, 16U, 33U, 255U, 256U, 257U, 5000U}) {
    const AnswerHead answer{.head = head, .date_line = kDate, .framing = ContentFraming::Length, .length = size};
    const std::string content(size, 'c');
    std::vector<std::byte> memory(head_bound(answer.head) + size);
    const std::size_t written_bytes = write_answer(answer, as_bytes(content), memory.data());
    EXPECT_EQ(as_text({memory.data(), written_bytes}), written(answer) + content);
  }
}

TEST(ResponseWriter, FieldsOfEveryLengthAreCopiedWhole) {
  for (std::size_t size = 1; size < 80; ++size) {
    const std::string name(size, 'n');
    const std::string value(size, 'v');
    EXPECT_THAT(written_with({name, value}), EndsWith("GMT\r\n" + name + ": " + value + "\r\n\r\n"));
  }
}

TEST(ResponseWriter, AResponseCannotBeSplit) {
  for (const char byte : {'\r', '\n', '\0', '\x01', '\x7f', '\x0b'}) {
    const std::string value = std::string("a") + byte + "Set-Cookie: b";
    EXPECT_EQ(written_with({"X", value}), "") << int{byte};
    const std::string name = std::string("X") + byte;
    EXPECT_EQ(written_with({name, "a"}), "") << int{byte};
  }
  EXPECT_EQ(written_with({"", "a"}), "");
  EXPECT_EQ(written_with({"X Y", "a"}), "");
  EXPECT_EQ(written_with({"X:", "a"}), "");
  EXPECT_EQ(written_with({"X", " a"}), "");
  EXPECT_EQ(written_with({"X", "a\t"}), "");
  EXPECT_THAT(written_with({"X", "\xc3\xa4 \t\xff"}), EndsWith("X: \xc3\xa4 \t\xff\r\n\r\n"));
  EXPECT_THAT(written_with({"X", ""}), EndsWith("X: \r\n\r\n"));
}

TEST(ResponseWriter, WithUpgradeGoesItsOption) {
  EXPECT_THAT(written_with({"Upgrade", "websocket"}), EndsWith("\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"));
  const Field fields[] = {{"upgrade", "a"}, {"UPGRADE", "b"}};
  const ResponseHead head{Status::UpgradeRequired, fields};
  EXPECT_THAT(written({.head = head, .date_line = kDate}),
              EndsWith("\r\nupgrade: a\r\nConnection: upgrade\r\nUPGRADE: b\r\nConnection: upgrade\r\n\r\n"));
}

TEST(ResponseWriter, TheServersOwnFieldsAreRefused) {
  for (const char* name : {"Content-Length", "transfer-encoding", "CONNECTION", "Date", "Keep-Alive"})
    EXPECT_EQ(written_with({name, "0"}), "") << name;
}

TEST(ResponseWriter, OnlyStatusesOfThreeDigitsAreSent) {
  for (const int code : {0, 99, 600, 1000}) {
    const ResponseHead head{static_cast<Status>(code), {}};
    EXPECT_EQ(written({.head = head, .date_line = kDate}), "");
  }
  const ResponseHead unnamed{Status{299}, {}};
  EXPECT_THAT(written({.head = unnamed, .date_line = kDate}), StartsWith("HTTP/1.1 299 Success\r\n"));
}

TEST(Status, EveryNameFitsItsLine) {
  for (std::uint16_t code = 100; code < 600; ++code) {
    const std::string_view line = known_status_line(Status{code});
    const std::string expected = "HTTP/1.1 " + std::to_string(code) + " " + std::string(reason_phrase(Status{code})) + "\r\n";
    EXPECT_TRUE(line.empty() || line == expected) << line;
    EXPECT_FALSE(reason_phrase(Status{code}).empty());
  }
}

TEST(Refusal, EachHasAStatusAndASentence) {
  for (std::size_t code = 1; code < kRefusalCount; ++code) {
    const auto refusal = static_cast<Refusal>(code);
    EXPECT_GE(status_code(refusal_status(refusal)), 400);
    EXPECT_EQ(Error(refusal).text(), refusal_text(refusal));
    EXPECT_EQ(refusal_text(refusal).find_first_of("\"\\\n"), std::string_view::npos) << "it stands in JSON as it is";
  }
}

TEST(DateCache, IsFormattedOnceASecond) {
  ManualClock clock;
  DateCache cache(clock);
  EXPECT_EQ(cache.line(clock.monotonic()), "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n");
  for (int i = 0; i < 9; ++i) {
    clock.advance(std::chrono::milliseconds(100));
    EXPECT_EQ(cache.line(clock.monotonic()), "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n");
  }
  EXPECT_EQ(cache.formatted_count(), 1U);
  clock.advance(std::chrono::milliseconds(100));
  EXPECT_EQ(cache.line(clock.monotonic()), "Date: Thu, 01 Jan 2026 00:00:01 GMT\r\n");
  EXPECT_EQ(cache.formatted_count(), 2U);
}

}  // namespace
}  // namespace saki::http
