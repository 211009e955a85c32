// SPDX-License-Identifier: Apache-2.0
//
// From a request to its handler, and what handlers see of it.
#include <gtest/gtest.h>

#include "saki/cookie.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

Response hello(Request&) { return Response::text("Hello, World!"); }

Task<Response> hello_later(Request&) { co_return Response::text("later"); }

Response show_post(Request& request) {
  return Response::text(std::string(request.path_parameter("user")) + " " + std::to_string(request.path_parameter<std::int64_t>(1)));
}

Response show_request(Request& request) {
  std::string text = std::string(http::method_text(request.method())) + " " + std::string(request.path());
  for (const Parameter& parameter : request.query()) text += " " + std::string(parameter.name) + "=" + std::string(parameter.value);
  text += " [" + std::string(request.header("x-tag").value_or("none")) + "]";
  text += " [" + std::string(request.cookie("theme").value_or("none")) + "]";
  return Response::text(text);
}

Response set_cookies(Request&) {
  return Response().cookie(Cookie("a", "1")).cookie(Cookie("b", "2")).header("X-Once", "1").header("x-once", "2");
}

Task<Response> mark(Request& request, Next next) {
  Response response = co_await next(request);
  response.header("X-Marked", "yes");
  co_return response;
}

class Routing : public testing::Test {
 protected:
  Routing() {
    service_.get("/hello", hello);
    service_.get("/later", hello_later);
    service_.get("/closure", [](Request&) { return Response(Status::NoContent); });
    service_.get("/users/{user}/posts/{post:int64}", show_post);
    service_.get("/show/{rest...}", show_request);
    service_.get("/cookies", set_cookies);
    service_.post("/hello", hello);
    service_.redirect("/old/{id}/{rest...}", "/new/{id}?{unknown}/{rest}");
    service_.redirect("/moved", "https://example.org/", 303);
    service_.redirect("/up/{rest...}", "/{rest}");
    RouteOptions options;
    options.middleware.push_back(mark);
    service_.redirect("/marked", "/hello", 308, std::move(options));
  }
  Service service_{"test"};
};

TEST_F(Routing, PlainFunctionsCoroutinesAndClosuresAreHandlers) {
  TestClient client(service_);
  const TestResponse hello = client.get("/hello");
  EXPECT_EQ(hello.status(), 200);
  EXPECT_EQ(hello.body(), "Hello, World!");
  EXPECT_EQ(hello.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(client.get("/later").body(), "later");
  EXPECT_EQ(client.get("/closure").status(), 204);
}

TEST_F(Routing, PathParametersArriveDecodedAndTyped) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/users/J%C3%B6rg%20L/posts/7").body(), "Jörg L 7");
  EXPECT_EQ(client.get("/users/ann/posts/x").status(), 404);
}

TEST_F(Routing, ARequestShowsItsQueryFieldsAndCookies) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/show/a/b?x=1&y=a+b", {{"X-Tag", "t"}, {"Cookie", "a=b; theme=dark"}}).body(),
            "GET /show/a/b x=1 y=a b [t] [dark]");
  EXPECT_EQ(client.get("/show/", {{"X-Tag", ""}}).body(), "GET /show/ [] [none]");
  EXPECT_EQ(client.get("/show/?x=%zz").status(), 400);
}

TEST_F(Routing, EachCookieIsAFieldAndOtherFieldsReplaceOneAnother) {
  TestClient client(service_);
  const TestResponse::Headers expected = {{"Set-Cookie", "a=1; Path=/; HttpOnly; Secure; SameSite=Lax"},
                                          {"Set-Cookie", "b=2; Path=/; HttpOnly; Secure; SameSite=Lax"},
                                          {"x-once", "2"}};
  EXPECT_EQ(client.get("/cookies").headers(), expected);
}

TEST_F(Routing, HeadHasTheHeadOfGetWithoutItsContent) {
  TestClient client(service_);
  const TestResponse response = client.request(Method::Head, "/hello");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.header("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(response.body(), "");
}

TEST_F(Routing, OptionsAndForeignMethodsAreToldWhatIsAllowed) {
  TestClient client(service_);
  EXPECT_EQ(client.request(Method::Options, "/hello").status(), 204);
  EXPECT_EQ(client.request(Method::Options, "/hello").header("Allow"), "GET, HEAD, POST, OPTIONS");
  const TestResponse refused = client.del("/hello");
  EXPECT_EQ(refused.status(), 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(refused.body(), R"({"type":"about:blank","title":"Method Not Allowed","status":405})");
  EXPECT_EQ(client.request(Method::Options, "/nowhere").status(), 404);
}

TEST_F(Routing, OptionsOfTheWholeServiceTellsEveryMethodThatSomeRouteTakes) {
  service_.del("/gone", hello);
  TestClient client(service_);
  const TestResponse response = client.request(Method::Options, "*");
  EXPECT_EQ(response.status(), 204);
  EXPECT_EQ(response.header("Allow"), "GET, HEAD, POST, DELETE, OPTIONS");
  EXPECT_EQ(client.get("*").status(), 400);
}

TEST_F(Routing, AnUnknownPathIsAProblem) {
  TestClient client(service_);
  const TestResponse response = client.get("/nowhere");
  EXPECT_EQ(response.status(), 404);
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.body(), R"({"type":"about:blank","title":"Not Found","status":404})");
}

TEST_F(Routing, RedirectsFillInTheParameters) {
  TestClient client(service_);
  const TestResponse response = client.get("/old/a%20b/c/d%3F");
  EXPECT_EQ(response.status(), 308);
  EXPECT_EQ(response.header("Location"), "/new/a%20b?{unknown}/c/d%3F");
  EXPECT_EQ(client.get("/moved").status(), 303);
  EXPECT_EQ(client.get("/moved?a=1&b").header("Location"), "https://example.org/?a=1&b");
  EXPECT_EQ(client.get("/old/a/b?c=1").header("Location"), "/new/a?{unknown}/b");
  EXPECT_EQ(client.get("/up//evil.example/x:1").header("Location"), "/evil.example/x%3A1");
  EXPECT_EQ(client.get("/moved").header("X-Marked"), "");
  EXPECT_EQ(client.get("/marked").header("X-Marked"), "yes");
}

TEST_F(Routing, WhatNoServerWouldTakeIsRefusedByTheTestClientToo) {
  TestClient client(service_);
  for (const char* target : {"", "hello", "/a b", "/../x", "/%00", "/%2e%2e/x", "/\x80"})
    EXPECT_EQ(client.get(target).status(), 400) << target;
  EXPECT_EQ(client.get("/hello", {{"a b", "c"}}).status(), 400);
}

TEST_F(Routing, MistakenRoutesKeepTheServiceFromStarting) {
  service_.get("/users/{name}/posts/{id:int32}", hello);
  service_.get("no-slash", hello);
  const std::string text = start_refusal(service_);
  EXPECT_NE(text.find("error[route-conflict]"), std::string::npos) << text;
  EXPECT_NE(text.find("error[route-pattern]"), std::string::npos) << text;
}

}  // namespace
}  // namespace saki
