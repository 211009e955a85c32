// SPDX-License-Identifier: Apache-2.0
//
// What Duda I/O had a function for and nothing else here shows in so many words; see docs/from-duda.md.
#include <gtest/gtest.h>

#include <thread>

#include "saki/cookie.h"
#include "saki/json.h"
#include "saki/log.h"
#include "saki/service.h"
#include "saki/task/mailbox.h"
#include "saki/test_client.h"

namespace saki {
namespace {

class FromDuda : public testing::Test {
 protected:
  Service service_{"test"};
};

Response tell_method(Request& request) { return Response::text(request.method() == Method::Post ? "a post" : "another"); }

TEST_F(FromDuda, AMethodIsComparedWithAWord) {
  service_.get("/", tell_method);
  service_.post("/", tell_method);
  service_.patch("/", tell_method);
  TestClient client(service_);
  EXPECT_EQ(client.post("/", "").body(), "a post");
  EXPECT_EQ(client.get("/").body(), "another");
  EXPECT_EQ(client.patch("/", "").body(), "another");
}

Response tell_length(Request& request) {
  return Response::text(request.has_body() ? std::to_string(request.content_length().value_or(0)) : "none");
}

TEST_F(FromDuda, TheLengthOfTheContentIsKnownBeforeItIsRead) {
  service_.post("/", tell_length);
  TestClient client(service_);
  EXPECT_EQ(client.post("/", "seven b").body(), "7");
  EXPECT_EQ(client.post("/", "").body(), "none");
}

Response compare(Request& request) {
  const bool same = request.header("x-key") == "seven";
  const bool contains = request.header("Accept").value_or("").contains("json");
  return Response::text(std::string(same ? "same" : "other") + (contains ? " json" : " plain"));
}

TEST_F(FromDuda, AFieldIsComparedAndSearchedAsTheTextThatItIs) {
  service_.get("/", compare);
  TestClient client(service_);
  EXPECT_EQ(client.get("/", {{"X-Key", "seven"}, {"Accept", "text/html, application/json"}}).body(), "same json");
  EXPECT_EQ(client.get("/", {{"X-Key", "seventeen"}}).body(), "other plain");
  EXPECT_EQ(client.get("/").body(), "other plain");
}

// A thread of one's own finds out what an answer waits for.
Task<Response> ask_thread(Request& request) {
  Mailbox<std::string> answers(request.loop(), 1);
  std::jthread thread([&answers] { static_cast<void>(answers.post("found out")); });
  const Result<std::string> answer = co_await answers.receive();
  co_return Response::text(answer.value_or("nothing"));
}

TEST_F(FromDuda, AnAnswerWaitsForWhatAnotherThreadFindsOut) {
  service_.get("/", ask_thread);
  TestClient client(service_);
  EXPECT_EQ(client.get("/").body(), "found out");
}

Response tell_parameters(Request& request) {
  return Response::text(std::to_string(request.path_parameter<std::int64_t>("id")) + " " + std::string(request.path_parameter(1)));
}

TEST_F(FromDuda, APathHasAsManyParametersAsItsRouteSays) {
  service_.get("/app/notes/show/{id:int64}/{name}", tell_parameters);
  TestClient client(service_);
  EXPECT_EQ(client.get("/app/notes/show/7/ann").body(), "7 ann");
  for (const char* other : {"/app/notes/show/7", "/app/notes/show/7/ann/more", "/app/notes/show/seven/ann", "/app/notes/showing/7/ann"}) {
    EXPECT_EQ(client.get(other).status(), 404) << other;
  }
}

Response forget(Request&) { return Response::text("gone").cookie(Cookie::expired("theme")); }

TEST_F(FromDuda, ABrowserIsToldToForgetACookie) {
  service_.get("/", forget);
  TestClient client(service_);
  const std::string told = client.get("/").header("Set-Cookie");
  EXPECT_TRUE(told.starts_with("theme=;")) << told;
  EXPECT_NE(told.find("Max-Age=0"), told.npos) << told;
}

Response tell_place(Request& request) { return Response::text(request.data_path("notes.db") + " " + request.data_path("/etc/motd")); }

TEST_F(FromDuda, AFileOfTheServiceLiesBelowItsFolder) {
  service_.get("/", tell_place);
  TestClient client(service_, {.data_dir = "/srv/notes"});
  EXPECT_EQ(client.get("/").body(), "/srv/notes/notes.db /etc/motd");
}

Response log_some(Request& request) {
  if (request.log().enabled(LogLevel::Debug)) request.log().debug("costly to make");
  request.log().trace("finer still");
  request.log().info("told");
  return Response();
}

TEST_F(FromDuda, ALevelIsAskedForBeforeALineIsMade) {
  service_.get("/", log_some);
  TestClient client(service_);
  static_cast<void>(client.get("/"));
  const std::vector<std::string> lines = client.log_lines();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("told"), lines[0].npos);
}

Response show_json(Request&) {
  Json note = {{"title", "milk"}, {"count", 2}};
  note["done"] = false;
  note["tags"] = Json::array();
  note["tags"].push_back("food");
  note["due"] = nullptr;
  return Response::json(note);
}

TEST_F(FromDuda, JsonIsMadeReadAndWritten) {
  service_.get("/", show_json);
  TestClient client(service_);
  const Result<Json> note = parse_json(client.get("/").body());
  ASSERT_TRUE(note);
  EXPECT_EQ(note->at("title"), "milk");
  EXPECT_EQ(note->at("tags").size(), 1U);
  EXPECT_EQ(note->at("tags")[0], "food");
  EXPECT_TRUE(note->at("due").is_null());
  EXPECT_EQ(note->at("done"), false);
  EXPECT_FALSE(parse_json("{\"title\":"));
}

}  // namespace
}  // namespace saki
