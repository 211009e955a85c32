// SPDX-License-Identifier: Apache-2.0
//
// Responses whose content is made, or read from a file, while it is being sent.
#include <gmock/gmock.h>

#include <fstream>

#include "saki/cors.h"
#include "saki/http_error.h"
#include "saki/security_headers.h"
#include "saki/service.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

Task<> write_chunks(BodyWriter& out, int count, std::string chunk) {
  for (int i = 0; i < count; ++i) {
    co_await sleep(1ms);
    co_await out.write(chunk);
  }
}

Task<> break_off(BodyWriter& out) {
  co_await out.write("half");
  throw std::runtime_error("no more");
}

Task<> refuse_late(BodyWriter& out, int status) {
  co_await out.write("half");
  throw HttpError(static_cast<Status>(status), "no more");
}

Task<> fail_early(BodyWriter& /*out*/) {
  co_await sleep(1ms);
  throw NotFound("no such table");
}

Task<> write_nothing(BodyWriter& out) {
  co_await out.write("");
  throw NotFound("no such table");
}

Response empty_stream_failed(Request&) { return Response::stream("text/plain", write_nothing); }

// With fields of the content, which must not stand in what takes its place.
Response own_stream_failed(Request&) {
  return Response::stream("text/csv", fail_early)
      .header("Content-Disposition", "attachment")
      .header("ETag", "\"1\"")
      .header("Cache-Control", "max-age=60")
      .header("X-From", "handler");
}

Response missing_file(Request&) {
  return Response::file("absent.csv").header("Content-Disposition", "attachment").header("X-From", "handler");
}

Response stream_failed(Request&) { return Response::stream("text/plain", fail_early); }

Response refused_stream(Request& request) { return Response::stream("text/plain", refuse_late, request.path_parameter<int>(0)); }

Response file_without_pool(Request& request) {
  request.blocking().stop();
  return Response::file("note.html");
}

Response stream(Request&) { return Response::stream("text/csv", write_chunks, 3, "ab,"); }
Response stream_of_length(Request&) { return Response::stream("text/csv", write_chunks, 3, "ab,").length(9); }
Response stream_too_short(Request&) { return Response::stream("text/csv", write_chunks, 2, "ab,").length(9); }
Response stream_too_long(Request&) { return Response::stream("text/csv", write_chunks, 4, "ab,").length(9); }
Response stream_broken(Request&) { return Response::stream("text/plain", break_off); }

Response file(Request& request) { return Response::file(std::string(request.query().find("path").value_or(""))).header("X-From", "disk"); }

Response file_with_tag(Request&) { return Response::file("note.html").header("ETag", "\"mine\"").header("Cache-Control", "no-store"); }
Response file_of_an_error(Request&) { return Response::file("note.html").status(Status::NotFound); }
Response private_file(Request&) { return Response::file("note.html").header("Cache-Control", "private"); }

class Streaming : public testing::Test {
 protected:
  Streaming() {
    service_.get("/stream", stream);
    service_.get("/length", stream_of_length);
    service_.get("/short", stream_too_short);
    service_.get("/long", stream_too_long);
    service_.get("/broken", stream_broken);
    service_.get("/failed", stream_failed);
    service_.get("/file", file);
    service_.get("/tagged", file_with_tag);
    service_.get("/error-page", file_of_an_error);
    service_.get("/private", private_file);
    service_.get("/refused/{status:int32}", refused_stream);
    service_.get("/file-without-pool", file_without_pool);
  }
  Service service_{"test"};
  TestClientOptions quickly_{.time = TestTime::Virtual};
};

TEST_F(Streaming, SendsWhatTheCoroutineWrites) {
  TestClient client(service_, quickly_);
  for (const char* path : {"/stream", "/length"}) {
    const TestResponse response = client.get(path);
    EXPECT_EQ(response.body(), "ab,ab,ab,");
    EXPECT_EQ(response.header("Content-Type"), "text/csv");
    EXPECT_FALSE(response.broken_off());
  }
}

TEST_F(Streaming, DoesNotRunForHead) {
  TestClient client(service_, quickly_);
  const TestResponse response = client.request(Method::Head, "/broken");
  EXPECT_EQ(response.status(), 200);
  EXPECT_FALSE(response.broken_off());
}

TEST_F(Streaming, AFailureBreaksTheAnswerOffAndIsLogged) {
  TestClient client(service_, quickly_);
  const TestResponse response = client.get("/broken");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.body(), "half");
  EXPECT_TRUE(response.broken_off());
  EXPECT_THAT(client.log_lines(), testing::ElementsAre(testing::HasSubstr("no more")));
}

TEST_F(Streaming, AFailureBeforeTheFirstContentIsAnswered) {
  TestClient client(service_, quickly_);
  for (const char* accepted : {"identity", "gzip"}) {
    const TestResponse response = client.get("/failed", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(response.status(), 404);
    EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
    EXPECT_THAT(response.body(), testing::HasSubstr("no such table"));
    EXPECT_FALSE(response.broken_off());
  }
}

TEST_F(Streaming, EmptyContentDoesNotBeginTheAnswer) {
  service_.get("/empty", empty_stream_failed);
  TestClient client(service_, quickly_);
  EXPECT_EQ(client.get("/empty").status(), 404);
}

TEST(StreamingElsewhere, WhatTakesTheContentsPlaceHasTheFieldsThatEveryAnswerHas) {
  Service service("test");
  service.add_package(std::make_unique<SecurityHeaders>());
  RouteOptions shared;
  shared.middleware.push_back(service.add_package(std::make_unique<Cors>()).allow({.origins = {"https://app.example.org"}}));
  service.get("/stream", own_stream_failed, shared);
  service.get("/file", missing_file, shared);
  TestClient client(service, {.config = "server: {hsts: {max_age: 1d}}", .secure = true});
  for (const char* path : {"/stream", "/file"}) {
    const TestResponse response = client.get(path, {{"Origin", "https://app.example.org"}, {"Accept-Encoding", "gzip"}});
    EXPECT_EQ(response.status(), 404);
    EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(response.header("Access-Control-Allow-Origin"), "https://app.example.org");
    EXPECT_THAT(response.header("Vary"), testing::HasSubstr("Origin"));
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(response.header("Content-Security-Policy"), testing::HasSubstr("base-uri"));
    EXPECT_EQ(response.header("Strict-Transport-Security"), "max-age=86400");
    EXPECT_EQ(response.header("X-From"), "handler");
    for (const char* field : {"Content-Disposition", "Content-Encoding", "ETag", "Cache-Control"})
      EXPECT_EQ(response.header(field), "") << field;
  }
}

TEST_F(Streaming, WhatTheClientDidWrongIsNoErrorOfTheService) {
  TestClient client(service_, quickly_);
  EXPECT_TRUE(client.get("/refused/400").broken_off());
  EXPECT_TRUE(client.get("/refused/503").broken_off());
  EXPECT_THAT(client.log_lines(), testing::ElementsAre(testing::HasSubstr("503 Service Unavailable: no more")));
}

TEST_F(Streaming, ALengthThatIsNotKeptBreaksTheAnswerOff) {
  TestClient client(service_, quickly_);
  EXPECT_TRUE(client.get("/short").broken_off());
  EXPECT_TRUE(client.get("/long").broken_off());
}

class StreamingFile : public Streaming {
 protected:
  StreamingFile() { std::ofstream(folder_ + "/note.html") << "<p>Hello"; }

  const TestFolder own_;
  const std::string folder_ = own_.path();
  TestClient client_{service_, {.data_dir = folder_}};
};

TEST_F(StreamingFile, HasTheMediaTypeOfItsName) {
  for (const std::string& path : {std::string("note.html"), folder_ + "/note.html"}) {
    const TestResponse response = client_.get("/file?path=" + path);
    EXPECT_EQ(response.body(), "<p>Hello");
    EXPECT_EQ(response.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(response.header("Accept-Ranges"), "bytes");
    EXPECT_EQ(response.header("X-From"), "disk");
  }
  EXPECT_EQ(client_.get("/file?path=absent").status(), 404);
  EXPECT_EQ(client_.get("/file?path=" + folder_).status(), 404);
}

TEST_F(StreamingFile, IsNotSentTwiceToWhoHasIt) {
  const std::string tag = client_.get("/private").header("ETag");
  ASSERT_FALSE(tag.empty());
  const TestResponse again = client_.get("/private", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status(), 304);
  EXPECT_EQ(again.body(), "");
  EXPECT_EQ(again.header("ETag"), tag);
  EXPECT_EQ(again.header("Cache-Control"), "private");
  EXPECT_EQ(again.header("Content-Type"), "");
  EXPECT_EQ(client_.get("/private", {{"If-Match", "\"other\""}}).status(), 412);
}

TEST_F(StreamingFile, IsSentInTheRangesThatAreAskedFor) {
  const TestResponse part = client_.get("/private", {{"Range", "bytes=3-"}});
  EXPECT_EQ(part.status(), 206);
  EXPECT_EQ(part.body(), "Hello");
  EXPECT_EQ(part.header("Content-Range"), "bytes 3-7/8");
  EXPECT_EQ(part.header("Cache-Control"), "private");
  const TestResponse parts = client_.get("/private", {{"Range", "bytes=0-0,-1"}});
  EXPECT_EQ(parts.status(), 206);
  EXPECT_THAT(parts.header("Content-Type"), testing::StartsWith("multipart/byteranges"));
  const TestResponse none = client_.get("/private", {{"Range", "bytes=8-"}});
  EXPECT_EQ(none.status(), 416);
  EXPECT_EQ(none.header("Content-Range"), "bytes */8");
  EXPECT_EQ(none.header("Content-Type"), "application/problem+json");
}

TEST_F(StreamingFile, IsLeftToTheHandlerThatTagsItOrTellsAnError) {
  const TestResponse tagged = client_.get("/tagged", {{"If-None-Match", "*"}, {"Range", "bytes=3-"}});
  EXPECT_EQ(tagged.status(), 200);
  EXPECT_EQ(tagged.body(), "<p>Hello");
  EXPECT_EQ(tagged.header("ETag"), "\"mine\"");
  const TestResponse error = client_.get("/error-page", {{"Range", "bytes=3-"}});
  EXPECT_EQ(error.status(), 404);
  EXPECT_EQ(error.body(), "<p>Hello");
}

TEST_F(Streaming, AFileIsOpenedOnAThreadThatMayBlock) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/file-without-pool").status(), 503);
}

}  // namespace
}  // namespace saki
