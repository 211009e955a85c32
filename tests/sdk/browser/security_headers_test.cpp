// SPDX-License-Identifier: Apache-2.0
#include "saki/security_headers.h"

#include <gtest/gtest.h>

#include "saki/limits.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"

namespace saki {
namespace {

Response hello(Request&) { return Response::text("hello"); }
Response framed(Request&) { return Response::text("hello").header("X-Frame-Options", "SAMEORIGIN"); }

Task<Response> never(Request&) {
  co_await sleep(std::chrono::hours(1));
  co_return Response::text("too late");
}

class SecurityHeadersTest : public testing::Test {
 protected:
  SecurityHeadersTest() {
    service_.add_package(std::make_unique<SecurityHeaders>());
    service_.get("/", hello);
    service_.get("/framed", framed);
  }

  Service service_{"test"};
};

TEST_F(SecurityHeadersTest, StandInEveryAnswer) {
  TestClient client(service_);
  for (const char* target : {"/", "/nowhere"}) {
    const TestResponse answer = client.get(target);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("X-Frame-Options"), "DENY");
    EXPECT_EQ(answer.header("Referrer-Policy"), "strict-origin-when-cross-origin");
    EXPECT_EQ(answer.header("Content-Security-Policy"), "base-uri 'self'; frame-ancestors 'none'; object-src 'none'");
    EXPECT_EQ(answer.header("Permissions-Policy"), "camera=(), geolocation=(), microphone=()");
    EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(answer.header("Cross-Origin-Resource-Policy"), "");
  }
}

TEST_F(SecurityHeadersTest, StandInRefusalsAsWell) {
  auto& limits = service_.add_package(std::make_unique<Limits>());
  RouteOptions brief;
  brief.timeout = std::chrono::milliseconds(10);
  service_.get("/never", never, std::move(brief));
  RouteOptions single;
  single.middleware.push_back(limits.rate({.name = "one", .rate = Rate(1, std::chrono::hours(1))}));
  service_.get("/single", hello, std::move(single));
  TestClient client(service_, {.time = TestTime::Virtual});
  EXPECT_EQ(client.get("/single").status(), 200);
  for (const auto& [target, status] : {std::pair("/never", 503), std::pair("/single", 429)}) {
    const TestResponse answer = client.get(target);
    EXPECT_EQ(answer.status(), status);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(answer.header("X-Frame-Options"), "DENY") << target;
  }
}

TEST_F(SecurityHeadersTest, GiveWayToWhatAHandlerSays) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/framed").header("X-Frame-Options"), "SAMEORIGIN");
  EXPECT_EQ(client.get("/framed").header("X-Content-Type-Options"), "nosniff");
}

TEST_F(SecurityHeadersTest, TheConfigurationSaysWhichAndWhatTheySay) {
  TestClient client(service_,
                    {.config = "security_headers: {nosniff: false, frame: '', content: \"default-src 'self'\", resource: same-site}"});
  const TestResponse answer = client.get("/");
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "");
  EXPECT_EQ(answer.header("X-Frame-Options"), "");
  EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'self'");
  EXPECT_EQ(answer.header("Cross-Origin-Resource-Policy"), "same-site");
}

TEST_F(SecurityHeadersTest, WhatCannotStandInAFieldIsRefusedAtTheStart) {
  EXPECT_THROW(TestClient(service_, {.config = "security_headers: {content: \"a\\r\\nX-Evil: 1\"}"}), std::runtime_error);
}

}  // namespace
}  // namespace saki
