// SPDX-License-Identifier: Apache-2.0
//
// Files that lie coded beside themselves.
#include "stack/http/static_bench.h"

namespace saki::http {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class StaticSiblings : public StaticFilesTest {
 protected:
  StaticSiblings() {
    write("public/app.js", "plain");
    write("public/app.js.br", "brotli bytes");
    write("public/app.js.gz", "gzip bytes");
    write("public/old.js", "newer");
    write("public/old.js.gz", "of the old content", 1'600'000'000);
  }

  std::string get(const std::string& path, const std::string& accepted, const std::string& more = {}) {
    return Server(*this, blocking_, {}).ask("GET " + path, "Accept-Encoding: " + accepted + "\r\n" + more);
  }
  static std::string tag_of(const std::string& answer) {
    const std::size_t start = answer.find("ETag: ") + 6;
    return answer.substr(start, answer.find('\r', start) - start);
  }
};

TEST_F(StaticSiblings, TheBestThatTheClientTakesIsSent) {
  EXPECT_THAT(get("/app.js", "gzip, br"), AllOf(HasSubstr("Content-Encoding: br\r\n"), HasSubstr("Vary: Accept-Encoding\r\n"),
                                                HasSubstr("Content-Type: text/javascript"), EndsWith("\r\n\r\nbrotli bytes")));
  EXPECT_THAT(get("/app.js", "gzip, br;q=0.5"), AllOf(HasSubstr("Content-Encoding: gzip\r\n"), EndsWith("\r\n\r\ngzip bytes")));
  EXPECT_THAT(get("/app.js", "br;q=0, gzip;q=0"), AllOf(Not(HasSubstr("Content-Encoding")), HasSubstr("Vary:"), EndsWith("\r\n\r\nplain")));
  EXPECT_THAT(get("/app.js", "deflate"), EndsWith("\r\n\r\nplain"));
  EXPECT_THAT(get("/app.js.br", "br"), AllOf(Not(HasSubstr("Content-Encoding")), EndsWith("brotli bytes")));
}

TEST_F(StaticSiblings, WhatHasNoneDoesNotVary) { EXPECT_THAT(get("/ten.txt", "br"), Not(HasSubstr("Vary"))); }

TEST_F(StaticSiblings, OneThatIsOlderIsNotUsed) {
  EXPECT_THAT(get("/old.js", "gzip"), AllOf(EndsWith("\r\n\r\nnewer"), Not(HasSubstr("Vary"))));
}

TEST_F(StaticSiblings, EachCodingHasItsOwnTagAndRanges) {
  const std::string brotli = tag_of(get("/app.js", "br"));
  const std::string gzip = tag_of(get("/app.js", "gzip"));
  const std::string plain = tag_of(get("/app.js", "identity"));
  EXPECT_THAT(brotli, EndsWith("-br\""));
  EXPECT_NE(brotli, gzip);
  EXPECT_NE(gzip, plain);
  EXPECT_THAT(get("/app.js", "br", "If-None-Match: " + brotli + "\r\n"),
              AllOf(StartsWith("HTTP/1.1 304"), HasSubstr("Vary: Accept-Encoding\r\n")));
  EXPECT_THAT(get("/app.js", "gzip", "If-None-Match: " + brotli + "\r\n"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(get("/app.js", "br", "Range: bytes=0-5\r\nIf-Range: " + brotli + "\r\n"),
              AllOf(StartsWith("HTTP/1.1 206"), HasSubstr("Content-Range: bytes 0-5/12\r\n"), EndsWith("\r\n\r\nbrotli")));
}

TEST_F(StaticSiblings, ThatThereIsNoneIsRemembered) {
  Server server(*this, blocking_, {});
  for (int i = 0; i < 10; ++i) server.ask("GET /ten.txt");
  EXPECT_EQ(server.counters().opens, 3U);  // The file, and two siblings that are not there.
}

TEST_F(StaticSiblings, AreLeftAloneWhereTheyAreNotWanted) {
  Server server(*this, blocking_, {.precompressed = false});
  EXPECT_THAT(server.ask("GET /app.js", "Accept-Encoding: br\r\n"), EndsWith("\r\n\r\nplain"));
}

}  // namespace
}  // namespace saki::http
