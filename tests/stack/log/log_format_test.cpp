// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log_format.h"

#include <gmock/gmock.h>

#include <limits>
#include <random>

namespace saki {
namespace {

using testing::EndsWith;

// 2026-11-20T12:34:56.000001Z
const WallTime kTime = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(12) + std::chrono::minutes(34) +
                       std::chrono::seconds(56) + std::chrono::microseconds(1);

std::string line(LogFormat format, std::string_view message, const std::vector<LogField>& fields = {}, std::size_t limit_bytes = 4096) {
  std::string out;
  append_line(out, {.time = kTime, .level = LogLevel::Info, .logger = "http", .message = message, .fields = fields}, format, limit_bytes);
  return out;
}

// What follows the head of a text line.
std::string text(std::string_view message, const std::vector<LogField>& fields = {}) {
  const std::string all = line(LogFormat::Text, message, fields);
  const std::string head = "2026-11-20T12:34:56.000001Z info  http: ";
  EXPECT_EQ(all.substr(0, head.size()), head);
  EXPECT_EQ(all.back(), '\n');
  return all.substr(head.size(), all.size() - head.size() - 1);
}

std::string json(std::string_view message, const std::vector<LogField>& fields = {}) {
  const std::string all = line(LogFormat::Json, message, fields);
  const std::string head = R"({"time":"2026-11-20T12:34:56.000001Z","level":"info","logger":"http",)";
  EXPECT_EQ(all.substr(0, head.size()), head);
  EXPECT_THAT(all, EndsWith("}\n"));
  return all.substr(head.size(), all.size() - head.size() - 2);
}

TEST(LogFormat, WritesEveryKindOfValue) {
  const std::string address = "127.0.0.1:8080";
  const std::vector<LogField> fields{{"address", address}, {"workers", 4}, {"bytes", 18446744073709551615U},
                                     {"ratio", 0.5},       {"tls", false}, {"error", Error(Error::Timeout)},
                                     {"none", LogValue()}};
  EXPECT_EQ(text("listening", fields),
            "listening address=127.0.0.1:8080 workers=4 bytes=18446744073709551615 ratio=0.5 tls=false error=\"timed out\" none=null");
  EXPECT_EQ(json("listening", fields),
            R"("message":"listening","address":"127.0.0.1:8080","workers":4,"bytes":18446744073709551615,"ratio":0.5,)"
            R"("tls":false,"error":"timed out","none":null)");
}

TEST(LogFormat, ASecretIsThreeStars) {
  const Secret secret("hunter2");
  EXPECT_EQ(text("login", {{"password", secret}}), "login password=***");
  EXPECT_EQ(json("login", {{"password", secret}}), R"("message":"login","password":"***")");
}

TEST(LogFormat, QuotesWhatCouldBeTakenForAnotherField) {
  EXPECT_EQ(text("two words"), "two words");
  EXPECT_EQ(text("x admin=true"), "\"x admin=true\"");
  EXPECT_EQ(text("say \"hi\""), "\"say \\\"hi\\\"\"");
  EXPECT_EQ(text(""), "\"\"");
  EXPECT_EQ(text("m", {{"a", "x y"}, {"b", "p=q"}, {"c", ""}, {"d", "a\\b"}}), "m a=\"x y\" b=\"p=q\" c=\"\" d=\"a\\\\b\"");
}

TEST(LogFormat, EscapesWhatWouldEndTheLineOrSteerATerminal) {
  const std::string evil =
      "a\nb\r\x1b[31m\x7f"
      "\xC2\x9B"
      "\xE2\x80\xA8"
      "\xE2\x80\xAE"
      "\0c"
      "d";
  const std::string escaped = R"("a\nb\r\u001b[31m\u007f\u009b\u2028\u202e)";
  EXPECT_EQ(text(evil), escaped + "\"");
  EXPECT_EQ(text("m", {{"f", evil}}), "m f=" + escaped + "\"");
  EXPECT_EQ(json(evil), "\"message\":" + escaped + "\"");
  EXPECT_EQ(text(std::string_view("a\0b", 3)), R"("a\u0000b")");
}

TEST(LogFormat, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(text("a\xFF"
                 "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
  EXPECT_EQ(json("a\xC3"), "\"message\":\"a\xEF\xBF\xBD\"");
  EXPECT_EQ(text("größe 😀"), "größe 😀");
}

TEST(LogFormat, NamesOfFieldsStayOneWordAndKeepOffTheKeysOfEveryLine) {
  EXPECT_EQ(text("m", {{"a b\n=", 1}, {"", 2}}), "m a_b__=1 _=2");
  EXPECT_EQ(json("m", {{"level", "evil"}, {"message", 1}, {"a\"", 2}, {"", 3}}),
            R"("message":"m","level_":"evil","message_":1,"a\"":2,"_":3)");
}

TEST(LogFormat, NumbersThatJsonCannotSayAreNull) {
  EXPECT_EQ(json("m", {{"a", std::numeric_limits<double>::infinity()}, {"b", std::nan("")}}), R"("message":"m","a":null,"b":null)");
}

TEST(LogFormat, TheRootHasNoName) {
  std::string out;
  append_line(out, {.time = kTime, .level = LogLevel::Error, .message = "m"}, LogFormat::Text, 256);
  append_line(out, {.time = kTime, .level = LogLevel::Trace, .message = "m"}, LogFormat::Json, 256);
  EXPECT_EQ(out,
            "2026-11-20T12:34:56.000001Z error m\n"
            "{\"time\":\"2026-11-20T12:34:56.000001Z\",\"level\":\"trace\",\"message\":\"m\"}\n");
}

TEST(LogFormat, ARecordThatWasCutSaysSo) {
  std::string out;
  append_line(out, {.time = kTime, .message = "m", .truncated = true}, LogFormat::Text, 256);
  append_line(out, {.time = kTime, .message = "m", .truncated = true}, LogFormat::Json, 256);
  EXPECT_EQ(out,
            "2026-11-20T12:34:56.000001Z info  m truncated=true\n"
            "{\"time\":\"2026-11-20T12:34:56.000001Z\",\"level\":\"info\",\"message\":\"m\",\"truncated\":true}\n");
}

TEST(LogFormat, ALongLineIsCutBetweenCodePointsAndStaysWellFormed) {
  std::string message;
  for (int i = 0; i < 200; ++i) message += "ä\n";
  const std::string cut = line(LogFormat::Json, message, {{"a", 1}}, 256);
  EXPECT_LE(cut.size(), 256U);
  EXPECT_THAT(cut, EndsWith("\",\"truncated\":true}\n"));
  EXPECT_EQ(std::count(cut.begin(), cut.end(), '\n'), 1);
}

// Whatever is logged, one line within its bound comes out, without control characters.
TEST(LogFormat, AnyBytesMakeOneBoundedLine) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string message(random() % 300, '\0');
    std::string value(random() % 300, '\0');
    for (char& byte : message) byte = static_cast<char>(random());
    for (char& byte : value) byte = static_cast<char>(random() % 40);
    for (const LogFormat format : {LogFormat::Text, LogFormat::Json}) {
      const std::string out = line(format, message, {{value, 1}, {"v", value}, {"e", Error(Error::Closed)}}, 256 + random() % 400);
      EXPECT_LE(out.size(), 656U);
      EXPECT_EQ(out.back(), '\n');
      EXPECT_TRUE(std::all_of(out.begin(), out.end() - 1, [](char byte) { return static_cast<unsigned char>(byte) >= 0x20; })) << out;
    }
  }
}

TEST(LogFormat, TellsTimesBeforeTheEpochAndAtMidnight) {
  std::string out;
  append_timestamp(out, WallTime(std::chrono::microseconds(-1)));
  append_timestamp(out, WallTime());
  EXPECT_EQ(out, "1969-12-31T23:59:59.999999Z1970-01-01T00:00:00.000000Z");
}

}  // namespace
}  // namespace saki
