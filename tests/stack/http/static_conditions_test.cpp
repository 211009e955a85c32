// SPDX-License-Identifier: Apache-2.0
//
// Conditions and ranges as a client of static files sees them. The decisions by themselves are tested with precondition.h and
// byte_ranges.h.
#include "stack/http/static_bench.h"

namespace saki::http {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kTag = "\"a-1816687ec0570000\"";  // Ten bytes, changed at 1,735,689,600 s.
constexpr const char* kDate = "Wed, 01 Jan 2025 00:00:00 GMT";

class StaticConditions : public StaticFilesTest {
 protected:
  std::string get(const std::string& lines) { return Server(*this, blocking_, {.cache_control = "max-age=5"}).ask("GET /ten.txt", lines); }
};

std::string line(const std::string& name, const std::string& value) { return name + ": " + value + "\r\n"; }

TEST_F(StaticConditions, AFileTellsItsValidatorsAndThatItHasRanges) {
  EXPECT_THAT(get({}),
              AllOf(HasSubstr(line("ETag", kTag)), HasSubstr(line("Last-Modified", kDate)), HasSubstr("Accept-Ranges: bytes\r\n")));
}

TEST_F(StaticConditions, WhatTheClientHasIsNotSentAgain) {
  for (const std::string& lines : {line("If-None-Match", kTag), line("If-Modified-Since", kDate), line("If-None-Match", "*")}) {
    EXPECT_THAT(get(lines), AllOf(StartsWith("HTTP/1.1 304 Not Modified\r\n"), HasSubstr(line("ETag", kTag)),
                                  HasSubstr("Cache-Control: max-age=5\r\n"), Not(HasSubstr("Content-")), EndsWith("\r\n\r\n")))
        << lines;
  }
  EXPECT_THAT(get(line("If-None-Match", "\"b\"") + line("If-Modified-Since", kDate)), StartsWith("HTTP/1.1 200"));
}

TEST_F(StaticConditions, WhatTheClientExpectsAndIsNotThereIsA412) {
  EXPECT_THAT(get(line("If-Match", "\"b\"")), AllOf(StartsWith("HTTP/1.1 412"), HasSubstr("Content-Length: 0\r\n")));
  EXPECT_THAT(get(line("If-Match", kTag)), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(get(line("If-Unmodified-Since", "Tue, 31 Dec 2024 23:59:59 GMT")), StartsWith("HTTP/1.1 412"));
}

TEST_F(StaticConditions, OneRangeIsThatPart) {
  EXPECT_THAT(get(line("Range", "bytes=2-4")),
              AllOf(StartsWith("HTTP/1.1 206 Partial Content\r\n"), HasSubstr("Content-Range: bytes 2-4/10\r\n"),
                    HasSubstr("Content-Length: 3\r\n"), HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"),
                    HasSubstr(line("ETag", kTag)), EndsWith("\r\n\r\n234")));
  EXPECT_THAT(get(line("Range", "bytes=-2")), AllOf(HasSubstr("Content-Range: bytes 8-9/10\r\n"), EndsWith("\r\n\r\n89")));
  EXPECT_THAT(get(line("Range", "bytes=0-4,5-")), AllOf(HasSubstr("Content-Range: bytes 0-9/10\r\n"), EndsWith("\r\n\r\n0123456789")));
}

TEST_F(StaticConditions, SeveralRangesAreParts) {
  const std::string answer = get(line("Range", "bytes=8-,0-1"));
  const std::string_view marker = "Content-Type: multipart/byteranges; boundary=";
  const std::size_t at = answer.find(marker);
  ASSERT_NE(at, answer.npos) << answer;
  const std::string boundary = answer.substr(at + marker.size(), 32);
  const std::string content =
      "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--" + boundary +
      "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n--" + boundary + "--\r\n";
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 206"), EndsWith("\r\n\r\n" + content),
                            HasSubstr("Content-Length: " + std::to_string(content.size()) + "\r\n")));
  EXPECT_EQ(get(line("Range", "bytes=8-,0-1")).find(boundary), std::string::npos);  // Another each time.
}

TEST_F(StaticConditions, ARangeThatIsNotThereIsA416WithTheSize) {
  EXPECT_THAT(get(line("Range", "bytes=10-")),
              AllOf(StartsWith("HTTP/1.1 416"), HasSubstr("Content-Range: bytes */10\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(StaticConditions, RangesAreForGetAndForOneField) {
  Server server(*this, blocking_, {});
  EXPECT_THAT(server.ask("HEAD /ten.txt", line("Range", "bytes=2-4")),
              AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Content-Length: 10\r\n")));
  EXPECT_THAT(get(line("Range", "bytes=2-4") + line("Range", "bytes=5-6")), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(get(line("Range", "lines=2-4")), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("0123456789")));
}

TEST_F(StaticConditions, IfRangeGivesTheWholeOfWhatChanged) {
  EXPECT_THAT(get(line("Range", "bytes=2-4") + line("If-Range", kTag)), StartsWith("HTTP/1.1 206"));
  EXPECT_THAT(get(line("Range", "bytes=2-4") + line("If-Range", kDate)), StartsWith("HTTP/1.1 206"));
  EXPECT_THAT(get(line("Range", "bytes=2-4") + line("If-Range", "\"b\"")), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("0123456789")));
  EXPECT_THAT(get(line("Range", "bytes=20-") + line("If-Range", "\"b\"")), StartsWith("HTTP/1.1 200"));
}

TEST_F(StaticConditions, LastModifiedIsNeverLaterThanTheAnswer) {
  write("public/future.txt", "soon", 4'102'444'800);
  EXPECT_THAT(ask("GET /future.txt"), HasSubstr("Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n"));
}

}  // namespace
}  // namespace saki::http
