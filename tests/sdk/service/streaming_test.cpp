// SPDX-License-Identifier: Apache-2.0
//
// Responses whose content is made, or read from a file, while it is being sent.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "saki/service.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"

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

class Streaming : public testing::Test {
 protected:
  Streaming() {
    service_.get("/stream", stream);
    service_.get("/length", stream_of_length);
    service_.get("/short", stream_too_short);
    service_.get("/long", stream_too_long);
    service_.get("/broken", stream_broken);
    service_.get("/file", file);
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

TEST_F(Streaming, AFileIsSentWithTheMediaTypeOfItsName) {
  std::string folder = testing::TempDir() + "saki_streaming_XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/note.html") << "<p>";
  TestClient client(service_, {.data_dir = folder});
  for (const std::string& path : {std::string("note.html"), folder + "/note.html"}) {
    const TestResponse response = client.get("/file?path=" + path);
    EXPECT_EQ(response.body(), "<p>");
    EXPECT_EQ(response.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(response.header("X-From"), "disk");
  }
  EXPECT_EQ(client.get("/file?path=absent").status(), 404);
  EXPECT_EQ(client.get("/file?path=" + folder).status(), 404);
  std::filesystem::remove_all(folder);
}

TEST_F(Streaming, AFileIsOpenedOnAThreadThatMayBlock) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/file-without-pool").status(), 503);
}

}  // namespace
}  // namespace saki
