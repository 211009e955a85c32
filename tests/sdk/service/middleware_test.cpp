// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "saki/guard.h"
#include "saki/service.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

void leave_trace(Response& response, std::string_view name) {
  const std::string before(response.header("X-Trace").value_or(""));
  response.header("X-Trace", before + std::string(name));
}

Task<Response> outer(Request& request, Next next) {
  Response response = co_await next(request);
  leave_trace(response, "o");
  co_return response;
}

Task<Response> inner(Request& request, Next next) {
  co_await sleep(1ms);
  Response response = co_await next(request);
  leave_trace(response, "i");
  co_return response;
}

Task<Response> local(Request& request, Next next) {
  Response response = co_await next(request);
  leave_trace(response, "l");
  co_return response;
}

Task<Response> guard(Request& request, Next next) {
  if (!request.header("Authorization")) throw Unauthorized("who are you?").header("WWW-Authenticate", "Bearer");
  return next(request);
}

Task<Response> welcome(Request& request, Next next) {
  try {
    Response response = co_await next(request);
    co_return response;
  } catch (const HttpError& error) {
    if (error.status() != Status::NotFound) throw;
  }
  co_return Response::text("nothing here, but welcome");
}

Response plain(Request&) { return Response::text("plain"); }
Task<Response> coroutine(Request&) { co_return Response::text("coroutine"); }

RouteOptions with(Middleware around) {
  RouteOptions options;
  options.middleware.push_back(std::move(around));
  return options;
}

// Lets so many through, and says so to browsers that ask.
class Turnstile final : public Guard {
 public:
  explicit Turnstile(int most) : left_(most) {}

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override {
    if (left_-- <= 0) throw TooManyRequests();
    return next(request);
  }
  [[nodiscard]] std::optional<Response> answer_preflight(const Request& request) const override {
    return Response(Status::NoContent).header("X-Asked", *request.header("Access-Control-Request-Method"));
  }

 private:
  mutable std::atomic<int> left_;
};

TEST(Middleware, GoesRoundTheHandlerInTheOrderItWasAdded) {
  Service service("test");
  service.middleware(outer);
  service.middleware(inner);
  service.get("/plain", plain, with(local));
  service.get("/coroutine", coroutine);
  TestClient client(service, {.time = TestTime::Virtual});
  EXPECT_EQ(client.get("/plain").body(), "plain");
  EXPECT_EQ(client.get("/plain").header("X-Trace"), "lio");
  EXPECT_EQ(client.get("/coroutine").header("X-Trace"), "io");
}

TEST(Middleware, MayAnswerInTheHandlersPlace) {
  Service service("test");
  service.get("/private", plain, with(guard));
  service.get("/public", plain);
  TestClient client(service);
  const TestResponse refused = client.get("/private");
  EXPECT_EQ(refused.status(), 401);
  EXPECT_EQ(refused.header("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(client.get("/private", {{"Authorization", "Bearer x"}}).body(), "plain");
  EXPECT_EQ(client.get("/public").body(), "plain");
}

TEST(Middleware, OfTheServiceSeesPathsThatNoRouteFits) {
  Service service("test");
  service.middleware(welcome);
  service.get("/plain", plain);
  TestClient client(service);
  EXPECT_EQ(client.get("/nowhere").body(), "nothing here, but welcome");
  EXPECT_EQ(client.get("/plain").body(), "plain");
  EXPECT_EQ(client.post("/plain", "").status(), 405);
}

TEST(Middleware, MayBeAGuardThatKeepsSomethingOfItsOwn) {
  Service service("test");
  const auto turnstile = std::make_shared<Turnstile>(2);
  service.get("/one", plain, with(turnstile));
  service.get("/two", plain, with(turnstile));
  TestClient client(service);
  EXPECT_EQ(client.get("/one").body(), "plain");
  EXPECT_EQ(client.get("/two").body(), "plain");
  EXPECT_EQ(client.get("/one").status(), 429);
}

TEST(Middleware, AGuardAnswersBrowsersThatAskForItsRoute) {
  Service service("test");
  service.get("/guarded", plain, with(std::make_shared<Turnstile>(0)));
  service.post("/guarded", plain);
  TestClient client(service);
  const auto ask = [&](std::string method) {
    return client.request(Method::Options, "/guarded", {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", method}});
  };
  EXPECT_EQ(ask("GET").header("X-Asked"), "GET");
  EXPECT_EQ(ask("HEAD").header("X-Asked"), "HEAD");  // Which GET answers.
  EXPECT_EQ(ask("POST").header("X-Asked"), "");
  EXPECT_EQ(ask("POST").header("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask("PATCH").header("X-Asked"), "");
  EXPECT_EQ(client.request(Method::Options, "/guarded", {{"Origin", "https://a.example"}}).header("X-Asked"), "");
}

}  // namespace
}  // namespace saki
