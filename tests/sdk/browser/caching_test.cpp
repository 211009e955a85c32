// SPDX-License-Identifier: Apache-2.0
#include "saki/caching.h"

#include <gmock/gmock.h>

#include "saki/http_error.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

Response said(Request&) { return Response::text("said"); }
Response said_otherwise(Request&) { return Response::text("said").header("Cache-Control", "no-cache").header("ETag", "\"mine\""); }
Response lost(Request&) { throw NotFound("it is lost"); }

class Caching : public testing::Test {
 protected:
  Caching() {
    for (const char* path : {"/kept", "/own", "/lost"}) add(path, "public, max-age=60", {"Accept", "Accept-Language"});
    add("/never", "no-store");
    add("/never/lost", "no-store");
  }

  void add(const std::string& path, const char* control, std::vector<std::string> vary = {}) {
    RouteOptions options;
    options.middleware.push_back(caching({.control = control, .vary = std::move(vary)}));
    const RouteHandler handler = path == "/own"            ? RouteHandler(said_otherwise)
                                 : path.ends_with("/lost") ? RouteHandler(lost)
                                                           : RouteHandler(said);
    service_.post(path, handler, options);
    service_.get(path, handler, std::move(options));
  }

  TestResponse get(std::string_view path, TestClient::Headers headers = {}) {
    return TestClient(service_).request(Method::Get, path, std::move(headers));
  }

  Service service_{"test"};
};

TEST_F(Caching, AnAnswerSaysHowLongItMayBeKeptAndWhatItDependsOn) {
  const TestResponse answer = get("/kept");
  EXPECT_EQ(answer.body(), "said");
  EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=60");
  EXPECT_THAT(answer.header("Vary"), testing::HasSubstr("Accept"));
  EXPECT_EQ(answer.header("ETag").size(), 24U);
}

TEST_F(Caching, WhoHasItAlreadyIsSentNoContent) {
  const std::string tag = get("/kept").header("ETag");
  for (const std::string& held : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const TestResponse answer = get("/kept", {{"If-None-Match", held}});
    EXPECT_EQ(answer.status(), 304) << held;
    EXPECT_EQ(answer.body(), "") << held;
    EXPECT_EQ(answer.header("ETag"), tag) << held;
    EXPECT_EQ(answer.header("Cache-Control"), "public, max-age=60") << held;
  }
  EXPECT_EQ(get("/kept", {{"If-None-Match", "\"other\""}}).body(), "said");
  EXPECT_EQ(get("/kept", {{"If-Match", "\"other\""}}).status(), 412);
}

TEST_F(Caching, WhatTheHandlerSaysItselfGoesBefore) {
  const TestResponse answer = get("/own");
  EXPECT_EQ(answer.header("Cache-Control"), "no-cache");
  EXPECT_EQ(answer.header("ETag"), "\"mine\"");
  EXPECT_EQ(get("/own", {{"If-None-Match", "\"mine\""}}).status(), 304);
}

TEST_F(Caching, ARedirectionIsKeptLikeAnAnswer) {
  RouteOptions options;
  options.middleware.push_back(caching({.control = "public, max-age=60"}));
  service_.redirect("/away", "/kept", 308, std::move(options));
  EXPECT_EQ(get("/away").header("Cache-Control"), "public, max-age=60");
  EXPECT_EQ(get("/away").header("ETag"), "");
}

TEST_F(Caching, FailuresAndChangesAreKeptByNobodyElse) {
  EXPECT_EQ(get("/lost").header("Cache-Control"), "");
  EXPECT_EQ(get("/lost").status(), 404);
  EXPECT_EQ(TestClient(service_).request(Method::Post, "/kept").header("ETag"), "");
}

TEST_F(Caching, WhatIsNeverKeptSaysSoOnFailuresAsWell) {
  EXPECT_EQ(get("/never").header("Cache-Control"), "no-store");
  EXPECT_EQ(get("/never").header("ETag"), "");
  EXPECT_EQ(get("/never/lost").header("Cache-Control"), "no-store");
  EXPECT_EQ(get("/never/lost").status(), 404);
}

}  // namespace
}  // namespace saki
