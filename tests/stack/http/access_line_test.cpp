// SPDX-License-Identifier: Apache-2.0
#include "http/access_line.h"

#include <gmock/gmock.h>

#include <random>
#include <string>
#include <vector>

#include "http/access_codec.h"
#include "saki/base/utf8.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::_;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr WallTime kInstant = std::chrono::sys_days{std::chrono::year{2000} / 10 / 10} + 13h + 55min + 36s + 1us;

std::string line(const AccessEntry& entry, AccessFormat format, WallTime instant = kInstant) {
  AccessTime time;
  time.set(instant);
  std::string text;
  append_access_line(text, entry, format, time);
  return text;
}

AccessEntry usual(const Address& client) {
  AccessEntry entry;
  entry.client = &client;
  entry.method = "GET";
  entry.target = "/notes?after=3";
  entry.bytes = 2326;
  entry.duration = 1234567ns;
  entry.host = "example.org";
  entry.referer = "https://example.org/";
  entry.user_agent = "Mozilla/5.0";
  entry.route = "/notes";
  return entry;
}

TEST(AccessLine, TheCommonFormatIsTheOneThatEveryReaderKnows) {
  const Address client = *Address::parse("192.0.2.7:4711");
  EXPECT_EQ(line(usual(client), AccessFormat::Common),
            "192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] \"GET /notes?after=3 HTTP/1.1\" 200 2326\n");
}

TEST(AccessLine, TheCombinedFormatAddsRefererAndUserAgent) {
  const Address client = *Address::parse("[2001:db8::1]:4711");
  EXPECT_EQ(
      line(usual(client), AccessFormat::Combined),
      "2001:db8::1 - - [10/Oct/2000:13:55:36 +0000] \"GET /notes?after=3 HTTP/1.1\" 200 2326 \"https://example.org/\" \"Mozilla/5.0\"\n");
}

TEST(AccessLine, JsonTellsAllThatIsKnown) {
  const Address client = *Address::parse("192.0.2.7:4711");
  AccessEntry entry = usual(client);
  entry.reason = "the client closed the connection";
  EXPECT_EQ(line(entry, AccessFormat::Json),
            R"({"time":"2000-10-10T13:55:36.000001Z","address":"192.0.2.7","method":"GET","target":"/notes?after=3","version":"HTTP/1.1",)"
            R"("status":200,"bytes":2326,"duration_us":1234,"host":"example.org","referer":"https://example.org/",)"
            R"("user_agent":"Mozilla/5.0","route":"/notes","reason":"the client closed the connection"})"
            "\n");
}

TEST(AccessLine, WhatIsNotThereIsADashInTextAndLeftOutOfJson) {
  AccessEntry entry;
  entry.status = Status::RequestTimeout;
  EXPECT_EQ(line(entry, AccessFormat::Combined), "- - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 - \"-\" \"-\"\n");
  EXPECT_EQ(line(entry, AccessFormat::Json),
            "{\"time\":\"2000-10-10T13:55:36.000001Z\",\"address\":\"-\",\"status\":408,\"bytes\":0,\"duration_us\":0}\n");
}

TEST(AccessLine, AClientOfAUnixSocketHasNoAddress) {
  const Address client = *Address::parse("unix:/run/notes.sock");
  EXPECT_THAT(line(usual(client), AccessFormat::Common), testing::StartsWith("unix: - - ["));
}

TEST(AccessLine, AnUnparsedLineStandsAsItCame) {
  AccessEntry entry;
  entry.unparsed = "\x16\x03\x01 GET \"/\\ \xC3\xA4 \xFF \x7F \t";
  entry.status = Status::BadRequest;
  EXPECT_THAT(line(entry, AccessFormat::Common), HasSubstr("\"\\x16\\x03\\x01 GET \\x22/\\x5C \xC3\xA4 \\xFF \\x7F \\x09\" 400 -\n"));
  EXPECT_THAT(line(entry, AccessFormat::Json), HasSubstr(R"("unparsed":"\u0016\u0003\u0001 GET \"/\\ ä � \u007f \t")"));
}

TEST(AccessLine, NoTextCanForgeALineOrSteerATerminal) {
  const Address client = *Address::parse("192.0.2.7:4711");
  AccessEntry entry = usual(client);
  entry.user_agent = "x\"\r\n192.0.2.8 - - \x1B[2J\xC2\x85\xE2\x80\xA8\xE2\x80\xAE";  // NEL, LINE SEPARATOR, RIGHT-TO-LEFT OVERRIDE
  EXPECT_THAT(line(entry, AccessFormat::Combined), HasSubstr(R"("x\x22\x0D\x0A192.0.2.8 - - \x1B[2J\xC2\x85\xE2\x80\xA8\xE2\x80\xAE")"
                                                             "\n"));
}

TEST(AccessLine, ItsTimeIsFormattedAnewWithEachSecond) {
  AccessTime time;
  time.set(kInstant);
  EXPECT_EQ(time.common(), "10/Oct/2000:13:55:36 +0000");
  time.set(kInstant + 1s);
  EXPECT_EQ(time.common(), "10/Oct/2000:13:55:37 +0000");
  std::string iso;
  time.append_iso(iso);
  EXPECT_EQ(iso, "2000-10-10T13:55:37.000001Z");
}

// The bytes that a reader has who undoes \xHH.
std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
    } else {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    }
  }
  return bytes;
}

class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  // Bytes of every kind, those that matter more often.
  std::string next() {
    static constexpr std::string_view kOften("\"\\\r\n\0\x1B\x7F \xC2\x85\xE2\x80\xA8x\xFF", 16);
    std::string text(random_() % 40 + 1, ' ');
    for (char& byte : text) byte = random_() % 2 == 0 ? kOften[random_() % kOften.size()] : static_cast<char>(random_() % 256);
    return text;
  }

 private:
  std::mt19937 random_;
};

std::vector<std::string> split_at_quotes(std::string_view line) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == '"') parts.emplace_back();
    if (c != '"') parts.back() += c;
  }
  return parts;
}

TEST(AccessLine, WhateverItIsMadeOfItIsOneLineThatParsesBack) {
  const Address client = *Address::parse("192.0.2.7:4711");
  RandomText random(4711);
  for (int i = 0; i < 3000; ++i) {
    const std::string first = random.next();
    const std::string second = random.next();
    const std::string third = random.next();
    AccessEntry entry;
    entry.client = &client;
    entry.status = Status::BadRequest;
    entry.bytes = 7;
    entry.unparsed = first;
    entry.referer = second;
    entry.user_agent = third;

    const std::string text = line(entry, AccessFormat::Combined);
    const std::vector<std::string> parts = split_at_quotes(text);
    ASSERT_THAT(parts, ElementsAre("192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] ", _, " 400 7 ", _, " ", _, "\n"));
    EXPECT_EQ(unescaped(parts[1]), first);
    EXPECT_EQ(unescaped(parts[3]), second);
    EXPECT_EQ(unescaped(parts[5]), third);
    for (const std::string& each : {text, line(entry, AccessFormat::Json)}) {
      EXPECT_EQ(each.find_first_of(std::string_view("\n\r\0\x1B\x7F", 5)), each.size() - 1);
      EXPECT_TRUE(is_utf8(each));
    }
  }
}

TEST(AccessCodec, GivesBackWhatItWasGiven) {
  const Address client = *Address::parse("[2001:db8::1]:4711");
  AccessEntry entry = usual(client);
  entry.status = Status::NotFound;
  entry.version = HttpVersion::Http10;
  std::array<std::byte, kMostPackedBytes> packed;
  const std::size_t size = pack_access(entry, packed);
  auto unpacked = unpack_access(ByteView(packed).first(size));
  ASSERT_TRUE(unpacked);
  unpacked->entry.client = &unpacked->client;
  EXPECT_EQ(line(unpacked->entry, AccessFormat::Json), line(entry, AccessFormat::Json));
  for (std::size_t cut = 0; cut < size; ++cut) EXPECT_FALSE(unpack_access(ByteView(packed).first(cut)));
}

}  // namespace
}  // namespace saki::http
