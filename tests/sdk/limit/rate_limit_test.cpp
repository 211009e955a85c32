// SPDX-License-Identifier: Apache-2.0
//
// Rate limits as clients meet them.
#include <gmock/gmock.h>

#include "crowd.h"
#include "saki/identity.h"
#include "saki/limits.h"
#include "saki/measures.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

Response hello(Request&) { return Response::text("hello"); }
Response nothing(Request&) { throw NotFound("no such thing"); }

RouteOptions with(std::shared_ptr<const Guard> guard) {
  RouteOptions options;
  options.middleware.push_back(std::move(guard));
  return options;
}

class RateLimitTest : public testing::Test {
 protected:
  Service service_{"test"};
  Limits& limits_ = service_.add_package(std::make_unique<Limits>());
};

TEST_F(RateLimitTest, TellsWhatIsLeftAndRefusesWhatIsTooMuch) {
  service_.get("/", hello, with(limits_.rate({.name = "hello", .rate = Rate(2, 1min)})));
  Crowd crowd(service_);
  const TestResponse first = crowd.get("/");
  EXPECT_EQ(first.status(), 200);
  EXPECT_EQ(first.header("RateLimit-Policy"), "\"hello\";q=2;w=60");
  EXPECT_EQ(first.header("RateLimit"), "\"hello\";r=1;t=30");
  EXPECT_EQ(crowd.get("/").header("RateLimit"), "\"hello\";r=0;t=60");

  const TestResponse refused = crowd.get("/");
  EXPECT_EQ(refused.status(), 429);
  EXPECT_EQ(refused.header("Retry-After"), "30");
  EXPECT_EQ(refused.header("RateLimit-Policy"), "\"hello\";q=2;w=60");
  EXPECT_EQ(refused.header("RateLimit"), "\"hello\";r=0;t=60");
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(refused.body(),
            R"({"type":"https://iana.org/assignments/http-problem-types#quota-exceeded","title":"Too Many Requests","status":429,)"
            R"("detail":"More requests than 2 in 60 s","violated-policies":["hello"]})");
  crowd.pass(30s);
  EXPECT_EQ(crowd.get("/").status(), 200);
}

TEST_F(RateLimitTest, AProblemDocumentCountsAndTellsAsWell) {
  service_.get("/", nothing, with(limits_.rate({.name = "n", .rate = Rate(1, 1min)})));
  Crowd crowd(service_);
  const TestResponse missing = crowd.get("/");
  EXPECT_EQ(missing.status(), 404);
  EXPECT_EQ(missing.header("RateLimit"), "\"n\";r=0;t=60");
  EXPECT_EQ(crowd.get("/").status(), 429);
}

TEST_F(RateLimitTest, ClientsAreCountedApartByAddressAndIpv6Network) {
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(1, 1min)})));
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.2").status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 429);
  EXPECT_EQ(crowd.get("/", "2001:db8::1").status(), 200);
  EXPECT_EQ(crowd.get("/", "2001:db8::2").status(), 429);
  EXPECT_EQ(crowd.get("/", "2001:db8:0:1::1").status(), 200);
}

TEST_F(RateLimitTest, ThePrefixIsASetting) {
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(1, 1min)})));
  Crowd crowd(service_, "limits: {ipv6_prefix: 48}");
  EXPECT_EQ(crowd.get("/", "2001:db8::1").status(), 200);
  EXPECT_EQ(crowd.get("/", "2001:db8:0:1::1").status(), 429);
}

TEST_F(RateLimitTest, AKeyMayBeAHeaderAndWhoHasNoneIsCountedByAddress) {
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(1, 1min), .by = LimitKey::header("X-Key")})));
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/", "192.0.2.1", {{"X-Key", "a"}}).status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.2", {{"X-Key", "a"}}).status(), 429);
  EXPECT_EQ(crowd.get("/", "192.0.2.1", {{"X-Key", "b"}}).status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 429);
  EXPECT_EQ(crowd.get("/", "192.0.2.1", {{"X-Key", ""}}).status(), 429);
}

TEST_F(RateLimitTest, AKeyMayBeACookieAPathParameterOrEverybody) {
  service_.get("/cookie", hello, with(limits_.rate({.name = "c", .rate = Rate(1, 1min), .by = LimitKey::cookie("who")})));
  service_.get("/of/{tenant}", hello, with(limits_.rate({.name = "t", .rate = Rate(1, 1min), .by = LimitKey::path_parameter("tenant")})));
  service_.get("/all", hello, with(limits_.rate({.name = "a", .rate = Rate(1, 1min), .by = LimitKey::everyone()})));
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/cookie", "192.0.2.1", {{"Cookie", "who=ann"}}).status(), 200);
  EXPECT_EQ(crowd.get("/cookie", "192.0.2.2", {{"Cookie", "who=ann"}}).status(), 429);
  EXPECT_EQ(crowd.get("/of/a").status(), 200);
  EXPECT_EQ(crowd.get("/of/b").status(), 200);
  EXPECT_EQ(crowd.get("/of/a", "192.0.2.2").status(), 429);
  EXPECT_EQ(crowd.get("/all").status(), 200);
  EXPECT_EQ(crowd.get("/all", "192.0.2.2").status(), 429);
}

// Says who asks by what it says itself, as no authenticator would.
Task<Response> believe(Request& request, Next next) {
  if (const auto who = request.header("X-User")) request.keep<Identity>(std::string(*who));
  return next(request);
}

TEST_F(RateLimitTest, AKeyMayBeWhoeverSignedInAndNobodyIsCountedByAddress) {
  service_.middleware(believe);
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(1, 1min), .by = LimitKey::identity()})));
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/", "192.0.2.1", {{"X-User", "ann"}}).status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.2", {{"X-User", "ann"}}).status(), 429);
  EXPECT_EQ(crowd.get("/", "192.0.2.1", {{"X-User", "bob"}}).status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 200);
  EXPECT_EQ(crowd.get("/", "192.0.2.1").status(), 429);
}

TEST_F(RateLimitTest, AroundSeveralRoutesItCountsThemTogether) {
  const auto limit = limits_.rate({.name = "n", .rate = Rate(2, 1min)});
  service_.get("/one", hello, with(limit));
  service_.get("/two", hello, with(limit));
  service_.get("/free", hello);
  Crowd crowd(service_);
  EXPECT_EQ(crowd.get("/one").status(), 200);
  EXPECT_EQ(crowd.get("/two").status(), 200);
  EXPECT_EQ(crowd.get("/one").status(), 429);
  EXPECT_EQ(crowd.get("/free").status(), 200);
}

TEST_F(RateLimitTest, OfSeveralAroundOneRouteEachTellsItsPolicy) {
  RouteOptions options = with(limits_.rate({.name = "outer", .rate = Rate(100, 1h)}));
  options.middleware.push_back(limits_.rate({.name = "inner", .rate = Rate(1, 1s)}));
  service_.get("/", hello, std::move(options));
  Crowd crowd(service_);
  std::vector<std::string> policies;
  const TestResponse answer = crowd.get("/");
  for (const auto& [name, value] : answer.headers()) {
    if (name == "RateLimit-Policy") policies.push_back(value);
  }
  EXPECT_THAT(policies, testing::ElementsAre("\"inner\";q=1;w=1", "\"outer\";q=100;w=3600"));
}

TEST_F(RateLimitTest, TheConfigurationMaySuspendThem) {
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(1, 1min)})));
  Crowd crowd(service_, "limits: {enabled: false}");
  EXPECT_EQ(crowd.get("/").status(), 200);
  EXPECT_EQ(crowd.get("/").status(), 200);
  EXPECT_EQ(crowd.get("/").header("RateLimit"), "");
}

TEST_F(RateLimitTest, IsFoundByTheServiceItWasAddedTo) { EXPECT_EQ(&Limits::of(service_), &limits_); }

TEST_F(RateLimitTest, TellsItsNumbers) {
  service_.get("/", hello, with(limits_.rate({.name = "n", .rate = Rate(2, 1min)})));
  Crowd crowd(service_);
  for (int i = 0; i < 5; ++i) static_cast<void>(crowd.get("/"));
  Measures measures;
  limits_.measure(measures);
  EXPECT_EQ(measures.find("rate_limit_requests_total{policy=\"n\",outcome=\"admitted\"}"), 2);
  EXPECT_EQ(measures.find("rate_limit_requests_total{policy=\"n\",outcome=\"refused\"}"), 3);
}

}  // namespace
}  // namespace saki
