// SPDX-License-Identifier: Apache-2.0
//
// Answers in a content coding, and requests in one.
#include <gtest/gtest.h>

#include "saki/service.h"
#include "saki/test_client.h"
#include "stack/http/coded_text.h"

namespace saki {
namespace {

using http::ContentCoding;

const std::string kLong(5000, 'a');
const std::string kHuge(1'000'000, 'b');

Response long_text(Request&) { return Response::text(kLong).header("ETag", "\"v1\""); }
Response short_text(Request&) { return Response::text("short"); }
Response huge_text(Request&) { return Response::text(kHuge); }
Response picture(Request&) { return Response::of("image/png", kLong); }
Response coded_already(Request&) { return Response::of("text/plain", kLong).header("Content-Encoding", "zstd"); }
Response untouchable(Request&) { return Response::text(kLong).header("Cache-Control", "private, No-Transform"); }
Response part(Request&) {
  return Response::text(kLong).status(Status::PartialContent).header("Content-Range", "bytes 0-4999/9000").header("Vary", "Origin");
}
Response varied(Request&) { return Response::text(kLong).header("Vary", "Origin, accept-encoding").header("ETag", "W/\"v1\""); }
Response not_modified(Request&) { return Response(Status::NotModified).header("ETag", "W/\"v1\""); }

Task<> write_lines(BodyWriter& out, int count) {
  for (int i = 0; i < count; ++i) co_await out.write("line\n");
}
Task<> write_much(BodyWriter& out) { co_await out.write(kHuge); }
Response lines(Request&) { return Response::stream("text/event-stream", write_lines, 3); }
Response lines_of_length(Request&) { return Response::stream("text/plain", write_lines, 400).length(2000); }
Response lines_too_few(Request&) { return Response::stream("text/plain", write_lines, 300).length(2000); }
Response lines_too_many(Request&) { return Response::stream("text/plain", write_lines, 500).length(2000); }
Response much(Request&) { return Response::stream("text/plain", write_much); }

Task<Response> echo(Request& request) {
  std::string content = co_await request.content();
  co_return Response::text(std::move(content));
}

class Compressed : public testing::Test {
 protected:
  Compressed() {
    service_.get("/long", long_text);
    service_.get("/short", short_text);
    service_.get("/huge", huge_text);
    service_.get("/picture", picture);
    service_.get("/coded", coded_already);
    service_.get("/untouchable", untouchable);
    service_.get("/part", part);
    service_.get("/varied", varied);
    service_.get("/unchanged", not_modified);
    service_.get("/lines", lines);
    service_.get("/length", lines_of_length);
    service_.get("/few", lines_too_few);
    service_.get("/many", lines_too_many);
    service_.get("/much", much);
    RouteOptions secret;
    secret.compression = Compression::Never;
    service_.get("/secret", long_text, secret);
    RouteOptions small;
    small.max_body = 100'000;
    service_.post("/echo", echo, small);
  }

  static TestResponse get(TestClient& client, std::string_view target, std::string accepted = "gzip") {
    return client.get(target, {{"Accept-Encoding", std::move(accepted)}});
  }
  static std::optional<std::string> gunzip(const TestResponse& response) {
    bool whole = false;
    auto text = http::decoded(ContentCoding::Gzip, response.body(), &whole);
    return whole ? text : std::nullopt;
  }
  static TestResponse post(TestClient& client, std::string body, std::string coding) {
    return client.request(Method::Post, "/echo", {{"Content-Encoding", std::move(coding)}}, std::move(body));
  }

  Service service_{"test"};
  TestClientOptions decoding_{.config = "server: {compression: {requests: true}}"};
};

TEST_F(Compressed, AnswersComeInTheCodingThatTheClientLikesBest) {
  TestClient client(service_);
  const TestResponse gzip = get(client, "/long");
  EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
  EXPECT_EQ(gzip.header("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(gunzip(gzip), kLong);
  const TestResponse brotli = get(client, "/long", "gzip, br");
  EXPECT_EQ(brotli.header("Content-Encoding"), "br");
  EXPECT_EQ(http::decoded(ContentCoding::Brotli, brotli.body()), kLong);
  EXPECT_EQ(get(client, "/long", "gzip;q=0, br;q=0").body(), kLong);
  EXPECT_EQ(client.get("/long").body(), kLong);
}

TEST_F(Compressed, CachesAreToldThatTheAnswerDependsOnTheField) {
  TestClient client(service_);
  EXPECT_EQ(get(client, "/long").header("Vary"), "Accept-Encoding");
  EXPECT_EQ(client.get("/long").header("Vary"), "Accept-Encoding");
  EXPECT_EQ(client.get("/varied").header("Vary"), "Origin, accept-encoding");
  EXPECT_EQ(client.get("/varied").headers().size(), 3U);
  EXPECT_EQ(client.get("/unchanged").header("Vary"), "Accept-Encoding");
  EXPECT_EQ(client.get("/short").header("Vary"), "");
}

TEST_F(Compressed, AnETagNamesOneRepresentationOrIsWeak) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/long").header("ETag"), "\"v1\"");
  EXPECT_EQ(get(client, "/long").header("ETag"), "W/\"v1\"");
  EXPECT_EQ(get(client, "/varied").header("ETag"), "W/\"v1\"");
}

TEST_F(Compressed, WhatIsSmallCodedPartialOrNotToBeTouchedGoesAsItIs) {
  TestClient client(service_);
  for (const char* target : {"/short", "/picture", "/untouchable", "/part", "/unchanged", "/secret"}) {
    const TestResponse response = get(client, target);
    EXPECT_EQ(response.header("Content-Encoding"), "") << target;
    EXPECT_TRUE(response.body() == kLong || response.body().size() <= 5) << target;
  }
  EXPECT_EQ(get(client, "/part").header("Vary"), "Origin");
  EXPECT_EQ(get(client, "/coded").header("Content-Encoding"), "zstd");
  EXPECT_EQ(get(client, "/coded").body(), kLong);
}

TEST_F(Compressed, NothingIsCodedWhereTheConfigurationSaysSo) {
  TestClient client(service_, {.config = "server: {compression: {enabled: false}}"});
  const TestResponse response = get(client, "/long");
  EXPECT_EQ(response.body(), kLong);
  EXPECT_EQ(response.header("Vary"), "");
  EXPECT_EQ(get(client, "/lines").body(), "line\nline\nline\n");
  EXPECT_EQ(get(client, "/unchanged").header("Vary"), "");
}

TEST_F(Compressed, TheSmallestSizeAndTheCodingsAreSettings) {
  TestClient client(service_, {.config = "server: {compression: {least: 5, codings: gzip}}"});
  EXPECT_EQ(gunzip(get(client, "/short", "gzip, br")), "short");
}

TEST_F(Compressed, AnotherSitesPageLearnsNothingOfASecretFromTheSize) {
  TestClient client(service_);
  const auto ask = [&client](std::string site, std::string credentials) {
    return client.get("/long", {{"Accept-Encoding", "gzip"}, {"Sec-Fetch-Site", std::move(site)}, {std::move(credentials), "x=1"}})
        .header("Content-Encoding");
  };
  EXPECT_EQ(ask("cross-site", "Cookie"), "");
  EXPECT_EQ(ask("same-site", "Authorization"), "");
  EXPECT_EQ(ask("cross-site", "X-Other"), "gzip");
  EXPECT_EQ(ask("same-origin", "Cookie"), "gzip");
  EXPECT_EQ(ask("none", "Cookie"), "gzip");
}

TEST_F(Compressed, LargeContentIsCodedBesideTheWorker) {
  TestClient client(service_);
  for (int round = 0; round < 3; ++round) EXPECT_EQ(gunzip(get(client, "/huge")), kHuge);
}

TEST_F(Compressed, HeadIsToldWhatGetWouldSay) {
  TestClient client(service_);
  for (const char* target : {"/long", "/lines", "/huge"}) {
    const TestResponse response = client.request(Method::Head, target, {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(response.header("Content-Encoding"), "gzip");
    EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(response.body(), "");
    EXPECT_FALSE(response.broken_off());
  }
}

TEST_F(Compressed, AStreamIsCodedAndEndsWhole) {
  TestClient client(service_);
  EXPECT_EQ(gunzip(get(client, "/lines")), "line\nline\nline\n");
  EXPECT_EQ(gunzip(get(client, "/length"))->size(), 2000U);
  EXPECT_EQ(gunzip(get(client, "/much")), kHuge);
}

TEST_F(Compressed, AStreamThatDoesNotKeepItsLengthIsBrokenOff) {
  TestClient client(service_);
  EXPECT_TRUE(get(client, "/few").broken_off());
  EXPECT_TRUE(get(client, "/many").broken_off());
}

TEST_F(Compressed, RequestsAreNotTakenUnlessTheyAreAllowed) {
  TestClient client(service_);
  const TestResponse refused = post(client, http::encoded(ContentCoding::Gzip, "hello"), "gzip");
  EXPECT_EQ(refused.status(), 415);
  EXPECT_EQ(refused.header("Accept-Encoding"), "identity");
  EXPECT_EQ(post(client, "hello", "identity").body(), "hello");
}

TEST_F(Compressed, RequestsAreDecodedWhereTheyAreAllowed) {
  TestClient client(service_, decoding_);
  const std::string text = kLong + kLong;
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Gzip, text), "gzip").body(), text);
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Brotli, text), "BR").body(), text);
  EXPECT_EQ(post(client, "hello", "identity").body(), "hello");
  const TestResponse refused = post(client, "hello", "zstd");
  EXPECT_EQ(refused.status(), 415);
  EXPECT_EQ(refused.header("Accept-Encoding"), "gzip, br");
  EXPECT_EQ(post(client, "hello", "gzip, br").status(), 415);
}

TEST_F(Compressed, RequestsThatAreNotInTheirCodingAreMalformed) {
  TestClient client(service_, decoding_);
  const std::string coded = http::encoded(ContentCoding::Gzip, kLong);
  EXPECT_EQ(post(client, "hello", "gzip").status(), 400);
  EXPECT_EQ(post(client, coded.substr(0, coded.size() - 3), "gzip").status(), 400);
  EXPECT_EQ(post(client, coded + "junk", "gzip").status(), 400);
}

TEST_F(Compressed, AContentMayBeManyTimesItsCodingWhereThatIsConfigured) {
  TestClient client(service_, {.config = "server: {compression: {requests: true, request_ratio: 1100}}"});
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Gzip, std::string(99'000, 'x')), "gzip").status(), 200);
}

TEST_F(Compressed, ABombIsTooLargeByItsContentAndByItsRatio) {
  TestClient client(service_, decoding_);
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Gzip, std::string(100'001, 'x')), "gzip").status(), 413);
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Gzip, std::string(99'000, 'x')), "gzip").status(), 413);
  EXPECT_EQ(post(client, http::encoded(ContentCoding::Gzip, std::string(60'000, 'x')), "gzip").status(), 200);
}

}  // namespace
}  // namespace saki
