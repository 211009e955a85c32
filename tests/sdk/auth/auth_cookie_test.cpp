// SPDX-License-Identifier: Apache-2.0
#include "saki/sealed_cookies.h"
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
    for (const auto& [path, need] : {std::pair("/", AuthNeed::Required), std::pair("/open", AuthNeed::Optional)}) {
      RouteOptions options;
      options.middleware.push_back(Auth::of(service_).guard({.schemes = {"visitors"}, .need = need}));
      service_.get(path, tell_caller, std::move(options));
    }
    service_.get("/enter", enter);
    service_.get("/leave", leave);
  }

  static TestClient::Headers shown(const TestResponse& response) {
    const std::string set = response.header("Set-Cookie");
    return {{"Cookie", set.substr(0, set.find(';'))}};
  }

  Service service_{"test"};
};

TEST_F(AuthCookie, WhoWasLetInIsKnownByTheCookie) {
  TestClient client(service_, {.config = kConfig});
  const TestResponse entered = client.get("/enter");
  EXPECT_THAT(entered.header("Set-Cookie"), AllOf(HasSubstr("__Host-identity="), HasSubstr("HttpOnly"), HasSubstr("Secure"),
                                                  HasSubstr("SameSite=Lax"), HasSubstr("Max-Age=3600")));
  EXPECT_EQ(client.get("/", shown(entered)).body(), "visitors:ada editor");
  EXPECT_EQ(entered.header("Set-Cookie").find("ada"), std::string::npos);
}

TEST_F(AuthCookie, ACookieThatWasChangedOrHasEndedIsAsNone) {
  TestClient client(service_, {.config = kConfig, .time = TestTime::Virtual});
  TestClient::Headers cookie = shown(client.get("/enter"));
  client.advance(std::chrono::minutes(61));
  EXPECT_EQ(client.get("/", cookie).status(), 401);
  EXPECT_EQ(client.get("/open", cookie).body(), "nobody");
  cookie = shown(client.get("/enter"));
  cookie.front().second.back() = cookie.front().second.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(client.get("/", cookie).status(), 401);
}

TEST_F(AuthCookie, SigningOutMakesTheBrowserForget) {
  TestClient client(service_, {.config = kConfig});
  EXPECT_THAT(client.get("/leave").header("Set-Cookie"), HasSubstr("__Host-identity=;"));
}

TEST(AuthCookieAlone, NeedsWhatSealsCookies) {
  Service service("test");
  service.add_package(std::make_unique<Auth>());
  try {
    const TestClient client(service, {.config = "auth: {visitors: {kind: cookie}}"});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("nothing seals cookies"));
  }
}

}  // namespace
}  // namespace saki
