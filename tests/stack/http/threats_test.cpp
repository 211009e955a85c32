// SPDX-License-Identifier: Apache-2.0
//
// What attacks a server of HTTP/1: one test for each class that docs/security.md names and no test elsewhere is about alone. Each runs over
// plain text and over TLS.
#include <gmock/gmock.h>

#include "stack/http/wire_bench.h"
#include "stack/http/wire_service.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kSmuggled = "GET /hello HTTP/1.1\r\nHost: a\r\nX: smuggled\r\n\r\n";

class Threats : public testing::TestWithParam<bool> {
 protected:
  Threats() {
    if (GetParam()) bench_.encrypt();
  }

  // What a client gets that sends `bytes` and then what it would smuggle.
  std::string answer(const std::string& bytes) {
    WireBench::Client client = bench_.connect();
    client.send(bytes + std::string(kSmuggled));
    std::string received(client.receive());
    closed_ = client.ended();
    client.close();
    return received;
  }

  // Refused with `status` as the last word on that connection, and counted as `refusal`.
  void expect_refused(const std::string& bytes, std::string_view status, Refusal refusal) {
    const std::uint64_t before = bench_.worker().counters.refused(refusal);
    const std::string received = answer(bytes);
    EXPECT_THAT(received, StartsWith("HTTP/1.1 " + std::string(status))) << bytes;
    EXPECT_THAT(received, Not(HasSubstr("Hello, World!"))) << bytes;
    EXPECT_TRUE(closed_) << bytes;
    EXPECT_EQ(bench_.worker().counters.refused(refusal), before + 1) << bytes;
  }

  static std::string post(const std::string& fields) { return "POST /collect HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }

  WireService service_;
  WireBench bench_{service_};
  bool closed_ = false;
};

TEST_P(Threats, LengthAgainstTransferEncoding) {
  const std::string length = "Content-Length: 5\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  expect_refused(post(length + chunked) + "0\r\n\r\n", "400", Refusal::LengthAndTransferEncoding);
  expect_refused(post(chunked + length) + "0\r\n\r\n", "400", Refusal::LengthAndTransferEncoding);
  expect_refused(post(length + "Content-Length: 6\r\n") + "hello", "400", Refusal::RepeatedLength);
  expect_refused(post(length + length) + "hello", "400", Refusal::RepeatedLength);
  for (const char* value : {"+5", "-5", "0x5", "5,5", "5 5", "", "5;", "\"5\"", "99999999999999999999", "18446744073709551621"}) {
    expect_refused(post("Content-Length: " + std::string(value) + "\r\n") + "hello", "400", Refusal::MalformedLength);
  }
}

TEST_P(Threats, ObfuscatedTransferEncoding) {
  for (const char* value :
       {"xchunked", "chunkedx", "\"chunked\"", "chunked, chunked", "chunked, identity", "gzip", "", ",chunked", "chunked;a=b"}) {
    expect_refused(post("Transfer-Encoding: " + std::string(value) + "\r\n") + "0\r\n\r\n", "400", Refusal::MalformedTransferEncoding);
  }
  expect_refused(post("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n", "501", Refusal::UnknownTransferCoding);
  expect_refused(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"), "400", Refusal::RepeatedTransferEncoding);
  expect_refused(post("Transfer-Encoding : chunked\r\n"), "400", Refusal::MalformedFieldName);
  expect_refused(post("Transfer-Encoding:\x0b"
                      "chunked\r\n"),
                 "400", Refusal::MalformedFieldValue);
  expect_refused("POST /collect HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400", Refusal::TransferEncodingBefore11);
}

TEST_P(Threats, LineEndsThatAreNone) {
  expect_refused("GET /hello HTTP/1.1\nHost: a\n\n", "400", Refusal::MalformedLineEnd);
  expect_refused("GET /hello HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "400", Refusal::MalformedLineEnd);
  expect_refused("GET /hello HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", "400", Refusal::MalformedLineEnd);
  expect_refused("GET /hello HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "400", Refusal::FoldedField);
  for (const char* chunks : {"5\nhello\r\n0\r\n\r\n", "5\rhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n",
                             "5;a\nb\r\nhello\r\n0\r\n\r\n", "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\n\r\n"}) {
    const std::string received = answer(post("Transfer-Encoding: chunked\r\n") + chunks);
    EXPECT_THAT(received, StartsWith("HTTP/1.1 400")) << chunks;
    EXPECT_THAT(received, Not(HasSubstr("Hello, World!"))) << chunks;
    EXPECT_TRUE(closed_) << chunks;
  }
}

TEST_P(Threats, ContentThatNobodyReadsIsNeverTheNextRequest) {
  const std::string length = "Content-Length: " + std::to_string(kSmuggled.size()) + "\r\n";
  for (const char* line : {"GET /none", "HEAD /none", "DELETE /none", "OPTIONS *", "POST /nothing"}) {
    const std::string received = answer(std::string(line) + " HTTP/1.1\r\nHost: a\r\n" + length + "\r\n");
    EXPECT_THAT(received, Not(HasSubstr("Hello, World!"))) << line;
    EXPECT_EQ(received.find("HTTP/1.1", 1), std::string::npos) << line;
  }
}

TEST_P(Threats, AnExpectationNeverChangesTheFraming) {
  const std::string length = "Content-Length: " + std::to_string(kSmuggled.size()) + "\r\n";
  const std::string received = answer(post(length + "Expect: 100-continue\r\n"));
  EXPECT_THAT(received, EndsWith(kSmuggled)) << "the content came back as content";
  for (const char* value : {"100-continue, x", "x", "", "100-continue;a", "y\tz"}) {
    expect_refused(post("Expect: " + std::string(value) + "\r\n" + length), "417", Refusal::UnknownExpectation);
  }
}

TEST_P(Threats, FloodsOfFramingAndTrailers) {
  std::string extensions;
  for (int i = 0; i < 2000; ++i) extensions += "1;a=" + std::string(40, 'b') + "\r\nx\r\n";
  EXPECT_THAT(answer(post("Transfer-Encoding: chunked\r\n") + extensions), StartsWith("HTTP/1.1 400"));
  EXPECT_TRUE(closed_);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 2000; ++i) trailers += "X: y\r\n";
  EXPECT_THAT(answer(post("Transfer-Encoding: chunked\r\n") + trailers), StartsWith("HTTP/1.1 431"));
  EXPECT_TRUE(closed_);
}

TEST_P(Threats, InvalidFields) {
  for (const char* line : {": a", "X Y: a", "X\x01: a", "\"X\": a", "X"}) {
    expect_refused("GET /hello HTTP/1.1\r\nHost: a\r\n" + std::string(line) + "\r\n\r\n", "400", Refusal::MalformedFieldName);
  }
  for (const char byte : {'\0', '\x01', '\x7f', '\x0b'}) {
    expect_refused("GET /hello HTTP/1.1\r\nHost: a\r\nX: a" + std::string(1, byte) + "\r\n\r\n", "400", Refusal::MalformedFieldValue);
  }
}

TEST_P(Threats, ConfusedHostsAndTargets) {
  expect_refused("GET /host HTTP/1.1\r\n\r\n", "400", Refusal::MissingHost);
  expect_refused("GET /host HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400", Refusal::RepeatedHost);
  for (const char* host : {"a/b", "u@a", "a b", "a:x", "[::1", "a\\b", "a?b", ""}) {
    expect_refused("GET /host HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n", "400", Refusal::MalformedHost);
  }
  for (const char* target : {"http://u@b/host", "http:///host", "ftp://b/host", "b/host", "/host#c"}) {
    expect_refused("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n", "400", Refusal::MalformedTarget);
  }
  EXPECT_THAT(answer("GET http://b/host HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), EndsWith("\r\n\r\nb"));
}

TEST_P(Threats, PathsThatHideSomething) {
  for (const char* path :
       {"/../etc/passwd", "/a/../../b", "/%2e%2e/b", "/a%2fb", "/a%5cb", "/a%00b", "/%c0%ae%c0%ae/b", "/%ff", "/a%", "/a%0d%0ab"}) {
    expect_refused("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n", "400", Refusal::HostilePath);
  }
  expect_refused("GET /..\\b HTTP/1.1\r\nHost: a\r\n\r\n", "400", Refusal::MalformedTarget);
}

TEST_P(Threats, AnswersThatWouldBeSplit) {
  EXPECT_THAT(answer("GET /split HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 500"));
}

TEST_P(Threats, ClientsThatTakeTheirTime) {
  WireBench::Client head = bench_.connect();
  WireBench::Client body = bench_.connect();
  WireBench::Client silent = bench_.connect();
  body.send(post("Content-Length: 1000\r\n"));
  for (int second = 0; second < 40; ++second) {
    head.send("X");
    body.send("x");
    bench_.advance(1s);
  }
  EXPECT_THAT(head.receive(), StartsWith("HTTP/1.1 408"));
  EXPECT_THAT(body.receive(), StartsWith("HTTP/1.1 408"));
  EXPECT_EQ(silent.receive(), "");
  EXPECT_TRUE(head.ended() && body.ended() && silent.ended());
  bench_.advance(10s);
  EXPECT_EQ(bench_.connections(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Over, Threats, testing::Bool(), [](const auto& over) { return over.param ? "Tls" : "PlainText"; });

}  // namespace
}  // namespace saki::http
