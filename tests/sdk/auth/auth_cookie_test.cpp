// SPDX-License-Identifier: Apache-2.0
#include "saki/sealed_cookies.h"
#include "saki/test_start.h"
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kConfig =
    "auth: {visitors: {kind: cookie, lifetime: 1h}}\n"
    "cookies: {keys: 'k1 YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE='}";

Response enter(Request& request) {
  const Auth& auth = request.use<Auth>();
  return Response().cookie(auth.sign_in(request, "visitors", Identity("ada", {"editor"})));
}

Response leave(Request& request) { return Response().cookie(request.use<Auth>().sign_out("visitors")); }

class AuthCookie : public testing::Test {
 protected:
  AuthCookie() {
    service_.add_package(std::make_unique<SealedCookies>());
    service_.add_package(std::make_unique<Auth>());
    add_guarded(service_, "/", {.schemes = {"visitors"}});
    add_guarded(service_, "/open", {.schemes = {"visitors"}, .need = AuthNeed::Optional});
    service_.get("/enter", enter);
    service_.get("/leave", leave);
  }

  Service service_{"test"};
};

TEST_F(AuthCookie, WhoWasLetInIsKnownByTheCookie) {
  TestClient client(service_, {.config = kConfig});
  const TestResponse entered = client.get("/enter");
  EXPECT_THAT(entered.header("Set-Cookie"), AllOf(HasSubstr("__Host-identity="), HasSubstr("HttpOnly"), HasSubstr("Secure"),
                                                  HasSubstr("SameSite=Lax"), HasSubstr("Max-Age=3600")));
  EXPECT_EQ(client.get("/", sent_back(entered)).body(), "visitors:ada editor");
  EXPECT_EQ(entered.header("Set-Cookie").find("ada"), std::string::npos);
}

TEST_F(AuthCookie, ACookieThatWasChangedOrHasEndedIsAsNone) {
  TestClient client(service_, {.config = kConfig, .time = TestTime::Virtual});
  TestClient::Headers cookie = sent_back(client.get("/enter"));
  client.advance(std::chrono::minutes(61));
  EXPECT_EQ(client.get("/", cookie).status(), 401);
  EXPECT_EQ(client.get("/open", cookie).body(), "nobody");
  cookie = sent_back(client.get("/enter"));
  cookie.front().second.back() = cookie.front().second.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(client.get("/", cookie).status(), 401);
}

Response seal_own(Request& request) {
  const std::string value(request.query().find("value").value_or(""));
  return Response().cookie(request.use<SealedCookies>().seal(request, "__Host-identity", value, std::chrono::hours{1}));
}

TEST_F(AuthCookie, WhatTheAuthorSealedUnderItsNameIsNobody) {
  service_.get("/own", seal_own);
  TestClient client(service_, {.config = kConfig});
  for (const char* value : {"7", "[]", "ada", "{}", "%7B%22sub%22:7%7D", "%7B%22sub%22:%5B%22ada%22%5D%7D", "%7B%22sub%22:%22%22%7D"}) {
    const TestClient::Headers cookie = sent_back(client.get("/own?value=" + std::string(value)));
    EXPECT_EQ(client.get("/", cookie).status(), 401) << value;
    EXPECT_EQ(client.get("/open", cookie).body(), "nobody") << value;
  }
}

TEST_F(AuthCookie, SigningOutMakesTheBrowserForget) {
  TestClient client(service_, {.config = kConfig});
  EXPECT_THAT(client.get("/leave").header("Set-Cookie"), HasSubstr("__Host-identity=;"));
}

TEST(AuthCookieAlone, NeedsWhatSealsCookies) {
  Service service("test");
  service.add_package(std::make_unique<Auth>());
  EXPECT_THAT(start_refusal(service, {.config = "auth: {visitors: {kind: cookie}}"}), HasSubstr("nothing seals cookies"));
}

}  // namespace
}  // namespace saki
